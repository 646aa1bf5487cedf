package dev.roster.alignment.mutation;

/**
 * The outcome of the tests of a program.
 *
 * @param test which test says so; empty if all are content
 */
record TestOutcome(Kind kind, String test, String reason) {
  static final TestOutcome GREEN = new TestOutcome(Kind.GREEN, "", "");

  private static final String SEPARATOR = "\t";

  enum Kind {
    /** All passed. */
    GREEN,
    /** A test failed. */
    RED,
    /** The tests could not be asked. */
    BROKEN
  }

  String line() {
    return String.join(SEPARATOR, kind.name(), plain(test), plain(reason));
  }

  static TestOutcome ofLine(String line) {
    String[] cells = line.split(SEPARATOR, -1);
    return new TestOutcome(Kind.valueOf(cells[0]), cells[1], cells[2]);
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
