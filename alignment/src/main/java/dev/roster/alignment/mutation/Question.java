package dev.roster.alignment.mutation;

import java.util.List;
import java.util.Map;

/**
 * The checks that a worker runs on one program.
 *
 * @param classes the folder of the changed classes
 * @param checks the test classes of each check, by its key
 * @param whole true to go on after a red test of a check, and report all that are red
 */
record Question(String classes, Map<String, List<String>> checks, boolean whole) {
  /**
   * A line of the answer, one for each check.
   *
   * @param loaded the classes of the program that have been loaded so far
   */
  record Answer(String check, TestOutcome outcome, List<String> loaded) {}
}
