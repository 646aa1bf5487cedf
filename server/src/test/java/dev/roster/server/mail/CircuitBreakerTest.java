package dev.roster.server.mail;

import static dev.roster.server.testing.InvitationFixture.count;
import static dev.roster.server.testing.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.ScriptedSmtp;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * A sender that is not set up well loses no mail, and a recipient that nobody can reach holds up
 * nobody else's.
 */
class CircuitBreakerTest {
  private static final int VIEWER = 4;
  private static final String SENT = "SELECT count(*) FROM outbox WHERE state = 'sent'";
  private static final String DEAD = "SELECT count(*) FROM outbox WHERE state = 'dead'";
  private static final String ATTEMPTS = "SELECT coalesce(sum(attempts), 0) FROM outbox";

  private final AtomicInteger names = new AtomicInteger();
  private ScriptedSmtp smtp;
  private TestServer server;
  private ListAppender<ILoggingEvent> log;

  @BeforeEach
  void start() {
    smtp = new ScriptedSmtp();
    server =
        TestServer.on(
                TestDatabase.fresh(), InvitationFixture.smtp(smtp.port(), InvitationFixture.HASTE))
            .load("two-tenants");
    log = new ListAppender<>();
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void stop() throws Exception {
    root().detachAppender(log);
    server.close();
    smtp.close();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger("ROOT");
  }

  private String logged() {
    return String.join(
        "\n", List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  private void inviteAnother() {
    InvitationFixture.invite(server, "p" + names.incrementAndGet() + "@example.org", VIEWER);
  }

  /** The state of the mail of the first invitation to an address. */
  private String state(String email) {
    return server
        .database()
        .reading(tx ->
            tx.handle()
                .createQuery(
                    "SELECT o.state FROM outbox o JOIN invitation i ON i.id = o.invitation_id"
                        + " WHERE i.email = :email")
                .bind("email", email)
                .mapTo(String.class)
                .one());
  }

  private long attempts(String email) {
    return count(
        server,
        "SELECT o.attempts FROM outbox o JOIN invitation i ON i.id = o.invitation_id"
            + " WHERE i.email = '"
            + email
            + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONNECT | 554 5.7.1 no SMTP service here",
        "CONNECT | 421 4.3.2 too many connections",
        "MAIL | 550 5.1.8 sender unknown",
        "MAIL | 530 5.7.0 authentication required",
        "RCPT | 504 5.5.2 Helo command rejected: need fully-qualified hostname",
        "RCPT | 554 5.7.1 Relay access denied",
        "RCPT | 550 5.7.1 Client host blocked",
        "RCPT | 550 5.7.1 Delivery not authorized",
        "RCPT | 550 5.1.0 <n@x.example>: Sender address rejected: User unknown in local recipient"
            + " table",
        "DATA | 554 5.7.1 not now",
        ". | 554 spam: x",
        ". | 550-5.7.26 This mail has been blocked because the sender is\\n550 5.7.26"
            + " unauthenticated"
      })
  void whatConcernsTheSenderHoldsAllMailAndLosesNone(String command, String reply) {
    smtp.answer(command, reply.replace("\\n", "\n"));
    for (int i = 0; i < 3; i++) {
      inviteAnother();
    }

    until(() -> count(server, ATTEMPTS) >= 25);

    assertThat(count(server, DEAD)).isZero();
    assertThat(count(server, SENT)).isZero();
    assertThat(count(server, "SELECT count(*) FROM invitation_secret"))
        .as("links that never left do not work")
        .isLessThan(2);
    List<StuckMail> shown =
        OperatorServices.over(server.database(), Clock.systemUTC())
            .outbox()
            .delayed(InvitationFixture.OPERATOR, 10);
    assertThat(shown).hasSize(3);
    assertThat(shown.getFirst().lastError()).contains(reply.substring(0, 3));
    assertThat(logged())
        .as("whoever runs the server reads why")
        .contains(reply.substring(0, 3))
        .containsPattern("no mail has left for \\d+ minutes")
        .doesNotContain("p1@example.org");

    smtp.behave();

    until(() -> count(server, SENT) == 3);
    if (!command.equals(".")) {
      assertThat(smtp.mails()).as("each mail once").hasSize(3);
    }
  }

  @Test
  void aPolicyThatMeansOneRecipientEndsInADeadLetterAndHoldsNobodyElse() {
    smtp.answer("RCPT TO:<BAD@", "550 5.7.1 Delivery not authorized, message refused");
    InvitationFixture.invite(server, "bad@example.org", VIEWER);

    until(() -> {
      inviteAnother();
      return count(server, DEAD) == 1;
    });

    assertThat(state("bad@example.org")).isEqualTo("dead");
    assertThat(attempts("bad@example.org")).isGreaterThanOrEqualTo(RetryDecision.OWN_REFUSALS);
    assertThat(count(server, "SELECT count(*) FROM outbox WHERE last_error LIKE '%550 5.7.1%'"))
        .isEqualTo(1);
    until(() -> count(server, SENT) == names.get());
  }

  @Test
  void aRelayThatIsDeniedForSomeNeverEndsTheirMailAndHoldsNobodyElse() {
    smtp.answer("RCPT TO:<FAR@", "554 5.7.1 Relay access denied");
    InvitationFixture.invite(server, "far@example.org", VIEWER);

    until(() -> {
      inviteAnother();
      return attempts("far@example.org") >= 25;
    });

    assertThat(count(server, DEAD)).isZero();
    until(() -> count(server, SENT) == names.get());
    smtp.behave();
    until(() -> count(server, SENT) == names.get() + 1);
  }

  @Test
  void aRecipientThatIsUnknownHoldsNobody() {
    smtp.answer("RCPT TO:<BAD@", "550 5.1.1 User unknown");
    InvitationFixture.invite(server, "bad@example.org", VIEWER);
    for (int i = 0; i < 5; i++) {
      inviteAnother();
    }

    until(() -> count(server, SENT) == 5 && count(server, DEAD) == 1);

    assertThat(attempts("bad@example.org")).isEqualTo(1);
    assertThat(logged()).doesNotContain("turns mail away").doesNotContain("bad@example.org");
  }

  /** However long it has been turned away: a night, without any other mail. */
  @Test
  void aRecipientThatIsTurnedAwayAgainAndAgainMakesNobodyWaitLonger() {
    RetryPolicy pace = RetryPolicy.PATIENT;
    CircuitBreaker breaker = new CircuitBreaker(pace);
    MailNotSentException turnedAway =
        new MailNotSentException(MailNotSentException.Kind.UNCLEAR, true, "550 5.7.1");
    breaker.recordFailure(turnedAway, false, Instant.EPOCH);
    for (int i = 0; i < 100; i++) {
      breaker.recordFailure(turnedAway, true, Instant.EPOCH);
    }
    assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(2));

    breaker.recordFailure(turnedAway, false, Instant.EPOCH);
    assertThat(breaker.pause()).as("another one, too").isEqualTo(Duration.ofSeconds(4));

    for (int i = 0; i < 20; i++) {
      breaker.recordFailure(
          new MailNotSentException(MailNotSentException.Kind.BLOCKED, true, "535"),
          true,
          Instant.EPOCH);
    }
    assertThat(breaker.pause()).as("a wrong password locks out").isEqualTo(Duration.ofMinutes(10));
    assertThat(breaker.heldSince()).as("none leaves").isEmpty();
    breaker.close();
    assertThat(breaker.pause()).isZero();
    assertThat(breaker.heldSince()).hasValue(Instant.EPOCH);
  }

  /**
   * As if each of them had been turned away for hours; one may be under way, and is asked again.
   */
  private void untilPausedForADay() {
    until(() -> {
      server
          .database()
          .inTransaction(tx ->
              tx.handle()
                  .execute(
                      "UPDATE outbox SET next_attempt_at = clock_timestamp() + interval '1 day'"
                          + " WHERE state = 'waiting'"
                          + " AND next_attempt_at < clock_timestamp() + interval '1 hour'"));
      return count(
              server,
              "SELECT count(*) FROM outbox WHERE next_attempt_at > clock_timestamp() + interval '1"
                  + " hour'")
          == 3;
    });
  }

  private void holdThree() {
    smtp.answer("MAIL", "550 5.1.8 sender unknown");
    for (int i = 0; i < 3; i++) {
      inviteAnother();
    }
    until(() -> count(server, "SELECT count(*) FROM outbox WHERE held_at IS NOT NULL") == 3);
  }

  /** The database is away for the moment in which held mail is released. */
  @Test
  void mailThatWasHeldLeavesAlsoIfItsReleaseFailsAtFirst() {
    holdThree();
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    """
                    CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS
                      $$ BEGIN RAISE EXCEPTION 'away'; END $$;
                    CREATE TRIGGER away BEFORE UPDATE ON outbox FOR EACH ROW
                      WHEN (OLD.next_attempt_at > clock_timestamp() + interval '1 hour')
                      EXECUTE FUNCTION away();
                    """));
    untilPausedForADay();
    smtp.behave();
    inviteAnother();
    until(() -> logged().contains("the outbox cannot be read or written"));
    assertThat(count(server, SENT)).as("the mail that ended the hold").isEqualTo(1);

    server.database().inTransaction(tx -> tx.handle().execute("DROP TRIGGER away ON outbox"));

    until(() -> count(server, SENT) == 4);
    assertThat(smtp.mails()).as("each mail once").hasSize(4);
  }

  @Test
  void mailThatWasHeldLeavesWhenAnotherMailFailsForItself() {
    holdThree();
    untilPausedForADay();
    smtp.behave();
    smtp.answer("RCPT TO:<BAD@", "550 5.1.1 User unknown");

    InvitationFixture.invite(server, "bad@example.org", VIEWER);

    until(() -> count(server, SENT) == 3);
    assertThat(state("bad@example.org")).isEqualTo("dead");
  }

  @Test
  void aNewMailTriesForAllWhileOthersAreTurnedAway() {
    smtp.answer("RCPT TO:<FAR", "554 5.7.1 Relay access denied");
    for (int i = 0; i < 20; i++) {
      InvitationFixture.invite(server, "far" + i + "@example.org", VIEWER);
    }
    until(() -> count(server, ATTEMPTS) >= 22);

    inviteAnother();

    until(() -> count(server, SENT) == 1);
    assertThat(count(server, DEAD)).isZero();
  }

  /** The mail has arrived; without an end, its recipient would get copies for a week. */
  @ParameterizedTest
  @ValueSource(strings = {"", "garbage"})
  void aServerThatTakesMailAndNeverSaysSoGetsItThreeTimesUntilAPersonWantsAnother(String reply) {
    smtp.answer(".", reply);
    inviteAnother();

    until(() -> count(server, DEAD) == 1);

    assertThat(smtp.mails()).hasSize(3);
    OutboxService outbox = OperatorServices.over(server.database(), Clock.systemUTC()).outbox();
    StuckMail dead = outbox.dead(InvitationFixture.OPERATOR).getFirst();
    assertThat(dead.lastError())
        .startsWith(
            "sent 3 times and never confirmed, so it has probably arrived: the end of DATA");
    assertThat(logged())
        .contains("does not say that it took a mail: the end of DATA")
        .doesNotContain("p1@example.org");
    assertThat(count(server, "SELECT count(*) FROM invitation_secret"))
        .as("the link of each copy works")
        .isEqualTo(3);

    smtp.behave();
    outbox.retry(InvitationFixture.OPERATOR, Optional.of(dead.id()));

    until(() -> count(server, SENT) == 1);
    assertThat(smtp.mails()).hasSize(4);
  }

  @Test
  void theMessageIdNamesTheDomainOfTheSender() {
    inviteAnother();

    until(() -> smtp.mails().size() == 1);
    assertThat(MailParser.header(MailParser.parse(smtp.mails().getFirst()), "Message-ID"))
        .matches("<[0-9a-f-]{36}@roster\\.example\\.org>");
  }
}
