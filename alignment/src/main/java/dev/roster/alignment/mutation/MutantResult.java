package dev.roster.alignment.mutation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of one mutant.
 *
 * @param verdicts the outcome of each check that was asked, in the order of the checks
 * @param broken why the mutant could not be judged; empty if it was
 */
record MutantResult(Mutant mutant, List<Verdict> verdicts, String broken) {
  /**
   * The outcome of one check.
   *
   * @param test which test of it turned red
   * @param by why it did
   */
  record Verdict(String check, boolean red, String test, String by) {}

  MutantResult {
    verdicts = List.copyOf(verdicts);
  }

  static MutantResult broken(Mutant mutant, String why) {
    return new MutantResult(mutant, List.of(), why.isBlank() ? "for no reason given" : why);
  }

  /**
   * The result by what the tests of the checks found. A failure around the tests, or one that no
   * change of a behaviour leads to, is no kill by the check that should see the mutant.
   */
  static MutantResult of(Mutant mutant, Map<String, TestOutcome> outcomes) {
    String broken = "";
    for (Map.Entry<String, TestOutcome> each : outcomes.entrySet()) {
      TestOutcome outcome = each.getValue();
      boolean odd = outcome.kind() == TestOutcome.Kind.ODD;
      if (outcome.kind() == TestOutcome.Kind.BROKEN
          || odd && each.getKey().equals(mutant.expected())) {
        broken = each.getKey() + ": " + outcome.test() + " " + outcome.reason();
        break;
      }
    }
    return new MutantResult(
        mutant,
        outcomes.entrySet().stream().map(each -> verdict(each.getKey(), each.getValue())).toList(),
        broken);
  }

  static Verdict verdict(String check, TestOutcome outcome) {
    boolean red = outcome.kind() == TestOutcome.Kind.RED || outcome.kind() == TestOutcome.Kind.ODD;
    return new Verdict(check, red, outcome.test(), outcome.reason());
  }

  /** The same result, compared with the check that should have seen the change. */
  MutantResult expecting(String check) {
    return new MutantResult(mutant.expecting(check), verdicts, broken);
  }

  String id() {
    return mutant.id();
  }

  boolean killed() {
    return !isBroken() && firstRed().isPresent();
  }

  /** True if the catalogue, and not the suite, is to be mended. */
  boolean isBroken() {
    return !broken.isEmpty();
  }

  /** The keys of the checks that were asked. */
  List<String> asked() {
    return verdicts.stream().map(Verdict::check).toList();
  }

  /** The keys of the checks that saw it. */
  List<String> seen() {
    return isBroken()
        ? List.of()
        : verdicts.stream().filter(Verdict::red).map(Verdict::check).toList();
  }

  /** The verdict of the expected check if it saw the mutant, else of the first one that did. */
  Optional<Verdict> firstRed() {
    return verdicts.stream()
        .filter(Verdict::red)
        .min(Comparator.comparing(verdict -> !verdict.check().equals(mutant.expected())));
  }
}
