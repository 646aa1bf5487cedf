package dev.roster.server.cli;

/**
 * The reader of what a command shows has enough, as {@code head} after its last line. The command
 * ends without a word, as programs do that SIGPIPE ends.
 */
public final class BrokenPipeException extends RuntimeException {
  /** The exit code that shells report for SIGPIPE: 128 and its number. */
  public static final int EXIT_CODE = 141;

  private static final long serialVersionUID = 1L;

  private BrokenPipeException() {
    super("Nothing reads the output any more.");
  }

  /**
   * Looks whether anybody can still read standard output.
   *
   * @throws BrokenPipeException if nobody can, for certain
   */
  static void throwIfBroken() {
    if (!StandardOutput.isOpen()) {
      throw new BrokenPipeException();
    }
  }
}
