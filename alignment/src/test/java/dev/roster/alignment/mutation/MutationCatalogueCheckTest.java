package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.ExampleProject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationCatalogueCheckTest {
  private static final String SOURCE = "alignment/src/test/java/com/example/program/Greeting.java";
  private static final String GOOD = entry("without-name", "name.strip()", "\"\"", "client-pact");

  @TempDir Path folder;

  private static String entry(String id, String find, String put, String check) {
    return """
    - id: %s
      says: "greets in another way"
      check: %s
      file: %s
      find: '%s'
      put: '%s'
    """
        .formatted(id, check, SOURCE, find, put);
  }

  private MutationCatalogueCheck catalogue(String entries, String lastRun) throws IOException {
    return catalogue(entries, "[]", lastRun);
  }

  private MutationCatalogueCheck catalogue(String client, String server, String lastRun)
      throws IOException {
    Path last = Files.writeString(folder.resolve("last-run.json"), lastRun);
    return new MutationCatalogueCheck(
        ExampleMutations.config(
            ExampleProject.config().lastMutationRun(last).build(),
            file("client.yaml", client),
            file("server.yaml", server),
            file("expectations.yaml", "[{ids: without-name, because: same}]")));
  }

  private URL file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toUri().toURL();
  }

  @Test
  void anEntryThatCanBeMadeHasNoFault() throws IOException {
    MutationCatalogueCheck catalogue = catalogue(GOOD, "{}");

    assertThat(catalogue.size()).isOne();
    assertThat(catalogue.faults()).isEmpty();
  }

  @Test
  void everyFaultOfAnEntryIsNamed() throws IOException {
    String entries =
        GOOD
            + GOOD
            + entry("nothing", "name.strip()", "name.strip()", "client-pact")
            + entry("untested", "name.strip()", "name", "no tests")
            + entry("gone", "name.trim()", "name", "client-pact");

    assertThat(catalogue(entries, "{}").faults())
        .satisfiesExactly(
            fault -> assertThat(fault).isEqualTo("without-name: two entries have this id"),
            fault -> assertThat(fault).isEqualTo("nothing: changes nothing"),
            fault -> assertThat(fault).isEqualTo("untested: there is no check no tests"),
            fault -> assertThat(fault).startsWith("gone: 'find' does not stand exactly once"));
  }

  @Test
  void theLastRunIsComparedWithTheEntries() throws IOException {
    String entries = GOOD + entry("new", "name.strip()", "name", "client-pact");

    assertThat(
            catalogue(
                    entries,
                    """
                    {"entries": [{"id": "without-name", "change": "greets nobody"},
                                 {"id": "old", "change": "greets twice"}]}
                    """)
                .changesSinceLastRun())
        .containsExactly(
            "without-name: says another thing than what was judged",
            "new: new, not judged yet",
            "old: judged, but no longer in the catalogue");
    assertThat(
            catalogue(
                    GOOD,
                    """
                    {"entries": [{"id": "without-name", "change": "greets in another way"}]}
                    """)
                .changesSinceLastRun())
        .isEmpty();
  }

  @Test
  void aSurvivorOfTheLastRunKeepsItsReason() throws IOException {
    assertThat(
            catalogue(
                    GOOD,
                    """
                    {"survivors": [{"id": "without-name", "reason": "same"},
                                   {"id": "other", "reason": "not explained"}]}
                    """)
                .unexplainedSurvivors())
        .containsExactly("other: not explained");
  }
}
