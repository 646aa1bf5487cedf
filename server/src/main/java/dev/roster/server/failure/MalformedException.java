package dev.roster.server.failure;

/**
 * A text that does not have the form of its type. The message completes a sentence about the text,
 * for example "has no @"; the caller that knows what the text is for names it.
 */
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedException(String message) {
    super(message);
  }

  public MalformedException(String message, Throwable cause) {
    super(message, cause);
  }
}
