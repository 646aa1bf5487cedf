package dev.roster.server.cli;

import dev.roster.server.failure.UserErrorException;
import java.io.PrintWriter;

/**
 * The output of a command cannot be written: the disk is full, or its reader is gone. A secret that
 * nobody saw must not be stored then, so it is printed before the transaction ends.
 */
public final class UnwrittenOutputException extends UserErrorException {
  /** The message for a person. */
  public static final String SENTENCE =
      "The output could not be written: its disk is full, or nothing reads it any more.";

  private static final long serialVersionUID = 1L;

  private UnwrittenOutputException(String message) {
    super(message);
  }

  /**
   * Sends on what was printed before a change is kept.
   *
   * @throws UnwrittenOutputException if it does not arrive
   */
  static void require(PrintWriter out) {
    if (out.checkError()) {
      throw new UnwrittenOutputException(SENTENCE + " Nothing was changed.");
    }
  }

  /**
   * Sends on what a command shows that goes on for long.
   *
   * @throws UnwrittenOutputException if it does not arrive
   */
  static void requireReader(PrintWriter out) {
    if (out.checkError()) {
      throw gone();
    }
  }

  /** The reader of a command's output has gone. */
  static UnwrittenOutputException gone() {
    return new UnwrittenOutputException(SENTENCE);
  }
}
