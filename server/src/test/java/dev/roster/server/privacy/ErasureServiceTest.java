package dev.roster.server.privacy;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static dev.roster.server.testing.TestDirectory.OWNER;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.directory.AccountName;
import dev.roster.server.directory.AccountStore;
import dev.roster.server.directory.EmailAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class ErasureServiceTest {
  @AutoClose private final PrivacyFixture fixture = new PrivacyFixture();
  private final ErasureService erasing = erasing(fixture, AUDIT);
  private final AccountName.Id canary = new AccountName.Id(fixture.person);

  static ErasureService erasing(PrivacyFixture fixture, AuditLog audit) {
    return new ErasureService(
        fixture.directory.database(),
        new AccountStore(),
        new PersonalDataStore(),
        new ErasureStore(),
        audit,
        CLOCK);
  }

  private long count(String query, Object... values) {
    return fixture.directory.count("SELECT count(*) FROM " + query, values);
  }

  @Test
  void aPreviewReportsWhatAnErasureDoesAndChangesNothing() {
    List<String> before = fixture.directory.texts("SELECT p::text FROM person p ORDER BY id");

    Erasure preview = erasing.preview(OPERATOR, canary).orElseThrow();

    assertThat(fixture.directory.texts("SELECT p::text FROM person p ORDER BY id"))
        .isEqualTo(before);
    assertThat(count("audit_event WHERE action = 'person.erased'")).isZero();
    assertThat(erasing.erase(OPERATOR, canary)).contains(preview);
    assertThat(preview)
        .isEqualTo(
            new Erasure(
                fixture.person,
                "Canary.Address@Example.org",
                1,
                1,
                3,
                0,
                0,
                1,
                3,
                false,
                List.of()));
  }

  @Test
  void anErasureIsOneEventAndCannotBeRepeated() {
    erasing.erase(OPERATOR, PrivacyFixture.CANARY);

    assertThat(erasing.erase(OPERATOR, PrivacyFixture.CANARY)).isEmpty();
    assertThat(erasing.erase(OPERATOR, canary)).isEmpty();
    assertThat(erasing.preview(OPERATOR, canary)).isEmpty();
    assertThat(fixture.directory.eventsOfPerson(fixture.person))
        .containsExactly(
            "workspace.switched", "invitation.accepted", "person.suspended", "person.erased");
    assertThat(
            fixture.directory.texts(
                "SELECT detail::text FROM audit_event WHERE action = 'person.erased'"))
        .containsExactly(
            "{\"tokens\": 1, \"memberships\": 1, \"invitations_deleted\": 3,"
                + " \"invitations_revoked\": 0, \"audit_events_redacted\": 3}");
  }

  @Test
  void anErasureWhoseEventFailsChangesNothing() {
    assertThatThrownBy(() -> erasing(fixture, BROKEN_AUDIT).erase(OPERATOR, canary))
        .isInstanceOf(IllegalStateException.class);

    assertThat(count("person WHERE id = ?", fixture.person)).isOne();
    assertThat(count("membership WHERE person_id = ?", fixture.person)).isOne();
  }

  @Test
  void companiesThatNobodyElseAdministersAreNamed() {
    long own = fixture.directory.company(fixture.directory.tenant(), "Own");
    fixture.directory.membership(own, fixture.person, OWNER);
    fixture.directory.membership(own, fixture.directory.person(), VIEWER);
    long suspended = fixture.directory.person();
    fixture.directory.membership(own, suspended, ADMIN);
    fixture.directory.suspend(suspended);

    assertThat(erasing.erase(OPERATOR, canary).orElseThrow().leaderless())
        .containsExactly(new Erasure.AffectedCompany(own, "Own"));
    assertThat(count("company WHERE id = ?", own)).isOne();
  }

  @Test
  void aPendingInvitationByTheUserGoesOnWithoutThem() {
    UUID id = fixture.invitation(fixture.directory.address(), fixture.person);

    Erasure done = erasing.erase(OPERATOR, canary).orElseThrow();

    assertThat(List.of(done.invitationsKept(), done.invitationsRevoked())).containsExactly(1, 0);
    assertThat(count("invitation WHERE id = ? AND invited_by IS NULL AND revoked_at IS NULL", id))
        .isOne();
    assertThat(count("outbox WHERE invitation_id = ? AND state = 'waiting'", id)).isOne();
  }

  /** Else their erasure would make links work that the suspension holds. */
  @Test
  void aPendingInvitationByASuspendedUserEnds() {
    UUID id = fixture.invitation(fixture.directory.address(), fixture.person);
    fixture.directory.secret(id);
    fixture.directory.suspend(fixture.person);

    Erasure done = erasing.erase(OPERATOR, canary).orElseThrow();

    assertThat(List.of(done.invitationsKept(), done.invitationsRevoked())).containsExactly(0, 1);
    assertThat(count("invitation WHERE id = ? AND revoked_at IS NOT NULL", id)).isOne();
    assertThat(count("invitation_secret WHERE invitation_id = ?", id)).isZero();
  }

  @Test
  void anInvitationForTheAddressGoesWithItsMailInWhateverSpelling() {
    UUID withoutKey =
        fixture.invitation(new EmailAddress("Canary.Address@EXAMPLE.ORG"), fixture.colleague);
    fixture.directory.sql("UPDATE invitation SET email_key = NULL WHERE id = ?", withoutKey);
    fixture.invitation(PrivacyFixture.CANARY, fixture.colleague);
    UUID other = fixture.invitation(fixture.directory.address(), fixture.colleague);

    assertThat(erasing.erase(OPERATOR, canary)).map(Erasure::invitationsDeleted).hasValue(5);

    assertThat(fixture.directory.texts("SELECT invitation_id::text FROM outbox"))
        .containsExactly(other.toString());
    assertThat(fixture.directory.texts("SELECT id::text FROM invitation"))
        .containsExactly(other.toString());
  }

  /** Migration 8 left two people with one address where the rule for addresses made one of two. */
  @Test
  void whatIsStoredForAnAddressThatAnotherUserHasAsWellStays() {
    long twin = fixture.directory.person();
    fixture.directory.sql(
        "UPDATE person SET email = 'Canary.Address@example.ORG', email_key = NULL WHERE id = ?",
        twin);
    UUID theirs = fixture.invitation(PrivacyFixture.CANARY, fixture.colleague);

    Optional<Erasure> done = erasing.erase(OPERATOR, canary);

    assertThat(done).map(Erasure::addressShared).hasValue(true);
    assertThat(count("invitation WHERE id = ?", theirs)).isOne();
    assertThat(count("invitation_quota WHERE kind = 'target'")).isOne();
    assertThat(count("invitation WHERE email LIKE 'canary-earlier%'")).isZero();
  }
}
