package dev.roster.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The modules that say they are published, the BOM and the page about them agree. */
class PublishedTest {
  private static final Path ROOT = Path.of("..", "..");

  private static Published published;

  @BeforeAll
  static void read() throws IOException {
    published = Published.of(ROOT);
  }

  private static Set<String> artifacts() {
    return published.modules().stream()
        .map(Published.Module::artifactId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theBomListsTheModulesThatAreDeployed() throws IOException {
    Set<String> deployed = new TreeSet<>();
    try (Stream<Path> folders = Files.list(ROOT)) {
      for (Path pom : folders.map(each -> each.resolve("pom.xml")).filter(Files::exists).toList()) {
        Pom module = Pom.read(pom);
        if (module.text("properties/maven.deploy.skip").equals("false")) {
          deployed.add(module.text("artifactId"));
        }
      }
    }

    assertThat(deployed).contains("roster-bom", "roster-client");
    assertThat(artifacts()).isEqualTo(deployed);
  }

  /** Else it has that of the parent. */
  @Test
  void eachHasADescriptionOfItsOwn() throws IOException {
    for (Published.Module module : published.modules()) {
      Pom pom = Pom.read(module.folder().resolve("pom.xml"));

      assertThat(pom.text("description")).as(module.artifactId()).endsWith(".");
    }
  }

  @Test
  void thePageHasABlockForEachInTheVersionOfTheSources() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/artifacts.md"));
    Pattern block =
        Pattern.compile(
            "<artifactId>(roster-[a-z-]+)</artifactId>\\s+<version>"
                + Pattern.quote(published.version())
                + "</version>");
    Set<String> described =
        block.matcher(page).results().map(found -> found.group(1)).collect(Collectors.toSet());
    List<String> gradle =
        Pattern.compile("\"dev\\.roster:(roster-[a-z-]+):([^\"]+)\"")
            .matcher(page)
            .results()
            .filter(found -> found.group(2).equals(published.version()))
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(described).containsAll(artifacts());
    assertThat(gradle).containsExactlyInAnyOrderElementsOf(described);
  }

  /** {@code versions:set} changes POMs only. */
  @Test
  void everyPageNamesTheVersionOfTheSources() throws IOException {
    Pattern block =
        Pattern.compile("<artifactId>roster-[a-z-]+</artifactId>\\s+<version>([^<]+)</version>");
    Set<String> versions = new TreeSet<>();
    List<String> pages =
        List.of(
            "docs/artifacts.md",
            "docs/verify-your-consumer.md",
            "client/README.md",
            "client-spring-boot-starter/README.md",
            "alignment/README.md",
            "testkit/README.md");
    for (String page : pages) {
      List<String> named =
          block
              .matcher(Files.readString(ROOT.resolve(page)))
              .results()
              .map(found -> found.group(1))
              .toList();
      assertThat(named).as(page).isNotEmpty();
      versions.addAll(named);
    }

    assertThat(versions).containsExactly(published.version());
  }
}
