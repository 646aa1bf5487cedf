package dev.roster.alignment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format of docs/alignment.md, written and collected. */
class CollectedResultsTest {
  private static final Difference DIFFERENCE =
      new Difference("body", new Side("server", "7", 0), new Side("document", "string", 42));

  @TempDir Path repository;

  @Test
  void resultsOfAllModulesAreCollected() throws Exception {
    for (String module : List.of("one", "two")) {
      CheckResults results = results(module, Check.SERVER_DOCUMENT);
      results.add(ExampleProject.COOLSET, "me", 3, List.of());
      results.add(ExampleProject.COOLSET, "me", List.of(DIFFERENCE));
      results.write();
    }

    List<JsonNode> collected = CollectedResults.ofThisBuild(config(Instant.EPOCH));

    assertThat(collected).hasSize(2);
    assertThat(collected.get(0).path("check").asText()).isEqualTo("server-document");
    JsonNode cell = collected.get(0).at("/results/0");
    assertThat(cell.path("status").asText()).isEqualTo("red");
    assertThat(cell.path("checks").asInt()).isEqualTo(4);
    assertThat(cell.at("/differences/0/right/line").asInt()).isEqualTo(42);
  }

  @Test
  void resultsThatAreOlderThanTheBuildDoNotCount() {
    results("one", Check.COMPILE).write();

    assertThat(CollectedResults.ofThisBuild(config(Instant.now().plusSeconds(60)))).isEmpty();
  }

  @Test
  void anUnknownCheckIsRefused() throws Exception {
    Path folder = repository.resolve("one").resolve(folder()).resolve("checks");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("x.json"), "{\"check\": \"taste\"}");

    assertThatThrownBy(() -> CollectedResults.ofThisBuild(config(Instant.EPOCH)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("taste");
  }

  private static Path folder() {
    return Path.of("target", "alignment");
  }

  private AlignmentConfig config(Instant since) {
    return ExampleProject.config().repository(repository).results(folder()).since(since).build();
  }

  private CheckResults results(String module, Check check) {
    AlignmentConfig config =
        ExampleProject.config().results(repository.resolve(module).resolve(folder())).build();
    return new CheckResults(config, check, "part", "a test");
  }
}
