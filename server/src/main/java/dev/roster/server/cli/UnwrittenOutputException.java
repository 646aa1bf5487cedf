package dev.roster.server.cli;

import dev.roster.server.failure.UserErrorException;
import java.io.PrintWriter;

/**
 * The output of a command cannot be written: the disk is full, or its reader is gone. A secret that
 * nobody saw must not be stored then, so it is printed before the transaction ends.
 */
public final class UnwrittenOutputException extends UserErrorException {
  private static final long serialVersionUID = 1L;

  private UnwrittenOutputException(String message) {
    super(message);
  }

  /** The reason as a sentence for a person, after a failure to write. */
  static String reason() {
    return StandardOutput.isOpen()
        ? "The output could not be written; its disk may be full."
        : "The output could not be written: nothing reads it any more.";
  }

  /**
   * Sends on what was printed before a change is kept.
   *
   * @throws UnwrittenOutputException if it does not arrive
   */
  static void require(PrintWriter out) {
    if (out.checkError()) {
      throw new UnwrittenOutputException(reason() + " Nothing was changed.");
    }
  }

  /**
   * Sends on what a command shows that goes on for long.
   *
   * @throws UnwrittenOutputException if it does not arrive
   * @throws BrokenPipeException if nobody reads it any more
   */
  static void requireReader(PrintWriter out) {
    if (out.checkError()) {
      BrokenPipeException.throwIfBroken();
      throw new UnwrittenOutputException(reason());
    }
  }
}
