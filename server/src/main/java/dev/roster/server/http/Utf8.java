package dev.roster.server.http;

/** Finds malformed UTF-8 and describes it as Python does (RFC 3629, maximal subparts). */
public final class Utf8 {
  private Utf8() {}

  /**
   * Looks at the sequence that begins at an index.
   *
   * @return its length if it is well formed; minus the number of its bytes that are wrong together
   *     if it is not; 0 if the end cuts it short
   */
  public static int sequence(byte[] bytes, int at) {
    int lead = bytes[at] & 0xff;
    int length = length(lead);
    if (length == 0) {
      return -1;
    }
    for (int k = 1; k < length; k++) {
      if (at + k >= bytes.length) {
        return 0;
      }
      if (!isContinuation(lead, k, bytes[at + k] & 0xff)) {
        return -k;
      }
    }
    return length;
  }

  private static int length(int lead) {
    if (lead < 0x80) {
      return 1;
    }
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  }

  /** The second byte has a narrower range after four of the lead bytes. */
  private static boolean isContinuation(int lead, int index, int b) {
    int low = index == 1 && lead == 0xe0 ? 0xa0 : index == 1 && lead == 0xf0 ? 0x90 : 0x80;
    int high = index == 1 && lead == 0xed ? 0x9f : index == 1 && lead == 0xf4 ? 0x8f : 0xbf;
    return b >= low && b <= high;
  }
}
