package dev.roster.server.privacy;

import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ErasureStoreTest {
  @AutoClose private final PrivacyFixture fixture = new PrivacyFixture();
  private final ErasureStore store = new ErasureStore();
  private final DataSubject canary =
      new DataSubject(fixture.person, PrivacyFixture.CANARY, true, false);

  private List<String> rows(String table) {
    return fixture.directory.texts("SELECT t::text FROM " + table + " t ORDER BY 1");
  }

  @Test
  void rowsOfOthersStay() {
    long other = fixture.directory.person();
    fixture.directory.membership(fixture.company, other, VIEWER);
    fixture.directory.sql(
        "INSERT INTO api_token (token_hash, person_id) VALUES ('other', ?)", other);
    fixture.directory.sql(
        """
        INSERT INTO audit_event (at, action, actor, actor_person_id, address)
        VALUES (now(), 'workspace.switched', 'user', ?, '192.0.2.9')
        """,
        other);
    UUID invitation = fixture.invitation(fixture.directory.address(), other);

    fixture.directory.run(tx -> {
      assertThat(store.deleteTokens(tx, canary)).isOne();
      assertThat(store.deleteMemberships(tx, canary)).isOne();
      assertThat(store.redactAuditEvents(tx, canary, List.of(invitation))).isEqualTo(2);
      assertThat(store.releaseInvitationsBy(tx, canary)).isZero();
      assertThat(store.revokeInvitationsBy(tx, canary, Instant.EPOCH)).isZero();
      store.forgetMailCounters(tx, canary);
      store.forgetRequests(tx, canary, List.of());
    });

    assertThat(rows("membership")).hasSize(2);
    assertThat(rows("api_token")).hasSize(1);
    assertThat(rows("idempotency_key")).hasSize(1);
    assertThat(
            fixture.directory.texts(
                "SELECT address FROM audit_event WHERE address IS NOT NULL ORDER BY 1"))
        .containsExactly("192.0.2.9", "198.51.100.1", "203.0.113.77");
    assertThat(
            fixture.directory.count(
                "SELECT count(*) FROM invitation WHERE id = ? AND invited_by = ?",
                invitation,
                other))
        .isOne();
  }

  @Test
  void aUserWhoIsHeldIsNotChangedByAnotherTransaction() {
    int changed =
        fixture.directory.second(
            tx -> {
              store.hold(tx, fixture.person);
              tx.handle()
                  .execute(
                      "UPDATE person SET nominee_person_id = NULL WHERE nominee_person_id IS NOT"
                          + " NULL");
              store.deleteTokens(tx, canary);
              store.deleteMemberships(tx, canary);
              store.forgetRequests(tx, canary, List.of());
              store.deletePerson(tx, canary);
            },
            tx ->
                tx.handle()
                    .execute("UPDATE person SET job_title = 'x' WHERE id = ?", fixture.person));

    assertThat(changed).isZero();
  }
}
