package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.testing.ScriptedIssuer;
import dev.roster.server.testing.ScriptedSmtp;
import dev.roster.server.testing.ScriptedSmtp.Step;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roster doctor}, on machines where something is wrong. */
class DoctorCommandTest {
  private static final String PASSWORD = "hunter2hunter2";

  private static Outcome doctor(String... options) {
    List<String> line = new ArrayList<>(List.of("doctor"));
    line.addAll(List.of(options));
    Outcome outcome = CommandFixture.run(Map.of(), line.toArray(String[]::new));
    assertThat(outcome.out() + outcome.err()).doesNotContain(PASSWORD, "\tat ");
    return outcome;
  }

  @Test
  void aGoodServerIsALinePerCheck() {
    Outcome outcome = doctor("--port=0", "--database-url", TestDatabase.fresh().jdbcUrl());

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().map(line -> line.split("  +")[1]))
        .containsExactly(
            "configuration",
            "java",
            "files",
            "port",
            "public-url",
            "database",
            "tls",
            "replication",
            "session",
            "schema",
            "role",
            "connections",
            "collation",
            "clock",
            "outbox",
            "demo",
            "mail",
            "jwt");
    assertThat(outcome.out())
        .contains("ok    configuration  the options fit together\n")
        .contains("warn  mail           no mail server: mail waits  -> give --smtp-url");
  }

  @Test
  void everythingThatIsWrongIsFoundAtOnceAndTheExitCodeSaysSo() throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp(Step.LOGIN_535);
        ScriptedIssuer issuer = new ScriptedIssuer();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome outcome =
          doctor(
              "--port=" + taken.getLocalPort(),
              "--database-url=postgresql://u:" + PASSWORD + "@127.0.0.1:1/roster",
              "--smtp-url=smtp://u:" + PASSWORD + "@127.0.0.1:" + smtp.port(),
              "--mail-from=noreply@example.org",
              "--public-url=https://roster.invalid",
              "--oidc-issuer=" + issuer.name(),
              "--oidc-audience=roster");

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.out().lines().filter(line -> line.startsWith("FAIL")))
          .extracting(line -> line.split("  +")[1])
          .containsExactly("port", "public-url", "database", "mail", "jwt");
      assertThat(outcome.out().lines().filter(line -> line.startsWith("FAIL")))
          .allMatch(line -> line.contains("  -> "));
    }
  }

  @Test
  void aMailServerThatSaysNothingEndsWithItsDeadlineAndIsWaitedForAloud() throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp(Step.HOLD)) {
      long begun = System.nanoTime();
      Outcome outcome =
          doctor(
              "--port=0",
              "--smtp-url=smtp://127.0.0.1:" + smtp.port(),
              "--mail-from=noreply@example.org");

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.out()).contains("FAIL  mail           no result within 5 s");
      assertThat(outcome.err().strip()).isEqualTo("Waiting for: mail");
    }
  }

  @Test
  void optionsThatDoNotFitAreAFindingBesideTheOthers() {
    Outcome outcome =
        doctor(
            "--port=0",
            "--database-url=" + TestDatabase.fresh().jdbcUrl(),
            "--smtp-url=smtp://u:" + PASSWORD + "@127.0.0.1:1");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("FAIL  configuration  A mail server needs a sender: give --mail-from.")
        .contains("ok    schema ");
  }

  @Test
  void aServerThatRunsAlreadyIsNoFailure() {
    try (TestServer server = TestServer.withData("two-tenants")) {
      Outcome outcome =
          doctor(
              "--port=" + server.baseUri().getPort(), "--database-url=" + server.url().jdbcUrl());

      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.out()).contains("ok    port           a Roster server answers at ");
    }
  }

  @Test
  void anEmbeddedDatabaseIsNeitherStartedNorMade(@TempDir Path folder) {
    Path data = folder.resolve("data");

    Outcome outcome = doctor("--port=0", "--data-dir=" + data);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("warn  database       no embedded PostgreSQL runs in " + data)
        .containsPattern("ok    disk           \\d+ MB are free for " + data);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aProgramReadsJson() throws Exception {
    Outcome outcome =
        doctor("--format=json", "--port=0", "--database-url=postgresql://u@127.0.0.1:1/roster");

    assertThat(outcome.exitCode()).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.get("healthy").booleanValue()).isFalse();
    assertThat(report.get("checks").get(0).toString())
        .isEqualTo(
            "{\"check\":\"configuration\",\"status\":\"ok\",\"finding\":\"the options fit"
                + " together\",\"remedy\":\"\"}");
    assertThat(report.get("checks").findValuesAsText("status")).contains("fail");
  }

  @Test
  void itReadsTheVariablesOfTheServer() {
    String url = TestDatabase.fresh().jdbcUrl();

    Outcome outcome =
        CommandFixture.run(
            Map.of("ROSTER_DATABASE_URL", url, "ROSTER_PORT", "0", "ROSTER_HOST", "127.0.0.1"),
            "doctor");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("any free one of 127.0.0.1").contains("ok    schema ");
  }
}
