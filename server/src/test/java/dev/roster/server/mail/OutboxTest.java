package dev.roster.server.mail;

import static dev.roster.server.mail.OutboxFixture.PATIENT;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxTest {
  private static final boolean IN_TURN = false;

  private static final boolean UNTRIED_FIRST = true;

  private final Outbox outbox = new Outbox();
  @AutoClose private final OutboxFixture given = new OutboxFixture(outbox);
  private final TestDirectory directory = given.directory();

  /** Runs the work while no other mail waits, and takes all of it back. */
  private <T> T alone(Function<Transaction, T> work) {
    return directory.undone(tx -> {
      tx.handle().execute("UPDATE outbox SET state = 'sent' WHERE state = 'waiting'");
      return work.apply(tx);
    });
  }

  private static void set(Transaction tx, UUID mail, String assignment) {
    tx.handle().execute("UPDATE outbox SET " + assignment + " WHERE id = ?", mail);
  }

  private Optional<UUID> claimed(Transaction tx, boolean order) {
    return outbox.claim(tx, order).map(QueuedMail::id);
  }

  private QueuedMail letter(UUID invitation, int mailing) {
    return new QueuedMail(
        UUID.randomUUID(),
        invitation,
        mailing,
        "<m>",
        0,
        0,
        0,
        0,
        null,
        "a@b.test",
        "c",
        null,
        null,
        "EDITOR",
        null);
  }

  @Test
  void aMailWaitsFromTheMomentThatItsTransactionEnds() {
    UUID invitation = given.invitation();
    directory.<UUID>undone(tx -> given.enqueue(tx, invitation));
    assertThat(directory.count("SELECT count(*) FROM outbox WHERE invitation_id = ?", invitation))
        .isZero();

    UUID mail = directory.inTransaction(tx -> given.enqueue(tx, invitation));

    assertThat(given.row(mail)).isEqualTo("waiting 0 0 0 0 - f");
    assertThat(
            directory.count(
                """
                SELECT count(*) FROM outbox WHERE id = ? AND message_id = '<' || id || '@roster>'
                  AND created_at = ?::timestamptz AND next_attempt_at <= clock_timestamp()
                """,
                mail,
                STORED_NOW))
        .isEqualTo(1);
  }

  @Test
  void onlyMailThatWaitsIsCounted() {
    UUID first = given.invitation();
    UUID second = given.invitation();

    assertThat(
            this.<List<Long>>alone(tx -> {
              List<Long> counts = new ArrayList<>(List.of(outbox.waiting(tx)));
              UUID mail = given.enqueue(tx, first);
              given.enqueue(tx, second);
              counts.add(outbox.waiting(tx));
              outbox.drop(tx, mail);
              counts.add(outbox.waiting(tx));
              return counts;
            }))
        .containsExactly(0L, 2L, 1L);
  }

  @Test
  void theBacklogIsAsOldAsTheMailThatHasWaitedLongest() {
    UUID invitation = given.invitation();
    UUID other = given.invitation();

    assertThat(
            this.<List<Outbox.Backlog>>alone(tx -> {
              List<Outbox.Backlog> seen = new ArrayList<>(List.of(outbox.backlog(tx)));
              set(tx, given.enqueue(tx, invitation), "created_at = clock_timestamp()");
              UUID old = given.enqueue(tx, other);
              set(tx, old, "created_at = clock_timestamp() - interval '1 hour'");
              seen.add(outbox.backlog(tx));
              return seen;
            }))
        .satisfiesExactly(
            none -> assertThat(none).isEqualTo(new Outbox.Backlog(0, Duration.ZERO)),
            two -> {
              assertThat(two.waiting()).isEqualTo(2);
              assertThat(two.oldest()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(65));
            });
  }

  @Test
  void aClaimedMailHasAllThatItTells() {
    EmailAddress inviterEmail = directory.address();
    EmailAddress email = directory.address();
    String company = directory.unique("Company");
    long companyId = directory.company(directory.tenant(), company);
    directory.sql("UPDATE company SET default_locale = 'nl' WHERE id = ?", companyId);
    UUID invitation = directory.invitation(companyId, email, directory.person(inviterEmail));
    directory.sql(
        "UPDATE invitation SET expires_at = ?::timestamptz WHERE id = ?", STORED_NOW, invitation);

    UUID[] mail = new UUID[1];
    Optional<QueuedMail> claimed =
        alone(tx -> {
          mail[0] = given.enqueue(tx, invitation);
          set(tx, mail[0], "message_id = '<m>', attempts = 1, own_failures = 2, refusals = 3");
          set(tx, mail[0], "unconfirmed = 4, held_at = '2020-01-01T00:00:00Z'");
          return outbox.claim(tx, IN_TURN);
        });

    assertThat(claimed)
        .hasValue(
            new QueuedMail(
                mail[0],
                invitation,
                1,
                "<m>",
                1,
                2,
                3,
                4,
                Instant.parse("2020-01-01T00:00:00Z"),
                email.typed(),
                company,
                "nl",
                new Inviter("Ann Example", inviterEmail.typed()),
                "EDITOR",
                STORED_NOW));
  }

  @Test
  void nobodyIsNamedWhereNobodyIsKnownToHaveInvited() {
    UUID invitation = given.invitation();
    directory.sql("UPDATE invitation SET invited_by = NULL WHERE id = ?", invitation);

    Optional<QueuedMail> claimed =
        alone(tx -> {
          given.enqueue(tx, invitation);
          return outbox.claim(tx, IN_TURN);
        });

    assertThat(claimed.orElseThrow().inviter()).isNull();
  }

  @Test
  void mailIsClaimedInItsTurnAndThatWasNotTriedYetMayComeFirst() {
    UUID one = given.invitation();
    UUID two = given.invitation();

    boolean[] right =
        alone(tx -> {
          UUID tried = given.enqueue(tx, one);
          UUID untried = given.enqueue(tx, two);
          set(tx, tried, "attempts = 1, next_attempt_at = now() - interval '2 hours'");
          set(tx, untried, "next_attempt_at = now() - interval '1 hour'");
          return new boolean[] {
            claimed(tx, IN_TURN).equals(Optional.of(tried)),
            claimed(tx, UNTRIED_FIRST).equals(Optional.of(untried))
          };
        });

    assertThat(right).containsExactly(true, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state = 'sent'",
        "state = 'dead'",
        "state = 'dropped'",
        "next_attempt_at = clock_timestamp() + interval '1 minute'"
      })
  void whatIsNotDueIsNotClaimed(String assignment) {
    UUID invitation = given.invitation();

    assertThat(
            this.<Optional<UUID>>alone(tx -> {
              set(tx, given.enqueue(tx, invitation), assignment);
              return claimed(tx, IN_TURN);
            }))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, revoked_at", "false, revoked_at", "true, expires_at", "false, expires_at"})
  void mailOfASuspendedInviterOrInviteeWaitsUntilTheInvitationIsOver(boolean inviter, String end) {
    EmailAddress email = directory.address();
    long inviterId = directory.person();
    long invitee = directory.person(email);
    UUID invitation = directory.invitation(directory.company(), email, inviterId);
    directory.suspend(inviter ? inviterId : invitee);

    List<Boolean> found =
        alone(tx -> {
          given.enqueue(tx, invitation);
          boolean before = claimed(tx, IN_TURN).isPresent();
          tx.handle().execute("UPDATE invitation SET " + end + " = now() WHERE id = ?", invitation);
          return List.of(before, claimed(tx, IN_TURN).isPresent());
        });

    assertThat(found).containsExactly(false, true);
  }

  /** In a database of its own, since a claim takes whatever is due. */
  @Test
  void twoRelaysClaimDifferentMail() {
    try (TestDirectory own = new TestDirectory()) {
      long companyId = own.company();
      for (int i = 0; i < 2; i++) {
        UUID invitation = own.invitation(companyId, own.address(), own.person());
        own.run(tx -> outbox.enqueue(tx, invitation, 1, STORED_NOW));
      }

      own.run(first -> {
        UUID one = claimed(first, IN_TURN).orElseThrow();
        own.apart(second -> {
          UUID two = claimed(second, IN_TURN).orElseThrow();
          assertThat(two).isNotEqualTo(one);
          own.apart(third -> assertThat(claimed(third, IN_TURN)).isEmpty());
        });
      });
    }
  }

  private boolean arm(UUID invitation, int mailing) {
    byte[] hash = new InvitationSecret(directory.unique("secret")).hash();
    return directory.inTransaction(tx -> outbox.arm(tx, letter(invitation, mailing), hash));
  }

  private long secrets(UUID invitation) {
    return directory.count(
        "SELECT count(*) FROM invitation_secret WHERE invitation_id = ?", invitation);
  }

  @Test
  void aSecretBecomesValidForTheNewestMailingAndIsForgottenAlone() {
    UUID invitation = given.invitation();
    byte[] hash = new InvitationSecret(directory.unique("secret")).hash();

    assertThat(directory.<Boolean>inTransaction(tx -> outbox.arm(tx, letter(invitation, 1), hash)))
        .isTrue();
    assertThat(arm(invitation, 1)).as("each attempt has its own").isTrue();
    assertThat(arm(invitation, 2)).isFalse();
    assertThat(arm(UUID.randomUUID(), 1)).isFalse();
    assertThat(secrets(invitation)).isEqualTo(2);
    directory.run(tx -> outbox.disarm(tx, hash));
    assertThat(secrets(invitation)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted_at", "revoked_at", "expired_at", "expires_at"})
  void whatEndsTheInvitationMeanwhileLeavesNoSecret(String end) {
    UUID invitation = given.invitation();
    byte[] hash = new InvitationSecret(directory.unique("secret")).hash();

    boolean armed =
        directory.second(
            tx ->
                tx.handle()
                    .execute(
                        "UPDATE invitation SET " + end + " = clock_timestamp() WHERE id = ?",
                        invitation),
            tx -> outbox.arm(tx, letter(invitation, 1), hash));

    assertThat(armed).isFalse();
    assertThat(secrets(invitation)).isZero();
  }

  @Test
  void anInvitationWithoutAnEndWantsItsMail() {
    UUID invitation = given.invitation();
    directory.sql("UPDATE invitation SET expires_at = NULL WHERE id = ?", invitation);

    assertThat(arm(invitation, 1)).isTrue();
  }

  @Test
  void aMailThatLeftHasNoErrorAnyMoreAndSaysWhen() {
    UUID mail = given.mail();
    UUID other = given.mail();
    directory.run(tx -> outbox.markFailed(tx, mail, "error", PATIENT));

    Instant at = directory.inTransaction(tx -> outbox.markSent(tx, mail));

    assertThat(given.row(mail)).isEqualTo("sent 2 1 0 0 - f");
    assertThat(directory.value(Instant.class, "SELECT sent_at FROM outbox WHERE id = ?", mail))
        .isEqualTo(at);
    assertThat(given.row(other)).startsWith("waiting 0");
  }

  @Test
  void aMailIsNamedAndDroppedAlone() {
    UUID mail = given.mail();
    UUID other = given.mail();
    String name = directory.unique("<name>");

    directory.run(tx -> outbox.name(tx, mail, name));
    directory.run(tx -> outbox.drop(tx, mail));

    assertThat(directory.texts("SELECT state FROM outbox WHERE message_id = ?", name))
        .containsExactly("dropped");
    assertThat(given.row(other)).startsWith("waiting");
  }

  @ParameterizedTest
  @CsvSource({
    "accepted_at, 91, 0",
    "accepted_at, 89, 1",
    "expired_at, 91, 0",
    "expires_at, 91, 0",
    "expires_at, 89, 1",
    "revoked_at, 91, 1"
  })
  void secretsAreForgottenThreeMonthsAfterTheEnd(String end, int days, long left) {
    UUID invitation = given.invitation();
    directory.secret(invitation);
    directory.sql(
        "UPDATE invitation SET " + end + " = now() - ? * interval '1 day' WHERE id = ?",
        days,
        invitation);

    directory.run(outbox::forgetOld);

    assertThat(secrets(invitation)).isEqualTo(left);
  }
}
