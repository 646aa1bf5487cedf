package dev.roster.alignment.mutation;

import java.util.List;

/**
 * Tests of a class that are to be run.
 *
 * @param testClass the name of the class
 * @param ids the unique identifiers of JUnit; empty for all of the class
 */
record SelectedTests(String testClass, List<String> ids) {
  SelectedTests {
    ids = List.copyOf(ids);
  }

  /** All tests of each class. */
  static List<SelectedTests> allOf(List<String> testClasses) {
    return testClasses.stream().map(each -> new SelectedTests(each, List.of())).toList();
  }
}
