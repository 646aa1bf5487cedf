package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.roster.server.testing.Linearizability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Holds every class whose state threads may share to a test with Lincheck of its name, such as
 * {@code RateLimiterConcurrencyTest}, or to an entry of {@code shared-state.txt} that lists this
 * state and says why it needs none (docs/adr/0079).
 */
class SharedStateHasConcurrencyTestsTest {
  private static final String ROOT = "dev.roster.server";
  private static final String TEST = "ConcurrencyTest";
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path ENTRIES =
      Path.of("src", "test", "resources", "dev", "roster", "server", "shared-state.txt");
  private static final Pattern NAMED_TEST = Pattern.compile("\\b\\w+Test\\b");

  private static final SortedMap<String, SortedSet<String>> FOUND =
      SharedState.in(SharedState.files(compiled(Main.class)), promised());
  private static final Map<String, Entry> EXEMPT = entries();
  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** The state of a class at the time of the decision that it needs no test with Lincheck. */
  private record Entry(SortedSet<String> members, String reason) {}

  @Test
  void eachClassWithSharedStateHasATestOrAReasonForNone() {
    SortedSet<String> tested = new TreeSet<>();
    concurrencyTests().forEach(test -> tested.add(subject(test)));

    assertThat(FOUND).hasSizeGreaterThan(50);
    assertThat(tested).hasSizeGreaterThanOrEqualTo(10);
    assertThat(without(FOUND.keySet(), tested, EXEMPT.keySet()))
        .as("classes with shared state, without a %s and an entry in %s", TEST, ENTRIES)
        .isEmpty();
    assertThat(without(tested, FOUND.keySet())).as("tested classes without shared state").isEmpty();
    assertThat(without(EXEMPT.keySet(), FOUND.keySet())).as("entries without such state").isEmpty();
    assertThat(Collections.disjoint(tested, EXEMPT.keySet()))
        .as("classes that have a test have no entry in %s", ENTRIES)
        .isTrue();
  }

  /** Another field, or a lock that is gone, is another decision. */
  @Test
  void eachReasonIsForTheStateThatTheClassHas() {
    EXEMPT.forEach((name, entry) ->
        assertThat(entry.members())
            .as("the state of %s that %s lists, and what it has", name, ENTRIES)
            .isEqualTo(FOUND.getOrDefault(name, entry.members())));
  }

  @Test
  void eachReasonIsASentenceAndItsTestsExist() {
    SortedSet<String> named = new TreeSet<>();
    EXEMPT.forEach((name, entry) -> {
      assertThat(entry.reason()).as(name).matches("[A-Z].{20,}\\.");
      NAMED_TEST.matcher(entry.reason()).results().map(MatchResult::group).forEach(named::add);
    });

    assertThat(named).hasSizeGreaterThan(5);
    assertThat(TESTS).extracting(JavaClass::getSimpleName).containsAll(named);
  }

  /** The tag gives them a JVM of their own, whose classes Lincheck may change. */
  @Test
  void eachConcurrencyTestDrivesItsClassWithLincheck() {
    assertThat(concurrencyTests())
        .allSatisfy(test -> {
          assertThat(test.getAnnotationOfType(Tag.class).value()).isEqualTo("concurrency");
          assertThat(
                  withNested(test).flatMap(each -> each.getDirectDependenciesFromSelf().stream()))
              .extracting(dependency -> dependency.getTargetClass().getName())
              .contains(subject(test), Linearizability.class.getName());
        });
  }

  @Test
  void everySignOfSharedStateIsSeen() {
    SortedMap<String, SortedSet<String>> samples =
        SharedState.in(
            SharedState.files(compiled(SharedStateSamples.class).resolve(path(ROOT))).stream()
                .filter(file -> file.getFileName().toString().startsWith("SharedStateSamples"))
                .toList(),
            new TreeSet<>());

    assertThat(samples).containsOnlyKeys(SharedStateSamples.class.getName());
    assertThat(samples.get(SharedStateSamples.class.getName()))
        .containsExactly(SharedStateSamples.MEMBERS);
  }

  private static List<JavaClass> concurrencyTests() {
    return TESTS.stream().filter(each -> each.getSimpleName().endsWith(TEST)).toList();
  }

  private static String subject(JavaClass test) {
    return test.getName().substring(0, test.getName().length() - TEST.length());
  }

  private static Stream<JavaClass> withNested(JavaClass test) {
    return TESTS.stream()
        .filter(each -> each.equals(test) || each.getName().startsWith(test.getName() + "$"));
  }

  @SafeVarargs
  private static SortedSet<String> without(Set<String> some, Set<String>... others) {
    SortedSet<String> rest = new TreeSet<>(some);
    for (Set<String> each : others) {
      rest.removeAll(each);
    }
    return rest;
  }

  /** The classes whose Javadoc says that many threads may use them. */
  private static SortedSet<String> promised() {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> promises(read(file)))
          .map(file -> SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean promises(String source) {
    return source.replaceAll("\\s+(\\*\\s+)?", " ").contains("Safe for use by many threads");
  }

  /** By class; each paragraph is the name of a class, a line with its state, and the reason. */
  private static Map<String, Entry> entries() {
    Map<String, Entry> entries = new TreeMap<>();
    for (String paragraph : read(ENTRIES).strip().split("\n\n")) {
      String[] lines = paragraph.split("\n", 3);
      SortedSet<String> members = new TreeSet<>(Arrays.asList(lines[1].strip().split(", ")));
      Entry entry = new Entry(members, lines[2].replaceAll("\\s+", " ").strip());
      assertThat(entries.put(ROOT + "." + lines[0], entry))
          .as("another entry of %s", lines[0])
          .isNull();
    }
    return entries;
  }

  private static Path compiled(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static String path(String packageName) {
    return packageName.replace('.', '/');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
