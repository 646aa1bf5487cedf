package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.mutation.MutationTesting.Outcome;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with catalogues of a small program. */
class MutationTestingTest {
  private static final String SOURCE = "alignment/src/test/java/com/example/program/Greeting.java";

  @TempDir Path folder;

  private URL file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toUri().toURL();
  }

  @Test
  void anotherCatalogueIsRunAloneAndItsResultIsWritten() throws Exception {
    AlignmentConfig alignment =
        ExampleProject.config()
            .results(folder.resolve("results"))
            .lastMutationRun(folder.resolve("committed").resolve("last-run.json"))
            .build();
    URL own = file("own.yaml", "[{id: own, says: it, file: gone, find: a, put: b}]");
    URL none = file("none.yaml", "[]");
    URL invented =
        file(
            "invented.yaml",
            """
            - {id: one, says: is rude, check: journeys, file: %1$s, find: Hello, put: Goodbye}
            - {id: two, says: nothing, noticed: never, file: %1$s, find: '"!"', put: '"" + "!"'}
            - {id: three, says: cannot be made, file: %1$s, find: nowhere, put: b}
            """
                .formatted(SOURCE));
    MutationTesting testing =
        new MutationTesting(ExampleMutations.config(alignment, own, none, none));

    Outcome run = testing.run(invented, Optional.empty(), true);

    assertThat(run.faults()).isEmpty();
    assertThat(run.mutants()).isEqualTo(3);
    assertThat(run.killed()).isOne();
    assertThat(run.survivors())
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).isEqualTo("two: nothing"),
            each -> assertThat(each).startsWith("three: BROKEN, "));
    JsonNode written = new ObjectMapper().readTree(alignment.blindMutationRun().toFile());
    assertThat(written.path("total").asInt()).as("without the broken one").isEqualTo(2);
    assertThat(written.at("/survivors/0/noticed").asText()).isEqualTo("never");
    assertThat(written.at("/entries/0/expected").asText())
        .as("which did not see it, and that is no fault")
        .isEqualTo("journeys");
    assertThat(written.at("/entries/1/expected").asText()).isEmpty();
    assertThat(alignment.lastBlindMutationRun()).exists();

    URL misspelled =
        file("misspelled.yaml", "[{id: one, check: jurneys, file: gone, find: a, put: b}]");
    assertThatThrownBy(() -> testing.run(misspelled, Optional.empty(), true))
        .hasMessageStartingWith("one: no check is called jurneys; they are ")
        .hasMessageContaining("journeys");

    testing.run(invented, Optional.of(Pattern.compile("one")), true);

    assertThat(new ObjectMapper().readTree(alignment.lastBlindMutationRun().toFile()).path("total"))
        .as("a part is not kept")
        .hasToString("2");
  }
}
