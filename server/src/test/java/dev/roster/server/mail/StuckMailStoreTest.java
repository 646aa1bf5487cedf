package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.TestDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StuckMailStoreTest {
  private static final Instant MADE = Instant.parse("2020-01-01T00:00:00Z");

  private final StuckMailStore store = new StuckMailStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final long companyId = directory.company();

  private UUID mail(EmailAddress email, String state, int attempts, Instant made) {
    return directory.value(
        UUID.class,
        """
        INSERT INTO outbox (id, invitation_id, message_id, state, created_at, attempts, own_failures,
                            refusals, unconfirmed, held_at, next_attempt_at, last_error)
        VALUES (gen_random_uuid(), ?, gen_random_uuid(), ?, ?::timestamptz, ?, 1, 2, 3, now(),
                now() + interval '1 day', 'error')
        RETURNING id
        """,
        directory.invitation(companyId, email, directory.person()),
        state,
        made,
        attempts);
  }

  private UUID mail(String state, int attempts) {
    return mail(directory.address(), state, attempts, MADE);
  }

  private static List<UUID> ids(List<StuckMail> letters) {
    return letters.stream().map(StuckMail::id).toList();
  }

  private List<StuckMail> dead() {
    return directory.reading(store::dead);
  }

  private List<StuckMail> delayed(int most) {
    return directory.reading(tx -> store.delayed(tx, most));
  }

  private int retry(UUID id) {
    return directory.inTransaction(tx -> store.retry(tx, Optional.of(id)));
  }

  private String row(UUID mail) {
    return directory.value(
        String.class,
        """
        SELECT concat_ws(' ', state, attempts, own_failures, refusals, unconfirmed, held_at IS NULL,
                         next_attempt_at <= clock_timestamp())
        FROM outbox WHERE id = ?
        """,
        mail);
  }

  @Test
  void mailThatWasGivenUpIsListedTheOldestFirst() {
    EmailAddress email = directory.address();
    UUID late = mail("dead", 1);
    UUID early = mail(email, "dead", 7, MADE.minusSeconds(1));
    UUID waiting = mail("waiting", 1);

    assertThat(ids(dead())).containsSubsequence(early, late).doesNotContain(waiting);
    assertThat(dead())
        .contains(new StuckMail(early, companyId, email.typed(), MADE.minusSeconds(1), 7, "error"));
  }

  @Test
  void anUnknownErrorIsEmpty() {
    UUID mail = mail("dead", 1);
    directory.sql("UPDATE outbox SET last_error = NULL WHERE id = ?", mail);

    assertThat(dead())
        .filteredOn(letter -> letter.id().equals(mail))
        .extracting(StuckMail::lastError)
        .containsExactly("");
  }

  @Test
  void onlyMailThatWaitsAndWasTurnedAwayIsDelayedAndNoMoreIsListedThanAskedFor() {
    Instant first = Instant.parse("2000-01-01T00:00:00Z");
    UUID late = mail(directory.address(), "waiting", 1, first.plusSeconds(1));
    UUID early = mail(directory.address(), "waiting", 2, first);
    UUID untried = mail(directory.address(), "waiting", 0, first);
    UUID sent = mail(directory.address(), "sent", 1, first);

    assertThat(ids(delayed(2))).containsExactly(early, late);
    assertThat(ids(delayed(1))).containsExactly(early);
    assertThat(ids(delayed(100))).doesNotContain(untried, sent);
  }

  @Test
  void aDeadLetterBeginsAnewAndIsDueAtOnce() {
    UUID mail = mail("dead", 9);
    UUID other = mail("dead", 9);

    assertThat(retry(mail)).isEqualTo(1);
    assertThat(retry(mail)).as("once more").isZero();

    assertThat(row(mail)).isEqualTo("waiting 0 0 0 0 t t");
    assertThat(row(other)).isEqualTo("dead 9 1 2 3 f f");
  }

  @Test
  void onlyADeadLetterBeginsAnew() {
    UUID waiting = mail("waiting", 1);
    UUID sent = mail("sent", 1);

    assertThat(retry(waiting) + retry(sent) + retry(UUID.randomUUID())).isZero();

    assertThat(row(waiting)).isEqualTo("waiting 1 1 2 3 f f");
  }

  @Test
  void withoutAnIdAllDeadLettersBeginAnew() {
    UUID one = mail("dead", 1);
    UUID two = mail("dead", 1);
    UUID waiting = mail("waiting", 1);

    int count =
        directory.undone(tx -> {
          int retried = store.retry(tx, Optional.empty());
          assertThat(store.dead(tx)).isEmpty();
          return retried;
        });

    assertThat(count).isGreaterThanOrEqualTo(2);
    assertThat(row(one) + row(two)).as("taken back").startsWith("dead");
    assertThat(row(waiting)).startsWith("waiting 1");
  }
}
