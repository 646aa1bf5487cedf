package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.mutation.Mutant.Part;
import dev.roster.alignment.mutation.MutantResult.Verdict;
import dev.roster.alignment.mutation.MutationRun.Scope;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationRunTest {
  private static final String CHECK = "server-pact";
  private static final MutantResult KILLED = result("killed", CHECK, true);
  private static final MutantResult SURVIVOR = result("survivor", CHECK, false);
  private static final Expectations.Rule REASON =
      new Expectations.Rule("survivor", null, "the order is the same");

  private static Mutant mutant(String id) {
    return new Mutant(id, Part.SERVER, "server", false, "where", "says", "", CHECK);
  }

  private static MutantResult result(String id, String check, boolean red) {
    return new MutantResult(mutant(id), List.of(new Verdict(check, red, "a test", "why")), "");
  }

  private static List<String> faults(
      Scope scope, List<Expectations.Rule> rules, MutantResult... results)
      throws MalformedURLException {
    URL nowhere = URI.create("file:expectations.yaml").toURL();
    MutationConfig config =
        ExampleMutations.config(ExampleProject.CONFIG, nowhere, nowhere, nowhere);
    return new MutationRun(config, new Expectations(rules), List.of(results), List.of(), scope, 1)
        .faults();
  }

  @Test
  void aRunWhoseSurvivorsHaveReasonsHasNoFault() throws MalformedURLException {
    assertThat(faults(Scope.WHOLE, List.of(REASON), KILLED, SURVIVOR)).isEmpty();
  }

  @Test
  void aSurvivorWithoutAReasonIsAFault() throws MalformedURLException {
    assertThat(faults(Scope.PART, List.of(), KILLED, SURVIVOR))
        .singleElement()
        .asString()
        .startsWith("survivor: survived");
  }

  @Test
  void aMutantThatCouldNotBeJudgedIsAFault() throws MalformedURLException {
    assertThat(faults(Scope.PART, List.of(), MutantResult.broken(mutant("odd"), "no class")))
        .containsExactly("odd: could not be judged, no class");
  }

  @Test
  void aMutantThatTheExpectedCheckDidNotSeeIsAFault() throws MalformedURLException {
    assertThat(faults(Scope.PART, List.of(), result("odd", "document-time", true)))
        .containsExactly("odd: seen by document-time, but not by server-pact");
  }

  @Test
  void aMutantThatOthersSawBesideTheExpectedCheckIsNoFault() throws MalformedURLException {
    List<Verdict> both =
        List.of(
            new Verdict("document-time", true, "", "a rule"),
            new Verdict(CHECK, true, "a test", "why"));

    assertThat(faults(Scope.PART, List.of(), new MutantResult(mutant("seen"), both, ""))).isEmpty();
  }

  @Test
  void survivorsAndBrokenEntriesOfABlindRunAreNoFaults() throws MalformedURLException {
    assertThat(
            faults(
                Scope.BLIND, List.of(), SURVIVOR, MutantResult.broken(mutant("odd"), "no class")))
        .isEmpty();
  }

  @Test
  void anIdOfTwoMutantsIsAFault() throws MalformedURLException {
    assertThat(faults(Scope.PART, List.of(), KILLED, KILLED))
        .containsExactly("killed: two mutants have this id");
  }

  @Test
  void anExpectationThatNothingMeetsIsAFaultOfAWholeRunOnly() throws MalformedURLException {
    assertThat(faults(Scope.WHOLE, List.of(REASON), KILLED))
        .containsExactly("the expectation for survivor is about no mutant");
    assertThat(faults(Scope.PART, List.of(REASON), KILLED)).isEmpty();
  }

  @Test
  void aReasonForAMutantThatWasKilledIsAFaultOfAWholeRun() throws MalformedURLException {
    assertThat(faults(Scope.WHOLE, List.of(new Expectations.Rule("killed", null, "none")), KILLED))
        .containsExactly("the reason for killed: killed was killed");
  }

  @Test
  void aRunWithoutMutantsIsAFault() throws MalformedURLException {
    for (Scope scope : Scope.values()) {
      assertThat(faults(scope, List.of())).containsExactly("no mutant was made");
    }
  }
}
