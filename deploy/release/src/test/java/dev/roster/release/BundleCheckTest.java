package dev.roster.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule, broken in a bundle that keeps all others. */
class BundleCheckTest {
  /** A signature that GnuPG would refuse holds another text. */
  private static final Signatures SIGNATURES =
      (file, signature) ->
          Files.readString(signature).equals("signed")
              ? Optional.empty()
              : Optional.of("BAD signature");

  @TempDir private Path folder;

  private interface Change {
    void apply(ExampleBundle bundle) throws IOException;
  }

  private record Breakage(Rule rule, String name, Change change) {
    @Override
    public String toString() {
      return rule + ": " + name;
    }
  }

  private static Breakage pom(Rule rule, String old, String by) {
    return new Breakage(
        rule,
        "'" + old.strip() + "' is '" + by.strip() + "'",
        bundle -> bundle.replace(bundle.client(".pom"), old, by));
  }

  private static Breakage without(Rule rule, String end) {
    return new Breakage(rule, "without " + end, bundle -> bundle.remove(bundle.client(end)));
  }

  static Stream<Breakage> breakages() {
    return Stream.of(
        new Breakage(
            Rule.LAYOUT,
            "a file of another artifact",
            bundle -> bundle.add(bundle.folder("roster-client").resolve("other-1.2.3.jar"))),
        new Breakage(
            Rule.LAYOUT,
            "a file at the root",
            bundle -> bundle.add(bundle.root().resolve("roster-client-1.2.3.jar"))),
        new Breakage(
            Rule.LAYOUT,
            "nothing",
            bundle -> {
              for (Path each : bundle.files()) {
                Files.delete(each);
              }
            }),
        new Breakage(
            Rule.KNOWN_FILES,
            "Maven's own metadata",
            bundle -> bundle.add(bundle.client("-maven-metadata.xml"))),
        new Breakage(
            Rule.KNOWN_FILES,
            "a checksum of nothing",
            bundle -> Files.writeString(bundle.client("-tests.jar.md5"), "0")),
        new Breakage(
            Rule.KNOWN_FILES,
            "a signature of nothing",
            bundle -> Files.writeString(bundle.client("-tests.jar.asc"), "signed")),
        new Breakage(
            Rule.RELEASE_VERSION,
            "a snapshot",
            bundle ->
                Files.move(
                    bundle.folder("roster-client"),
                    bundle.folder("roster-client").resolveSibling("1.2.3-SNAPSHOT"))),
        pom(Rule.COORDINATES, "<version>1.2.3<", "<version>1.2.4<"),
        pom(Rule.COORDINATES, "<groupId>dev.roster<", "<groupId>dev.rooster<"),
        without(Rule.COORDINATES, ".pom"),
        pom(Rule.NAME, "<name>Roster: an example</name>", ""),
        pom(
            Rule.DESCRIPTION,
            "<description>An example.</description>",
            "<description> </description>"),
        pom(Rule.URL, "<url>https://roster.dev</url><!-- home -->", ""),
        pom(Rule.LICENCE, "<name>Apache-2.0</name>", ""),
        pom(Rule.LICENCE, "<url>https://www.apache.org/licenses/LICENSE-2.0.txt</url>", ""),
        pom(Rule.DEVELOPER, "<name>The Roster maintainers</name>", ""),
        pom(Rule.SCM, "<connection>scm:git:https://roster.dev</connection>", ""),
        pom(Rule.SCM, "<developerConnection>scm:git:https://roster.dev</developerConnection>", ""),
        pom(Rule.SCM, "<url>https://roster.dev</url><!-- code -->", ""),
        without(Rule.MAIN_JAR, ".jar"),
        new Breakage(
            Rule.MAIN_JAR, "no jar by its content", bundle -> bundle.add(bundle.client(".jar"))),
        without(Rule.SOURCES, "-sources.jar"),
        new Breakage(
            Rule.SOURCES,
            "without a source",
            bundle -> bundle.pack(bundle.client("-sources.jar"), "META-INF/MANIFEST.MF")),
        without(Rule.JAVADOC, "-javadoc.jar"),
        new Breakage(
            Rule.JAVADOC,
            "without a page",
            bundle -> bundle.pack(bundle.client("-javadoc.jar"), "META-INF/MANIFEST.MF")),
        without(Rule.CHECKSUM, ".jar.md5"),
        without(Rule.CHECKSUM, ".jar.sha1"),
        without(Rule.CHECKSUM, ".pom.sha256"),
        without(Rule.CHECKSUM, "-cyclonedx.json.sha512"),
        new Breakage(
            Rule.CHECKSUM,
            "of another content",
            bundle ->
                Files.writeString(
                    bundle.client(".pom"), "<!-- -->", java.nio.file.StandardOpenOption.APPEND)),
        without(Rule.SIGNATURE, "-sources.jar.asc"),
        new Breakage(
            Rule.SIGNATURE,
            "of something else",
            bundle -> Files.writeString(bundle.client(".jar.asc"), "forged")),
        new Breakage(
            Rule.SIZE,
            "a gigabyte",
            bundle -> {
              try (RandomAccessFile large =
                  new RandomAccessFile(bundle.client(".jar.asc").toFile(), "rw")) {
                large.setLength(1L << 30);
              }
            }),
        pom(
            Rule.ADDRESS,
            "<url>https://roster.dev</url><!-- home -->",
            "<url>https://roster.invalid</url>"),
        pom(
            Rule.ADDRESS,
            "scm:git:https://roster.dev</conn",
            "scm:git:https://example.org/roster</conn"),
        pom(
            Rule.SELF_CONTAINED,
            "<packaging>",
            "<parent><groupId>dev.roster</groupId><artifactId>roster</artifactId></parent><packaging>"),
        pom(Rule.SELF_CONTAINED, "<packaging>", "<repositories/><packaging>"),
        pom(Rule.SELF_CONTAINED, "<name>Roster: an example", "<name>${project.artifactId}"),
        pom(Rule.DEPENDENCY, "2.22.4", "2.22.4-SNAPSHOT"),
        pom(Rule.DEPENDENCY, "2.22.4", "[2.15,3)"),
        pom(Rule.DEPENDENCY, "2.22.4", "LATEST"),
        pom(Rule.DEPENDENCY, "<version>2.22.4</version>", ""),
        pom(Rule.DEPENDENCY, "compile", "system"),
        pom(
            Rule.DEPENDENCY,
            "com.fasterxml.jackson.core</groupId><artifactId>jackson-databind",
            "dev.roster</groupId><artifactId>roster-server"),
        without(Rule.SBOM, "-cyclonedx.json"),
        new Breakage(
            Rule.SBOM,
            "of another version",
            bundle -> bundle.replace(bundle.client("-cyclonedx.json"), "1.2.3", "1.2.2")),
        new Breakage(
            Rule.BOM,
            "an artifact is not listed",
            bundle -> bundle.replace(bundle.bom(), "roster-client", "roster-clients")),
        new Breakage(
            Rule.BOM,
            "another version is listed",
            bundle ->
                bundle.replace(
                    bundle.bom(),
                    "<artifactId>roster-client</artifactId><version>1.2.3",
                    "<artifactId>roster-client</artifactId><version>1.2.2")),
        new Breakage(Rule.BOM, "no BOM", bundle -> bundle.remove(bundle.bom())));
  }

  private static Set<Rule> broken(ExampleBundle bundle) throws IOException {
    return BundleCheck.problems(bundle.root(), SIGNATURES, false).stream()
        .map(Problem::rule)
        .collect(Collectors.toSet());
  }

  @Test
  void aCompleteBundleKeepsAllRules() throws IOException {
    List<Problem> problems =
        BundleCheck.problems(new ExampleBundle(folder).root(), SIGNATURES, false);

    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void aBrokenRuleIsFound(Breakage breakage) throws IOException {
    ExampleBundle bundle = new ExampleBundle(folder);

    breakage.change().apply(bundle);

    assertThat(broken(bundle)).contains(breakage.rule());
  }

  @Test
  void everyRuleIsBrokenHere() {
    assertThat(breakages().map(Breakage::rule).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Rule.class));
  }

  @Test
  void aRehearsalMayHaveThePlaceholderOfTheAddress() throws IOException {
    ExampleBundle bundle = new ExampleBundle(folder);
    bundle.replace(bundle.client(".pom"), "https://roster.dev", "https://roster.invalid");

    assertThat(broken(bundle)).containsExactly(Rule.ADDRESS);
    assertThat(BundleCheck.problems(bundle.root(), SIGNATURES, true)).isEmpty();
  }
}
