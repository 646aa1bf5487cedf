package dev.roster.alignment.mutation;

import java.util.List;

/**
 * The outcome of the tests of a check.
 *
 * @param test which test says so; empty if all are content
 * @param failed the names of all tests that failed, if all were run
 */
record TestOutcome(Kind kind, String test, String reason, List<String> failed) {
  static final TestOutcome GREEN = new TestOutcome(Kind.GREEN, "", "", List.of());

  enum Kind {
    /** All passed. */
    GREEN,
    /** A test failed. */
    RED,
    /** Failed, but around the tests, or as no change of a behaviour does. */
    ODD,
    /** The tests could not be asked. */
    BROKEN
  }

  static TestOutcome of(Kind kind, String test, String reason) {
    return new TestOutcome(kind, test, reason, List.of());
  }

  boolean isGreen() {
    return kind == Kind.GREEN;
  }
}
