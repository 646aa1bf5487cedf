package dev.roster.alignment.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.CheckResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondOpinionTest {
  private static final PactInteraction CALLER =
      PactInteraction.with(ExampleProject.COOLSET, ExampleProject.CONFIG.pacts()).stream()
          .filter(each -> each.description().equals("the caller"))
          .findFirst()
          .orElseThrow();

  @TempDir Path nothingInstalled;

  private static CheckResults results(String report) throws IOException {
    JsonNode objections = new ObjectMapper().readTree(report.replace('\'', '"'));
    return new SecondOpinion(ExampleProject.CONFIG, ExampleProject.coolset())
        .add(List.of(CALLER), objections);
  }

  @Test
  void aPactWithoutObjectionsIsGreen() throws IOException {
    CheckResults results = results("[]");

    assertThat(results.checks()).isOne();
    assertThat(results.differences()).isEmpty();
  }

  @Test
  void anObjectionIsADifferenceOfItsInteractionWithTheLineOfTheOperation() throws IOException {
    CheckResults results =
        results(
            """
            [{'message': 'must be integer',
              'mockDetails': {'interactionDescription': 'the caller', 'value': '9'},
              'specDetails': {'location': '[root].paths./me'}}]
            """);

    assertThat(results.checks()).isOne();
    assertThat(results.differences())
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.what()).isEqualTo("must be integer");
          assertThat(difference.left().text()).isEqualTo("\"9\"");
          assertThat(difference.right().text()).isEqualTo("[root].paths./me");
          assertThat(difference.right().line())
              .isEqualTo(CALLER.operationIn(ExampleProject.coolset()).orElseThrow().place().line());
        });
  }

  @Test
  void anObjectionToNoInteractionIsADifferenceOfTheDocument() throws IOException {
    CheckResults results = results("[{'message': 'cannot be parsed'}]");

    assertThat(results.checks()).isEqualTo(2);
    assertThat(results.differences())
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.what()).isEqualTo("cannot be parsed");
          assertThat(difference.right().line()).isOne();
        });
  }

  @Test
  void thereIsNoOpinionWhereTheComparatorIsNotInstalled() throws Exception {
    assertThat(
            PactInDocument.secondOpinion(
                ExampleProject.CONFIG, ExampleProject.COOLSET, nothingInstalled))
        .isEmpty();
  }
}
