package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckPartTest {
  private static final List<CheckPart> PARTS =
      List.of(
          new CheckPart(List.of("ByHttp", "More"), Set.of("Server"), Duration.ZERO),
          new CheckPart(List.of("ByClient"), Set.of("Server", "Client"), Duration.ZERO));

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
}
