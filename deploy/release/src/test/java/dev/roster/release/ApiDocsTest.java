package dev.roster.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Javadoc of the published modules shows examples that the tests compile, and the profile
 * {@code apidocs} shows every public package.
 */
class ApiDocsTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Path TEST = Path.of("src", "test", "java");

  /** Packages of the client that its module does not export. */
  private static final String INTERNAL = "dev.roster.client.operation";

  private static final Pattern TAG = Pattern.compile("\\{@snippet\\b[^}]*}?");
  private static final Pattern EXAMPLE =
      Pattern.compile("\\{@snippet file=\"([^\"]+)\" region=\"(\\w+)\"}");
  private static final Pattern UNCOMPILED = Pattern.compile("<pre>\\s*\\{@code|\\{@snippet\\s*:");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile("(?m)^public (?:\\w+ )*(?:class|interface|record|enum|@interface) (\\w+)");
  private static final Pattern PUBLIC_MEMBER = Pattern.compile("^ +public (?!class).*[({].*");

  /** Modules whose code is written by hand. */
  static Stream<Path> modules() throws IOException {
    return Published.of(ROOT).modules().stream()
        .map(Published.Module::folder)
        .filter(folder -> Files.isDirectory(folder.resolve(MAIN)));
  }

  @Test
  void thereAreModulesToLookAt() throws IOException {
    assertThat(modules().map(folder -> folder.getFileName().toString()))
        .contains("client", "client-opentelemetry", "testkit", "openapi", "alignment");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void eachExampleIsARegionOfAFileThatTheTestsCompile(Path module) {
    int examples = 0;
    for (Path source : sources(module)) {
      String text = read(source);
      assertThat(UNCOMPILED.matcher(text).results().map(found -> found.group()))
          .as("code in the Javadoc of %s that nothing compiles", source)
          .isEmpty();
      for (String tag : TAG.matcher(text).results().map(found -> found.group()).toList()) {
        Matcher example = EXAMPLE.matcher(tag);
        assertThat(example.matches()).as("%s of %s", tag, source).isTrue();
        Path file = module.resolve(TEST).resolve(example.group(1));
        String region = "region=\"" + example.group(2) + "\"";
        assertThat(file).as("%s of %s", tag, source).isRegularFile();
        assertThat(read(file))
            .as("%s of %s", tag, source)
            .containsOnlyOnce("// @start " + region + "\n")
            .containsOnlyOnce("// @end " + region + "\n");
        examples++;
      }
    }

    assertThat(examples).as("examples of %s", module).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "client-opentelemetry", "testkit"})
  void eachPublicTypeHasAnExample(String module) {
    List<String> types = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (Path source : published(ROOT.resolve(module))) {
      String text = read(source);
      Matcher type = PUBLIC_TYPE.matcher(text);
      if (type.find()) {
        types.add(type.group(1));
        if (!EXAMPLE.matcher(text).find()) {
          without.add(type.group(1));
        }
      }
    }

    assertThat(types).isNotEmpty();
    assertThat(without).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "client-opentelemetry", "testkit"})
  void eachPublicMemberHasAComment(String module) {
    int members = 0;
    List<String> without = new ArrayList<>();
    for (Path source : published(ROOT.resolve(module))) {
      List<String> lines = read(source).lines().toList();
      boolean isPublic = PUBLIC_TYPE.matcher(read(source)).find();
      for (int i = 1; i < lines.size(); i++) {
        if (isPublic && PUBLIC_MEMBER.matcher(lines.get(i)).matches()) {
          members++;
          int above = i - 1;
          boolean inherits = false;
          while (lines.get(above).strip().startsWith("@")) {
            inherits |= lines.get(above).strip().equals("@Override");
            above--;
          }
          if (!inherits && !lines.get(above).endsWith("*/")) {
            without.add(source.getFileName() + ":" + (i + 1) + lines.get(i));
          }
        }
      }
    }

    assertThat(members).isPositive();
    assertThat(without).isEmpty();
  }

  @Test
  void thePagesHaveEachPublishedModuleAndItsPackages() throws IOException {
    String profile = profile();
    List<String> groups = texts(profile, "title");
    Set<String> artifacts =
        Published.of(ROOT).modules().stream()
            .map(Published.Module::artifactId)
            // these have no class
            .filter(artifact -> !List.of("roster-bom", "roster-testkit-server").contains(artifact))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(groups).containsExactlyInAnyOrderElementsOf(artifacts);
    String skipped = texts(profile, "skippedModules").getFirst();
    assertThat(artifacts).noneMatch(artifact -> ("dev.roster:" + artifact).matches(skipped));
    assertThat("dev.roster:roster-server").matches(skipped);
    List<String> shown = texts(profile, "packages");
    for (Path module : modules().toList()) {
      for (String name : packages(module)) {
        assertThat(shown)
            .as("group of %s", name)
            .filteredOn(each -> shows(each, name))
            .hasSize(name.equals(INTERNAL) ? 0 : 1);
      }
      assertThat(texts(profile, "snippet.path").getFirst())
          .contains("/" + module.getFileName() + "/src/test/java");
    }
    assertThat(texts(read(ROOT.resolve("pom.xml")), "excludePackageNames"))
        .singleElement()
        .asString()
        .contains(INTERNAL, "dev.roster.client.coolset.api", "dev.roster.client.compleat.api");
  }

  private static boolean shows(String group, String name) {
    return Stream.of(group.split(":"))
        .anyMatch(each ->
            each.endsWith("*")
                ? name.startsWith(each.substring(0, each.length() - 1))
                : name.equals(each));
  }

  private static Set<String> packages(Path module) {
    return sources(module).stream()
        .filter(source -> source.endsWith("package-info.java"))
        .map(source -> module.resolve(MAIN).relativize(source.getParent()).toString())
        .map(folder -> folder.replace('/', '.').replace('\\', '.'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String profile() {
    String pom = read(ROOT.resolve("pom.xml"));
    int start = pom.indexOf("<id>apidocs</id>");
    assertThat(start).isPositive();
    return pom.substring(start, pom.indexOf("</profile>", start));
  }

  private static List<String> texts(String xml, String element) {
    return Pattern.compile("<" + Pattern.quote(element) + ">([^<]*)<")
        .matcher(xml)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static List<Path> published(Path module) {
    Path internal = Path.of(INTERNAL.replace('.', '/'));
    return sources(module).stream()
        .filter(source -> !source.getParent().endsWith(internal))
        .toList();
  }

  private static List<Path> sources(Path module) {
    try (Stream<Path> files = Files.walk(module.resolve(MAIN))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
