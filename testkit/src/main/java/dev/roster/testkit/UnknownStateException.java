package dev.roster.testkit;

/**
 * There is no state with this name; the message tells near names and all that there are.
 *
 * {@snippet file="com/example/RosterExamplesTest.java" region="unknown"}
 */
public final class UnknownStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownStateException(IllegalArgumentException refused) {
    super(refused.getMessage(), null, false, true);
  }
}
