package dev.roster.alignment.mutation;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A part of a check, as a run on the program without any change showed it.
 *
 * @param tests the names of its test classes
 * @param classes the classes of the program that they load
 * @param limit the longest time that they may take
 */
record CheckPart(List<String> tests, Set<String> classes, Duration limit) {
  /**
   * The test classes that can see a change, in the order of the parts.
   *
   * @param changed the names of the classes that were changed; empty if any test may see the change
   */
  static List<String> testsThatSee(Set<String> changed, List<CheckPart> parts) {
    return parts.stream()
        .filter(part -> changed.isEmpty() || changed.stream().anyMatch(part.classes::contains))
        .flatMap(part -> part.tests.stream())
        .toList();
  }
}
