package dev.roster.alignment.pact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.pact.PactLoss.Lost;
import dev.roster.openapi.OpenApiDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of interactions, each of which changes the committed coverage. */
class PactLossTest {
  private static final Map<String, OpenApiDocument> DOCUMENTS =
      ExampleProject.CONFIG.currentDocuments().stream()
          .collect(Collectors.toMap(OpenApiDocument::name, document -> document));
  private static final CoverageBaseline NO_EXCUSES = new CoverageBaseline(Path.of("none"), "none");

  @ParameterizedTest
  @ValueSource(strings = {ExampleProject.COOLSET, ExampleProject.COMPLEAT, ExampleProject.CONSOLE})
  void anInteractionThatIsGoneIsSeen(String name) {
    List<PactInteraction> all = PactInteraction.with(name, ExampleProject.CONFIG.pacts());
    List<String> before = lines(name, all);
    List<String> unseen = new ArrayList<>();
    for (PactInteraction gone : all) {
      List<PactInteraction> fewer = all.stream().filter(each -> each != gone).toList();
      if (CoverageBaseline.changes(before, lines(name, fewer)).isEmpty()) {
        unseen.add(gone.description());
      }
    }

    assertThat(all).hasSizeGreaterThan(10);
    assertThat(unseen).isEmpty();
  }

  /** A line of the coverage is the number of interactions that tell a fact, so each one counts. */
  @ParameterizedTest
  @EnumSource
  void whatAnInteractionLosesIsSeen(PactLoss loss) {
    int losses = 0;
    List<String> unseen = new ArrayList<>();
    for (PactInteraction whole : PactInteraction.in(ExampleProject.CONFIG.pacts())) {
      Set<String> facts = facts(whole);
      for (Lost lost : loss.of(whole)) {
        losses++;
        if (facts(lost.interaction()).equals(facts)) {
          unseen.add(lost.what());
        }
      }
    }

    System.out.printf("%s: %d losses%n", loss, losses);
    assertThat(losses).isPositive();
    assertThat(unseen).isEmpty();
  }

  private static Set<String> facts(PactInteraction interaction) {
    OpenApiDocument document = DOCUMENTS.get(interaction.provider());
    return InteractionFacts.of(interaction.operationIn(document).orElseThrow(), interaction);
  }

  private static List<String> lines(String name, List<PactInteraction> interactions) {
    return CoverageBaseline.lines(Coverage.of(DOCUMENTS.get(name), interactions, NO_EXCUSES));
  }
}
