package dev.roster.benchmarks.load;

/** An endless sequence of requests. */
public interface RequestSource {
  /** The next request. It is valid until the one after it is taken. */
  HttpRequestBytes next();

  /**
   * A request as it goes over the wire.
   *
   * @param bytes head and body
   * @param expectedStatus any other status is an error
   */
  record HttpRequestBytes(byte[] bytes, int expectedStatus) {}
}
