package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckPartTest {
  private static final List<CheckPart> PARTS =
      List.of(
          part(
              List.of("ByHttp", "More"),
              Set.of("Server"),
              new EnteredMethods("ByHttp", "", Set.of("start")),
              new EnteredMethods("ByHttp", "1", Set.of("list")),
              new EnteredMethods("ByHttp", "2", Set.of("list", "find")),
              new EnteredMethods("More", "3", Set.of("list"))),
          part(
              List.of("ByClient"),
              Set.of("Server", "Client"),
              new EnteredMethods("ByClient", "", Set.of("list")),
              new EnteredMethods("ByClient", "4", Set.of("call"))));

  private static CheckPart part(
      List<String> tests, Set<String> classes, EnteredMethods... entered) {
    return new CheckPart(tests, classes, List.of(entered), Duration.ZERO);
  }

  @Test
  void partsThatLoadNoChangedClassAreLeftOut() {
    assertThat(CheckPart.testsThatSee(Set.of("Client", "Other"), PARTS))
        .containsExactly("ByClient");
    assertThat(CheckPart.testsThatSee(Set.of("Server"), PARTS))
        .containsExactly("ByHttp", "More", "ByClient");
    assertThat(CheckPart.testsThatSee(Set.of("Other"), PARTS)).isEmpty();
  }

  @Test
  void aChangeWithoutClassesIsForAll() {
    assertThat(CheckPart.testsThatSee(Set.of(), PARTS))
        .containsExactly("ByHttp", "More", "ByClient");
  }

  private static List<SelectedTests> entering(String... methods) {
    return CheckPart.testsThatEnter(
        new ProgramChange(Set.of("Server"), Optional.of(Set.of(methods))), PARTS);
  }

  @Test
  void testsThatEnterNoChangedMethodAreLeftOut() {
    assertThat(entering("find")).containsExactly(new SelectedTests("ByHttp", List.of("2")));
    assertThat(entering("call", "other"))
        .containsExactly(new SelectedTests("ByClient", List.of("4")));
    assertThat(entering("other")).isEmpty();
  }

  @Test
  void aMethodThatIsEnteredAroundTestsIsForAllOfThePart() {
    assertThat(entering("list"))
        .containsExactly(
            new SelectedTests("ByHttp", List.of("1", "2")),
            new SelectedTests("More", List.of("3")),
            new SelectedTests("ByClient", List.of()));
    assertThat(entering("start")).isEqualTo(SelectedTests.allOf(List.of("ByHttp", "More")));
  }

  @Test
  void halvesHaveEveryOtherTestOfEachClass() {
    assertThat(PARTS.get(0).halves())
        .containsExactly(
            List.of(
                new SelectedTests("ByHttp", List.of("1")), new SelectedTests("More", List.of("3"))),
            List.of(new SelectedTests("ByHttp", List.of("2"))));
    assertThat(PARTS.get(1).halves()).hasSize(1);
  }

  @Test
  void testsThatNeedEachOtherAreSelectedTogether() {
    ProgramChange find = new ProgramChange(Set.of("Server"), Optional.of(Set.of("find")));
    ProgramChange other = new ProgramChange(Set.of("Server"), Optional.of(Set.of("other")));
    List<CheckPart> asOne = List.of(PARTS.get(0).asOne());

    assertThat(CheckPart.testsThatEnter(find, asOne))
        .isEqualTo(SelectedTests.allOf(List.of("ByHttp", "More")));
    assertThat(CheckPart.testsThatEnter(other, asOne)).isEmpty();
  }
}
