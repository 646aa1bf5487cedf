package dev.roster.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.idempotency.KeyClaim.Done;
import dev.roster.server.idempotency.KeyClaim.Fresh;
import dev.roster.server.idempotency.KeyClaim.Taken;
import dev.roster.server.testing.TestDirectory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyStoreTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("key-of-the-sender");
  private static final KeyedRequest REQUEST = new KeyedRequest("invite", KEY, "content");

  private final IdempotencyStore keys = new IdempotencyStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private KeyClaim claim(long personId, KeyedRequest request) {
    return directory.inTransaction(tx -> keys.claim(tx, personId, request, "result"));
  }

  private void keep(long personId, String result) {
    directory.run(tx -> {
      assertThat(keys.claim(tx, personId, REQUEST, result)).isEqualTo(new Fresh());
    });
  }

  private long rows(long personId) {
    return directory.count("SELECT count(*) FROM idempotency_key WHERE person_id = ?", personId);
  }

  @Test
  void aKeptKeyTellsItsResultForTheSameContentOnly() {
    long personId = directory.person();
    keep(personId, "result");

    assertThat(claim(personId, REQUEST)).isEqualTo(new Done("result"));
    assertThat(claim(personId, new KeyedRequest("invite", KEY, "Content"))).isEqualTo(new Taken());
    assertThat(rows(personId)).isEqualTo(1);
  }

  @Test
  void aKeyIsOneForEachPersonAndOperation() {
    long personId = directory.person();
    keep(personId, "result");

    assertThat(claim(directory.person(), REQUEST)).isEqualTo(new Fresh());
    assertThat(claim(personId, new KeyedRequest("switch", KEY, "content"))).isEqualTo(new Fresh());
    assertThat(claim(personId, new KeyedRequest("invite", new IdempotencyKey("b"), "content")))
        .isEqualTo(new Fresh());
  }

  @Test
  void claimingAndReleasingTouchNoOtherKey() {
    long personId = directory.person();
    KeyedRequest other = new KeyedRequest("switch", KEY, "content");
    keep(personId, "result");
    directory.run(tx -> {
      keys.claim(tx, personId, other, "another");
      keys.release(tx, personId, new KeyedRequest("invite", new IdempotencyKey("b"), "content"));
    });

    assertThat(claim(personId, REQUEST)).isEqualTo(new Done("result"));
    directory.run(tx -> keys.release(tx, personId, other));
    assertThat(claim(personId, REQUEST)).isEqualTo(new Done("result"));
    assertThat(claim(personId, other)).isEqualTo(new Fresh());
  }

  @Test
  void aClaimThatIsTakenBackLeavesTheKeyFree() {
    long personId = directory.person();

    directory.<KeyClaim>undone(tx -> keys.claim(tx, personId, REQUEST, "result"));

    assertThat(rows(personId)).isZero();
    assertThat(claim(personId, REQUEST)).isEqualTo(new Fresh());
  }

  @Test
  void whoClaimsTheKeyAtTheSameTimeWaitsForTheResult() {
    long personId = directory.person();

    KeyClaim second =
        directory.second(
            tx -> {
              keys.claim(tx, personId, REQUEST, "of the first");
            },
            tx -> keys.claim(tx, personId, REQUEST, "result"));

    assertThat(second).isEqualTo(new Done("of the first"));
  }

  @Test
  void whoWaitsForAReleasedKeyGetsIt() {
    long personId = directory.person();

    KeyClaim second =
        directory.second(
            tx -> {
              keys.claim(tx, personId, REQUEST, "result");
              keys.release(tx, personId, REQUEST);
            },
            tx -> keys.claim(tx, personId, REQUEST, "result"));

    assertThat(second).isEqualTo(new Fresh());
  }

  @Test
  void nobodyWaitsForEverForAKey() {
    long personId = directory.person();

    assertThat(
            directory.<String>inTransaction(tx -> {
              keys.claim(tx, personId, REQUEST, "result");
              return tx.handle().select("SHOW lock_timeout").mapTo(String.class).one();
            }))
        .isEqualTo("3s");
  }

  @Test
  void theDatabaseKeepsNeitherTheKeyNorTheContent() {
    long personId = directory.person();
    keep(personId, "result");

    assertThat(
            directory.texts("SELECT k::text FROM idempotency_key k WHERE person_id = ?", personId))
        .singleElement()
        .asString()
        .doesNotContain(KEY.value(), "content");
  }

  @Test
  void keysOfMoreThanADayAndAnHourAreForgotten() {
    long old = directory.person();
    long young = directory.person();
    keep(old, "result");
    keep(young, "result");
    age(old, "25 hours 1 minute");
    age(young, "24 hours 59 minutes");

    directory.run(keys::sweep);

    assertThat(rows(old)).isZero();
    assertThat(rows(young)).isEqualTo(1);
  }

  private void age(long personId, String age) {
    directory.sql(
        "UPDATE idempotency_key SET created_at = now() - ?::interval WHERE person_id = ?",
        age,
        personId);
  }
}
