package dev.roster.alignment.mutation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A part of a check, as runs on the program without any change showed it.
 *
 * @param tests the names of its test classes
 * @param classes the classes of the program that they load
 * @param entered the methods of the program that each test enters, by its class and its unique
 *     identifier, in the order in which they ran; those that no test enters, but what stands around
 *     them, have neither
 * @param limit the longest time that they may take
 */
record CheckPart(
    List<String> tests, Set<String> classes, List<EnteredMethods> entered, Duration limit) {
  /**
   * The test classes that can see a change, in the order of the parts.
   *
   * @param changed the names of the classes that were changed; empty if any test may see the change
   */
  static List<String> testsThatSee(Set<String> changed, List<CheckPart> parts) {
    return parts.stream()
        .filter(part -> part.mayLoad(changed))
        .flatMap(part -> part.tests.stream())
        .toList();
  }

  /**
   * The tests that enter a changed method, in the order of the parts.
   *
   * @param change the change, whose methods are known
   */
  static List<SelectedTests> testsThatEnter(ProgramChange change, List<CheckPart> parts) {
    return parts.stream()
        .filter(part -> part.mayLoad(change.classes()))
        .flatMap(part -> part.thatEnter(change.methods().orElseThrow()))
        .toList();
  }

  /** The part as one whose tests cannot be told apart, as they need each other. */
  CheckPart asOne() {
    Set<String> methods =
        entered.stream().flatMap(each -> each.methods().stream()).collect(Collectors.toSet());
    return new CheckPart(tests, classes, List.of(new EnteredMethods("", "", methods)), limit);
  }

  /** Every other test of each class, and the others; without halves that would be empty. */
  List<List<SelectedTests>> halves() {
    return IntStream.range(0, 2).mapToObj(this::half).filter(half -> !half.isEmpty()).toList();
  }

  private List<SelectedTests> half(int which) {
    return selected(testClass -> {
      List<String> ids = idsOf(testClass, entered);
      return IntStream.range(0, ids.size()).filter(i -> i % 2 == which).mapToObj(ids::get).toList();
    });
  }

  private boolean mayLoad(Set<String> changed) {
    return changed.isEmpty() || !Collections.disjoint(changed, classes);
  }

  private Stream<SelectedTests> thatEnter(Set<String> methods) {
    List<EnteredMethods> those =
        entered.stream().filter(each -> !Collections.disjoint(each.methods(), methods)).toList();
    if (those.stream().anyMatch(EnteredMethods::aroundTests)) {
      return SelectedTests.allOf(tests).stream();
    }
    return selected(testClass -> idsOf(testClass, those)).stream();
  }

  private List<SelectedTests> selected(Function<String, List<String>> ids) {
    return tests.stream()
        .map(testClass -> new SelectedTests(testClass, ids.apply(testClass)))
        .filter(selected -> !selected.ids().isEmpty())
        .toList();
  }

  private static List<String> idsOf(String testClass, List<EnteredMethods> those) {
    return those.stream()
        .filter(each -> !each.aroundTests() && each.testClass().equals(testClass))
        .map(EnteredMethods::test)
        .toList();
  }
}
