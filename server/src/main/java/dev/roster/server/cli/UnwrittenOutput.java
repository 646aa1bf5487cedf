package dev.roster.server.cli;

import java.io.PrintWriter;

/**
 * What a command prints does not reach anybody: the disk is full, or whoever read it is gone. A
 * secret that nobody saw must not be stored then, so it is printed before the transaction ends.
 */
public final class UnwrittenOutput extends RuntimeException {
  /** What a person is told. */
  public static final String SENTENCE =
      "The output could not be written: its disk is full, or nothing reads it any more.";

  private static final long serialVersionUID = 1L;

  private UnwrittenOutput(String message) {
    super(message);
  }

  /**
   * Sends on what was printed before a change is kept.
   *
   * @throws UnwrittenOutput if it does not arrive
   */
  static void require(PrintWriter out) {
    if (out.checkError()) {
      throw new UnwrittenOutput(SENTENCE + " Nothing was changed.");
    }
  }

  /**
   * Sends on what a command shows that goes on for long.
   *
   * @throws UnwrittenOutput if it does not arrive
   */
  static void requireReader(PrintWriter out) {
    if (out.checkError()) {
      throw gone();
    }
  }

  /** The reader of a command's output has gone. */
  static UnwrittenOutput gone() {
    return new UnwrittenOutput(SENTENCE);
  }
}
