package dev.roster.server.mail;

import static dev.roster.server.mail.OutboxFixture.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.mail.RetryDecision.Counts;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failed attempts in the outbox: counted by their kind, held, given up, and released. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxFailureTest {
  private final Outbox outbox = new Outbox();
  @AutoClose private final OutboxFixture given = new OutboxFixture(outbox);
  private final TestDirectory directory = given.directory();

  @ParameterizedTest
  @CsvSource({
    "NOTHING, true, waiting 1 0 0 0 error t",
    "OWN, false, waiting 1 1 0 0 error f",
    "REFUSAL, true, waiting 1 1 1 0 error t",
    "UNCONFIRMED, false, waiting 1 0 0 1 error f"
  })
  void aFailureIsCountedAsItsKind(Counts counts, boolean held, String row) {
    UUID mail = given.mail();

    directory.run(tx ->
        outbox.markFailed(
            tx, mail, "error", new RetryDecision(false, held, counts, Duration.ofHours(1))));

    assertThat(given.row(mail)).isEqualTo(row);
  }

  @Test
  void aMailWithoutAPauseIsDeadAndALongErrorIsCut() {
    UUID mail = given.mail();

    directory.run(tx ->
        outbox.markFailed(
            tx, mail, "e".repeat(501), new RetryDecision(false, false, Counts.OWN, null)));

    assertThat(given.row(mail)).isEqualTo("dead 1 1 0 0 " + "e".repeat(500) + " f");
  }

  @Test
  void theNextAttemptIsAfterThePause() {
    UUID mail = given.mail();

    directory.run(tx -> outbox.markFailed(tx, mail, "error", PATIENT));

    assertThat(
            directory.count(
                """
                SELECT count(*) FROM outbox WHERE id = ?
                  AND next_attempt_at BETWEEN clock_timestamp() + interval '59 minutes'
                                          AND clock_timestamp() + interval '60 minutes'
                """,
                mail))
        .isEqualTo(1);
  }

  /** Its next attempt is its own matter, whatever else leaves. */
  @Test
  void aLaterFailureOfItsOwnEndsTheHoldOfAMail() {
    UUID mail = given.mail();
    RetryDecision hold = new RetryDecision(true, true, Counts.NOTHING, Duration.ofHours(1));
    directory.run(tx -> outbox.markFailed(tx, mail, "error", hold));

    directory.run(tx -> outbox.markFailed(tx, mail, "error", PATIENT));

    assertThat(given.row(mail)).isEqualTo("waiting 2 1 0 0 error f");
  }

  @Test
  void mailThatWasHeldSinceThenIsReleasedAndNoOther() {
    UUID before = given.mail();
    UUID since = given.mail();
    UUID own = given.mail();
    UUID dead = given.mail();
    RetryDecision hold = new RetryDecision(true, true, Counts.NOTHING, Duration.ofHours(1));
    RetryDecision end = new RetryDecision(true, true, Counts.NOTHING, null);
    directory.run(tx -> outbox.markFailed(tx, before, "error", hold));
    Instant at = directory.inTransaction(tx -> outbox.markFailed(tx, since, "error", hold));
    directory.run(tx -> outbox.markFailed(tx, own, "error", PATIENT));
    directory.run(tx -> outbox.markFailed(tx, dead, "error", end));

    int released = directory.inTransaction(tx -> outbox.release(tx, at));
    int again = directory.inTransaction(tx -> outbox.release(tx, at));

    assertThat(List.of(released, again)).containsExactly(1, 0);
    assertThat(isDue(since)).isTrue();
    assertThat(isDue(before)).isFalse();
    assertThat(isDue(own)).isFalse();
  }

  private boolean isDue(UUID mail) {
    return directory.value(
        Boolean.class,
        "SELECT next_attempt_at <= clock_timestamp() FROM outbox WHERE id = ?",
        mail);
  }
}
