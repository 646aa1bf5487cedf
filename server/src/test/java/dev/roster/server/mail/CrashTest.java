package dev.roster.server.mail;

import static dev.roster.server.testing.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.ScriptedSmtp.Step;
import dev.roster.server.testing.ServerProcess;
import dev.roster.server.testing.ServerProcesses;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of a server process at the worst moments; failed once beside two other JVMs. */
@Tag("alone")
class CrashTest {
  private static final int VIEWER = 4;
  private static final int CALLERS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SENT = "SELECT count(*) FROM outbox WHERE state = 'sent'";
  private static final String BLOCKED =
      "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'outbox'::regclass";

  /** Blocks writes to the outbox; mail can still be claimed and read. */
  private static Handle holdingTheOutbox(ServerProcesses servers) {
    Handle own = Jdbi.create(servers.database().dataSource()).open();
    own.begin();
    own.execute("LOCK TABLE outbox IN SHARE MODE");
    return own;
  }

  @Test
  void aServerKilledBetween250AndTheMarkSendsOneMoreCopyWithTheSameMessageId() throws Exception {
    // the first attempt writes the Message-ID, which would keep the outbox from being locked
    try (ServerProcesses servers = new ServerProcesses(Step.GREET_421, Step.HOLD)) {
      ServerProcess first = servers.start();
      assertThat(first.invite("ada@example.org", VIEWER).status()).isEqualTo(201);
      servers.smtp().awaitHold();
      ServerProcess second = servers.start();
      try (Handle held = holdingTheOutbox(servers)) {
        servers.smtp().goOn();
        until(() -> servers.count(BLOCKED) == 1);
        assertThat(servers.smtp().mails()).as("taken with 250, not yet marked").hasSize(1);

        first.kill();
        held.rollback();
      }
      until(() -> servers.count(SENT) == 1);

      List<String> mails = List.copyOf(servers.smtp().mails());
      assertThat(mails).hasSize(2);
      assertThat(mails)
          .extracting(mail -> MailParser.header(MailParser.parse(mail), "Message-ID"))
          .containsOnly(MailParser.header(MailParser.parse(mails.getFirst()), "Message-ID"));
      assertThat(second.accept(MailParser.secret(mails.getFirst())).status())
          .as("the mailbox may have kept the first copy")
          .isEqualTo(200);
      assertThat(second.accept(MailParser.secret(mails.getLast())).status())
          .as("whoever holds the other copy joined already")
          .isEqualTo(409);
    }
  }

  @Test
  void aServerKilledBetweenInvitationAndMailLeavesBoth() throws Exception {
    try (ServerProcesses servers = new ServerProcesses()) {
      ServerProcess server = servers.start();
      try (Handle held = holdingTheOutbox(servers);
          ExecutorService caller = Executors.newSingleThreadExecutor()) {
        Future<?> call = caller.submit(() -> server.invite("ada@example.org", VIEWER));
        until(() -> servers.count(BLOCKED) == 1);

        server.kill();
        held.rollback();

        assertThat(call).failsWithin(PATIENCE);
      }
      // one statement, which PostgreSQL finishes for a server that is gone
      until(() -> servers.count("SELECT count(*) FROM outbox") == 1);
      assertThat(servers.count("SELECT count(*) FROM invitation")).isEqualTo(1);
      ServerProcess next = servers.start();
      assertThat(next.invite("ada@example.org", VIEWER).status())
          .as("the first attempt is known")
          .isEqualTo(400);
      assertThat(servers.mailsTo("ada@example.org", 1)).hasSize(1);
    }
  }

  @Test
  void aServerKilledUnderLoadLosesNoInvitationThatWasAnswered() throws Exception {
    try (ServerProcesses servers = new ServerProcesses()) {
      Queue<String> answered = new ConcurrentLinkedQueue<>();
      ServerProcess server = servers.start();
      AtomicInteger next = new AtomicInteger();
      try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
          calls.add(callers.submit(() -> inviteUntilTheEnd(server, next, answered)));
        }
        until(() -> answered.size() >= 50);
        server.kill();
        assertThat(calls).allSatisfy(call -> assertThat(call).succeedsWithin(PATIENCE));
      }
      servers.start();

      assertThat(
              servers.count(
                  "SELECT count(*) FROM invitation i WHERE NOT EXISTS"
                      + " (SELECT FROM outbox o WHERE o.invitation_id = i.id)"))
          .isZero();
      until(() -> servers.count("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0);
      long stored = servers.count("SELECT count(*) FROM invitation");
      List<String> to =
          servers.smtp().mails().stream()
              .map(mail -> MailParser.header(MailParser.parse(mail), "To"))
              .toList();
      assertThat(to).containsAll(answered);
      assertThat(stored).isBetween((long) answered.size(), (long) answered.size() + CALLERS);
      assertThat((long) to.size())
          .as("one more than invitations, if the kill hit the moment before the mark")
          .isBetween(stored, stored + 1);
    }
  }

  private static void inviteUntilTheEnd(
      ServerProcess server, AtomicInteger next, Queue<String> answered) {
    try {
      while (true) {
        String email = "p" + next.incrementAndGet() + "@example.org";
        if (server.invite(email, VIEWER).status() == 201) {
          answered.add(email);
        }
      }
    } catch (UncheckedIOException killed) {
      // what this caller was waiting for may be stored or not
    }
  }
}
