package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.mutation.MutantResult.Part;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationRunTest {
  private static final String CHECK = "server-pact";
  private static final MutantResult KILLED = result("killed", CHECK, "because it differs");
  private static final MutantResult SURVIVOR = result("survivor", "", "");
  private static final Expectations.Rule REASON =
      new Expectations.Rule("survivor", null, "the order is the same");

  private static MutantResult result(String id, String seen, String by) {
    return new MutantResult(id, Part.SERVER, "where", "says", CHECK, seen, "a test", by);
  }

  private static List<String> faults(
      boolean whole, List<Expectations.Rule> rules, MutantResult... results)
      throws MalformedURLException {
    URL nowhere = URI.create("file:expectations.yaml").toURL();
    MutationConfig config =
        ExampleMutations.config(ExampleProject.CONFIG, nowhere, nowhere, nowhere);
    return new MutationRun(config, new Expectations(rules), List.of(results), whole, 1).faults();
  }

  @Test
  void aRunWhoseSurvivorsHaveReasonsHasNoFault() throws MalformedURLException {
    assertThat(faults(true, List.of(REASON), KILLED, SURVIVOR)).isEmpty();
  }

  @Test
  void aSurvivorWithoutAReasonIsAFault() throws MalformedURLException {
    assertThat(faults(false, List.of(), KILLED, SURVIVOR))
        .singleElement()
        .asString()
        .startsWith("survivor: survived");
  }

  @Test
  void aMutantThatCouldNotBeJudgedIsAFault() throws MalformedURLException {
    assertThat(faults(false, List.of(), result("odd", "", MutantResult.BROKEN + "no class")))
        .containsExactly("odd: could not be judged, BROKEN: no class");
  }

  @Test
  void aMutantThatAnotherCheckKilledIsAFault() throws MalformedURLException {
    assertThat(faults(false, List.of(), result("odd", "document-time", "a rule")))
        .containsExactly("odd: killed by document-time instead of server-pact");
  }

  @Test
  void anIdOfTwoMutantsIsAFault() throws MalformedURLException {
    assertThat(faults(false, List.of(), KILLED, KILLED))
        .containsExactly("killed: two mutants have this id");
  }

  @Test
  void anExpectationThatNothingMeetsIsAFaultOfAWholeRunOnly() throws MalformedURLException {
    assertThat(faults(true, List.of(REASON), KILLED))
        .containsExactly("the expectation for survivor is about no mutant");
    assertThat(faults(false, List.of(REASON), KILLED)).isEmpty();
  }

  @Test
  void aReasonForAMutantThatWasKilledIsAFaultOfAWholeRun() throws MalformedURLException {
    assertThat(faults(true, List.of(new Expectations.Rule("killed", null, "none")), KILLED))
        .containsExactly("the reason for killed: killed was killed");
  }

  @Test
  void aRunWithoutMutantsIsAFault() throws MalformedURLException {
    assertThat(faults(false, List.of())).containsExactly("no mutant was made");
  }
}
