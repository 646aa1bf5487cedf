package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pacts of this repository, and those that tests of consumers wrote just now. */
final class CommittedPacts {
  static final String FOLDER = "pacts";
  static final Path COMMITTED = Path.of(FOLDER);
  static final Path WRITTEN = Path.of("target", "pacts");

  private CommittedPacts() {}

  /** The text of each pact of a folder by its file name. */
  static Map<String, String> in(Path folder) throws IOException {
    Map<String, String> pacts = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
          pacts.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return pacts;
  }

  /**
   * Compares the pacts of a consumer that its tests wrote with those of the repository, so that
   * what it needs never changes without a diff to review. {@code -Dpacts.update=true} makes the
   * former the latter.
   *
   * @param providers the names of all that it has a pact with
   */
  static void assertWritten(String consumer, String... providers) throws IOException {
    Map<String, String> written = of(consumer, WRITTEN);
    assertThat(written.keySet())
        .as("pacts that the tests of %s wrote", consumer)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(providers).map(provider -> consumer + "-" + provider + ".json").toList());
    if (Boolean.getBoolean("pacts.update")) {
      update(consumer, written);
    }

    Map<String, String> committed = of(consumer, COMMITTED);

    assertThat(committed.keySet()).isEqualTo(written.keySet());
    assertThat(committed.keySet())
        .allSatisfy(file ->
            assertThat(difference(committed.get(file), written.get(file)))
                .as("%s; if the change is meant: -Dpacts.update=true", file)
                .isEmpty());
  }

  private static Map<String, String> of(String consumer, Path folder) throws IOException {
    Map<String, String> pacts = in(folder);
    pacts.keySet().removeIf(file -> !file.startsWith(consumer + "-"));
    return pacts;
  }

  /** The first line that differs, for the texts are long; empty if they are the same. */
  private static String difference(String committed, String written) {
    if (committed.equals(written)) {
      return "";
    }
    List<String> old = committed.lines().toList();
    List<String> now = written.lines().toList();
    int same = 0;
    while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
      same++;
    }
    return "line %d is%n%s%nbut the tests wrote%n%s"
        .formatted(same + 1, lineOf(old, same), lineOf(now, same));
  }

  private static String lineOf(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "(the end)";
  }

  private static void update(String consumer, Map<String, String> pacts) throws IOException {
    for (String old : of(consumer, COMMITTED).keySet()) {
      Files.delete(COMMITTED.resolve(old));
    }
    for (Map.Entry<String, String> pact : pacts.entrySet()) {
      Files.writeString(COMMITTED.resolve(pact.getKey()), pact.getValue());
    }
  }
}
