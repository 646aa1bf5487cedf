package dev.roster.server.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure that the operator of a command, or a client of the sandbox, can mend: the message is a
 * sentence for that person, and is shown without a trace. Anything else that ends a command is a
 * bug or a fault of its environment.
 */
public class UserErrorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserErrorException(String message) {
    super(message);
  }

  public UserErrorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
