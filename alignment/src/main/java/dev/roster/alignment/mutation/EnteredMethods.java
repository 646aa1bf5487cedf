package dev.roster.alignment.mutation;

import java.util.Set;

/**
 * The methods of a program that a test enters.
 *
 * @param test the unique identifier of the test; empty for what stands around tests, such as the
 *     start of a server that they share
 */
record EnteredMethods(String testClass, String test, Set<String> methods) {
  EnteredMethods {
    methods = Set.copyOf(methods);
  }

  /** Reports whether they were entered around the tests. */
  boolean aroundTests() {
    return test.isEmpty();
  }
}
