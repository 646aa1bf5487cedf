package dev.roster.testkit;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.transfer.ImportRefusedException;
import java.util.function.Supplier;

/** Translates the server's refusal of a test's argument to an {@link IllegalArgumentException}. */
final class ArgumentErrors {
  private ArgumentErrors() {}

  /**
   * Runs the call.
   *
   * @throws IllegalArgumentException if the server refuses an argument
   */
  static <T> T checked(Supplier<T> call) {
    try {
      return call.get();
    } catch (ImportRefusedException broken) {
      // a state that cannot be imported is a bug of the sandbox
      throw broken;
    } catch (UserErrorException refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  static void check(Runnable call) {
    checked(() -> {
      call.run();
      return true;
    });
  }
}
