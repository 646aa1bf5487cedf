package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values that commands store survive export and import; those that an import refuses, commands
 * refuse.
 */
class ExportImportRoundTripTest {
  /** Values that some of the commands take and others refuse. */
  private static final List<String> ODD =
      List.of(
          " Pad\u00a0",
          "\\N",
          "@/etc/hostname",
          "=1+1,\"b\"|c\\d",
          "B\u00fccher \ud83d\udc69 \u0915\u094d\u200d\u0937",
          "two\nlines",
          "Ac\u200bme",
          "a\u202eb",
          "\u3164");

  @TempDir Path folder;
  private final DatabaseUrl first = TestDatabase.fresh();

  private static Outcome on(DatabaseUrl url, String... arguments) {
    return CommandFixture.run(
        Stream.concat(Stream.of(arguments), Stream.of("--database-url=" + url.jdbcUrl()))
            .toArray(String[]::new));
  }

  /** A value is taken, or a wrong command line that left nothing behind. */
  private void offer(String... arguments) {
    Outcome outcome = on(first, arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isIn(0, 2);
  }

  private void store(int number, String value) {
    String owner = "ada" + number + "@acme.test";
    Outcome base = on(first, "onboard", "--company", "C", "--owner-email", owner);
    offer("onboard", "--company", value, "--owner-email", "c" + number + "@acme.test");
    offer(
        "onboard",
        "--company=D",
        "--owner-email=t" + number + "@acme.test",
        "--tenant",
        value,
        "--first-name",
        value,
        "--last-name=x",
        "--country=nl");
    offer("user", "link", owner, "--subject", value);
    offer("token", "create", "--email", owner, "--label", value, "--expires=9d", "--scope=write");
    Outcome key =
        on(first, "tenant-key", "create", "--tenant", after("tenant", base), "--label", value);
    assertThat(key.exitCode()).as(key.err()).isZero();
    offer("tenant-key", "rotate", after("id", key));
    offer("user", "suspend", owner);
  }

  private static String after(String label, Outcome outcome) {
    Matcher line = Pattern.compile("(?m)^ *" + label + " +(\\S+)").matcher(outcome.out());
    assertThat(line.find()).as(outcome.toString()).isTrue();
    return line.group(1);
  }

  private Map<String, String> exported(DatabaseUrl url, String name) throws IOException {
    Path target = folder.resolve(name);
    Outcome outcome = on(url, "export", target.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(target)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void anImportTakesWhatEveryCommandStored() throws Exception {
    for (int i = 0; i < ODD.size(); i++) {
      store(i, ODD.get(i));
    }
    Map<String, String> files = exported(first, "first");
    DatabaseUrl second = TestDatabase.fresh();

    Outcome imported = on(second, "import", folder.resolve("first").toString());

    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(exported(second, "second")).isEqualTo(files);
  }
}
