package dev.roster.server.transfer;

/** An import that the database or a bug ended; the message tells what it has changed. */
public final class ImportFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ImportFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  static ImportFailedException beforeCommit(RuntimeException cause) {
    return new ImportFailedException("Nothing was imported.", cause);
  }

  /** A connection that breaks at this moment leaves open which side has heard of the commit. */
  static ImportFailedException atCommit(RuntimeException cause) {
    return new ImportFailedException(
        "The import may have been committed or not. Import the same files again: what is there"
            + " already is refused.",
        cause);
  }
}
