package dev.roster.server.mail;

import static dev.roster.server.testing.Mailroom.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.Fleet;
import dev.roster.server.testing.Mails;
import dev.roster.server.testing.ScriptedSmtp.Step;
import dev.roster.server.testing.ServerProcess;
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

  /** Nobody writes to the outbox, but mail can still be claimed and read. */
  private static Handle holdingTheOutbox(Fleet fleet) {
    Handle own = Jdbi.create(fleet.database().dataSource()).open();
    own.begin();
    own.execute("LOCK TABLE outbox IN SHARE MODE");
    return own;
  }

  @Test
  void aServerKilledBetween250AndTheMarkSendsOneMoreCopyWithTheSameMessageId() throws Exception {
    try (Fleet fleet = new Fleet(Step.HOLD)) {
      ServerProcess first = fleet.start();
      assertThat(first.invite("ada@example.org", VIEWER).status()).isEqualTo(201);
      fleet.smtp().awaitHold();
      ServerProcess second = fleet.start();
      try (Handle held = holdingTheOutbox(fleet)) {
        fleet.smtp().goOn();
        until(() -> fleet.count(BLOCKED) == 1);
        assertThat(fleet.smtp().mails()).as("taken with 250, not yet marked").hasSize(1);

        first.kill();
        held.rollback();
      }
      until(() -> fleet.count(SENT) == 1);

      List<String> mails = List.copyOf(fleet.smtp().mails());
      assertThat(mails).hasSize(2);
      assertThat(mails)
          .extracting(mail -> Mails.header(Mails.parse(mail), "Message-ID"))
          .containsOnly(Mails.header(Mails.parse(mails.getFirst()), "Message-ID"));
      assertThat(second.accept(Mails.secret(mails.getFirst())).status())
          .as("the mailbox may have kept the first copy")
          .isEqualTo(200);
      assertThat(second.accept(Mails.secret(mails.getLast())).status())
          .as("whoever holds the other copy joined already")
          .isEqualTo(409);
    }
  }

  @Test
  void aServerKilledBetweenInvitationAndMailHasStoredNeither() throws Exception {
    try (Fleet fleet = new Fleet()) {
      ServerProcess server = fleet.start();
      try (Handle held = holdingTheOutbox(fleet);
          ExecutorService caller = Executors.newSingleThreadExecutor()) {
        Future<?> call = caller.submit(() -> server.invite("ada@example.org", VIEWER));
        until(() -> fleet.count(BLOCKED) == 1);

        server.kill();
        held.rollback();

        assertThat(call).failsWithin(PATIENCE);
      }
      ServerProcess next = fleet.start();
      assertThat(fleet.count("SELECT count(*) FROM invitation")).isZero();
      assertThat(fleet.count("SELECT count(*) FROM outbox")).isZero();
      assertThat(next.invite("ada@example.org", VIEWER).status())
          .as("nothing of the first attempt is in the way")
          .isEqualTo(201);
      assertThat(fleet.mailsTo("ada@example.org", 1)).hasSize(1);
    }
  }

  @Test
  void aServerKilledUnderLoadLosesNoInvitationThatWasAnswered() throws Exception {
    try (Fleet fleet = new Fleet()) {
      Queue<String> answered = new ConcurrentLinkedQueue<>();
      ServerProcess server = fleet.start();
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
      fleet.start();

      assertThat(
              fleet.count(
                  "SELECT count(*) FROM invitation i WHERE NOT EXISTS"
                      + " (SELECT FROM outbox o WHERE o.invitation_id = i.id)"))
          .isZero();
      until(() -> fleet.count("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0);
      long stored = fleet.count("SELECT count(*) FROM invitation");
      List<String> to =
          fleet.smtp().mails().stream().map(mail -> Mails.header(Mails.parse(mail), "To")).toList();
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
