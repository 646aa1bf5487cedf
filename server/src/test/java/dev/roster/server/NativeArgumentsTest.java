package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.ProgramStart;
import dev.roster.server.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters beyond ASCII in arguments and variables, where the locale knows none (cron, ssh). */
@EnabledOnOs(OS.LINUX)
class NativeArgumentsTest {
  private static final Path SCRIPT = Path.of("..", "roster").toAbsolutePath().normalize();

  @TempDir Path folder;

  private record Said(int exitCode, String out, String err) {}

  /**
   * The command in a JVM of its own.
   *
   * @param line a shell command in which {@code $ROSTER} stands for it
   */
  private Said shell(String locale, Map<String, String> more, String line) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line.replace("$ROSTER", ProgramStart.inShell()));
    builder.environment().put("CLASSPATH", ProgramStart.classPath());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
    builder.environment().put("LC_ALL", locale);
    builder.environment().putAll(more);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static List<String> companies(DatabaseUrl url) {
    try (Database database = Database.openForTransfer(url)) {
      return database.reading(
          tx -> tx.handle().createQuery("SELECT name FROM company").mapTo(String.class).list());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8", "no_SUCH.ISO-8859-1"})
  void aNameKeepsItsLetters(String locale) throws Exception {
    DatabaseUrl url = TestDatabase.fresh();

    Said said =
        shell(
            locale,
            Map.of("ROSTER_DATABASE_URL", url.jdbcUrl()),
            "exec $ROSTER onboard --company \"$(printf 'Caf\\303\\251 \\346\\227\\245')\""
                + " --owner-email a@example.org");

    assertThat(said.exitCode()).as(said.toString()).isZero();
    assertThat(said.out()).startsWith("Onboarded Café 日.");
    assertThat(companies(url)).containsExactly("Café 日");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void whatIsNotUtf8IsRefused(String locale) throws Exception {
    Said said =
        shell(
            locale,
            Map.of(),
            "exec $ROSTER onboard --company \"$(printf 'Caf\\351')\" --owner-email a@example.org");

    assertThat(said.exitCode()).as(said.toString()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo(
            "Argument 3 is not text in the charset of the locale; set LC_ALL=C.UTF-8 and write it"
                + " in UTF-8.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void aVariableKeepsItsLettersOrIsRefused(String locale) throws Exception {
    Said kept =
        shell(
            locale,
            Map.of(),
            "ROSTER_TIME_ZONE=\"$(printf 'Z\\303\\274rich')\" exec $ROSTER serve --port 0");
    Said refused =
        shell(
            locale,
            Map.of(),
            "ROSTER_TIME_ZONE=\"$(printf 'Z\\374rich')\" exec $ROSTER serve --port 0");

    assertThat(kept.err()).startsWith("ROSTER_TIME_ZONE must name a zone");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).startsWith("The environment variable ROSTER_TIME_ZONE is not text");
  }

  @Test
  void aFileNameThatTheLocaleCannotSpellIsOneLine() throws Exception {
    Said said = shell("C", Map.of(), "exec $ROSTER import \"$(printf 'donn\\303\\251es')\"");

    assertThat(said.exitCode()).as(said.toString()).isEqualTo(2);
    assertThat(said.err().lines()).hasSize(2);
    assertThat(said.err()).contains("'données' is no file name in this locale; set LC_ALL=C.UTF-8");
  }

  /** The script of a copy, with a java that says in which locale it was started. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "no_SUCH.ISO-8859-1", "C.UTF-8"})
  void theScriptChoosesALocaleThatSpellsEverything(String locale) throws Exception {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("server/target/app"));
    Files.writeString(home.resolve("server/target/app/roster-app.jar"), "");
    Files.copy(SCRIPT, home.resolve("roster"));
    Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$LC_ALL\" \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");

    Said said =
        shell(
            locale,
            Map.of("ROSTER_JAVA_HOME", home.resolve("jdk").toString()),
            "exec bash '" + home.resolve("roster") + "' import \"$(printf 'donn\\303\\251es')\"");

    assertThat(said.exitCode()).as(said.toString()).isZero();
    assertThat(said.out()).startsWith("C.UTF-8\n").endsWith("import\ndonnées\n");
  }
}
