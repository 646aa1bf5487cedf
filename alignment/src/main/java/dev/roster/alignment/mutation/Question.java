package dev.roster.alignment.mutation;

import java.util.List;
import java.util.Map;

/**
 * The checks that a worker runs on one program.
 *
 * @param classes the folder of the changed classes
 * @param checks the tests of each check, by its key
 */
record Question(String classes, Map<String, List<SelectedTests>> checks, Mode mode) {
  /** The system property that lets tests do less. */
  static final String QUICK = "mutation.quick";

  /** The ways to run the tests. */
  enum Mode {
    /** Tests do less, and a check ends with its first red one. */
    QUICK,
    /** As quick, and the answer tells which methods of the changed classes each test enters. */
    PROBING,
    /** Tests do all, and a check ends with its first red one. */
    THOROUGH,
    /** Tests do all, and the answer tells all that are red. */
    WHOLE;

    boolean isQuick() {
      return this == QUICK || this == PROBING;
    }
  }

  /**
   * A line of the answer, one for each check.
   *
   * @param millis the time that the check took
   * @param loaded the classes of the program that have been loaded so far
   * @param entered the methods that each test of the check entered, if that was asked for
   */
  record Answer(
      String check,
      TestOutcome outcome,
      long millis,
      List<String> loaded,
      List<EnteredMethods> entered) {
    /** The same with the classes that another run loaded. */
    Answer withLoaded(List<String> others) {
      return new Answer(check, outcome, millis, others, entered);
    }
  }

  /** The same with other checks. */
  Question about(Map<String, List<SelectedTests>> others) {
    return new Question(classes, others, mode);
  }
}
