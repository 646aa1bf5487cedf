package dev.roster.alignment.mutation;

import java.util.List;
import java.util.Map;

/**
 * The checks that a worker runs on one program.
 *
 * @param classes the folder of the changed classes
 * @param checks the test classes of each check, by its key
 * @param whole true to go on after a red test of a check, and report all that are red
 * @param quick true to let the tests do less, by the system property {@value #QUICK}
 */
record Question(String classes, Map<String, List<String>> checks, boolean whole, boolean quick) {
  static final String QUICK = "mutation.quick";

  /**
   * A line of the answer, one for each check.
   *
   * @param millis the time that the check took
   * @param loaded the classes of the program that have been loaded so far
   */
  record Answer(String check, TestOutcome outcome, long millis, List<String> loaded) {}

  /** The same with other checks. */
  Question about(Map<String, List<String>> others) {
    return new Question(classes, others, whole, quick);
  }
}
