package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.ResponseDroppingProxy;
import dev.roster.server.testing.ScriptedSmtp;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that dies while it invites, and a client that asks another one again: two processes on
 * one database, one of them killed as {@code kill -9} does.
 */
class KilledServerIdempotencyTest {
  private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/api");
  private static final String BODY = "{\"email\": \"ada@example.org\", \"auth_group\": 3}";

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private final DatabaseUrl url = TestDatabase.fresh();
  private final ScriptedSmtp smtp = new ScriptedSmtp();
  private Database database;

  @BeforeEach
  void load() {
    TestServer.on(url, MailConfig.off()).load("two-tenants").close();
    database = Database.openForTransfer(url);
  }

  @AfterEach
  void stop() throws Exception {
    for (Process process : started) {
      process.destroyForcibly();
      CommandFixture.exitCode(process);
    }
    database.close();
    smtp.close();
  }

  private URI serve() throws IOException, InterruptedException {
    Path output = folder.resolve("output" + started.size());
    Process process =
        CommandFixture.start(
            output,
            "serve",
            "--port=0",
            "--connections=4",
            "--smtp-url=smtp://127.0.0.1:" + smtp.port(),
            "--mail-from=Roster <noreply@roster.example.org>",
            "--database-url",
            url.jdbcUrl());
    started.add(process);
    Matcher address = ADDRESS.matcher(CommandFixture.printed(process, output, "Ctrl-C stops it."));
    assertThat(address.find()).isTrue();
    return URI.create(address.group(1));
  }

  private static RawResponse invite(URI server) {
    return new RawHttp(server)
        .send(
            "POST",
            "/api/accounts/invitations/",
            Map.of(
                "Authorization", "Bearer ann-token",
                "Content-Type", "application/json",
                "Idempotency-Key", "8e03978e-40d5-43dd-bc93-6894a57f9324"),
            BODY.getBytes(StandardCharsets.UTF_8));
  }

  private void kill(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private long count(String query) {
    return database.reading(tx -> tx.handle().createQuery(query).mapTo(Long.class).one());
  }

  private void assertOneInvitationAndOneMail() {
    assertThat(count("SELECT count(*) FROM invitation")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(1);
    Waiting.until(() -> count("SELECT count(*) FROM outbox WHERE state = 'sent'") == 1);
    // a server that dies while it sends may have sent: the same mail, which mailboxes show once
    assertThat(smtp.mails())
        .isNotEmpty()
        .extracting(mail -> MailParser.header(MailParser.parse(mail), "Message-ID"))
        .containsOnly(text("SELECT message_id FROM outbox"));
  }

  @Test
  void killedBetweenCommitAndResponseItHasInvitedOnce() throws Exception {
    URI first = serve();
    URI second = serve();
    try (ResponseDroppingProxy proxy =
        new ResponseDroppingProxy(first, () -> kill(started.getFirst()))) {
      assertThatThrownBy(() -> invite(proxy.uri())).isInstanceOf(RuntimeException.class);

      RawResponse again = invite(second);

      assertThat(proxy.answer()).startsWith("HTTP/1.1 201").endsWith(again.text());
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.header("idempotent-replayed")).contains("true");
      assertThat(again.text()).contains(text("SELECT id FROM invitation"));
    }
    assertOneInvitationAndOneMail();
  }

  private String text(String query) {
    return database.reading(tx -> tx.handle().createQuery(query).mapTo(String.class).one());
  }

  @Test
  @Tag("promise:idempotency-key-kept")
  void killedBeforeTheCommitItHasDoneNothing() throws Exception {
    URI first = serve();
    URI second = serve();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        Database outside = Database.openForTransfer(url)) {
      outside.holding(tx -> {
        // the invitation is inserted before it is counted; it may be midnight
        tx.handle()
            .execute(
                "INSERT INTO invitation_quota SELECT 'total', '', day, 0 FROM generate_series(now()"
                    + " AT TIME ZONE 'UTC', now() + '1 day', '1 day') day");
        var unanswered = threads.submit(() -> invite(first));
        Waiting.until(() -> waiting() == 1);
        kill(started.getFirst());
        assertThatThrownBy(unanswered::get).hasCauseInstanceOf(RuntimeException.class);
        // PostgreSQL does not notice that the server is gone, and gives up as for any other
        Waiting.until(() -> waiting() == 0);
        return true;
      });
    }

    RawResponse again = invite(second);

    assertThat(again.status()).as(again.text()).isEqualTo(201);
    assertThat(again.headers()).doesNotContainKey("idempotent-replayed");
    assertOneInvitationAndOneMail();
  }

  private long waiting() {
    return count(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event_type = 'Lock' AND query LIKE 'WITH waiting%'");
  }
}
