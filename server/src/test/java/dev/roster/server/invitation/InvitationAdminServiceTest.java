package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.mail.Outbox;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationAdminServiceTest {
  private static final Duration DAY = Duration.ofDays(1);

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final InvitationAdminService service = service(AUDIT);
  private final long companyId = directory.company();

  private InvitationAdminService service(AuditLog audit) {
    return new InvitationAdminService(
        directory.database(),
        new InvitationStore(),
        new Outbox(),
        audit,
        new InvitationQuotaStore(),
        CLOCK);
  }

  private UUID pending(EmailAddress email) {
    return directory.invitation(companyId, email, directory.person());
  }

  private String events(UUID id) {
    return String.join(
        ", ",
        directory.texts(
            "SELECT action || ' ' || detail FROM audit_event WHERE invitation_id = ? ORDER BY id",
            id));
  }

  private long secrets(UUID id) {
    return directory.count("SELECT count(*) FROM invitation_secret WHERE invitation_id = ?", id);
  }

  private long counted(EmailAddress email) {
    return directory.count(
        """
        SELECT coalesce(sum(used), 0) FROM invitation_quota
        WHERE kind = 'target' AND subject = ? AND day = '2031-03-01'
        """,
        email.key());
  }

  private String row(UUID id) {
    return directory.value(
        String.class,
        """
        SELECT i::text || (SELECT count(*) FROM outbox WHERE invitation_id = i.id)
        FROM invitation i WHERE id = ?
        """,
        id);
  }

  @Test
  void sendingAgainAsksForAnotherMailAndEndsTheLinksBefore() {
    EmailAddress email = directory.address();
    UUID id = pending(email);
    directory.secret(id);

    assertThat(service.resend(OPERATOR, companyId, id, DAY)).isTrue();

    assertThat(secrets(id)).isZero();
    assertThat(
            directory.texts(
                "SELECT state || ' ' || mailing FROM outbox WHERE invitation_id = ?", id))
        .containsExactly("waiting 2");
    assertThat(counted(email)).isEqualTo(1);
    assertThat(events(id))
        .isEqualTo(
            "invitation.resent {\"mailing\": 2, \"expires_at\": \"" + STORED_NOW.plus(DAY) + "\"}");
    assertThat(
            directory.count(
                "SELECT count(*) FROM invitation WHERE id = ? AND expires_at = ?::timestamptz",
                id,
                STORED_NOW.plus(DAY)))
        .isEqualTo(1);
  }

  @Test
  void anInvitationThatHasRunOutIsValidAgain() {
    UUID id = pending(directory.address());
    directory.sql("UPDATE invitation SET expires_at = now() - interval '1 day' WHERE id = ?", id);

    assertThat(service.resend(OPERATOR, companyId, id, DAY)).isTrue();

    assertThat(service.list(OPERATOR, companyId))
        .filteredOn(entry -> entry.id().equals(id))
        .extracting(InvitationEntry::state)
        .containsExactly(InvitationEntry.State.PENDING);
  }

  /** Programs from before see a declined invitation as a revoked one, so it is both. */
  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, accepted_at = '2031-02-01'",
    "DECLINED, 'declined_at = ''2031-02-01'', revoked_at = ''2031-02-01'''",
    "REVOKED, revoked_at = '2031-02-01'",
    "EXPIRED, expires_at = '2031-02-01'",
    "EXPIRED, 'expires_at = ''2031-02-01'', expired_at = ''2031-02-02'''"
  })
  void whatEndedIsFoundWithHowAndWhen(InvitationEntry.State state, String end) {
    UUID id = pending(directory.address());
    directory.sql("UPDATE invitation SET expires_at = '2031-04-01' WHERE id = ?", id);
    assertThat(service.find(OPERATOR, companyId, id))
        .map(InvitationEntry::endedAt)
        .as("pending")
        .isEmpty();
    directory.sql("UPDATE invitation SET " + end + " WHERE id = ?", id);

    assertThat(service.find(OPERATOR, companyId, id))
        .hasValueSatisfying(found -> {
          assertThat(found.state()).isEqualTo(state);
          assertThat(found.endedAt()).isEqualTo("2031-02-01T00:00:00Z");
        });
    assertThat(service.find(OPERATOR, directory.company(), id)).as("another company").isEmpty();
  }

  @Test
  void whatIsOverOrOfAnotherCompanyIsNotSentAgainAndNothingIsWritten() {
    EmailAddress email = directory.address();
    UUID id = pending(email);
    directory.secret(id);
    String before = row(id);

    assertThat(service.resend(OPERATOR, directory.company(), id, DAY)).isFalse();
    assertThat(row(id)).isEqualTo(before);
    assertThat(counted(email)).isZero();
    directory.sql("UPDATE invitation SET accepted_at = now() WHERE id = ?", id);
    assertThat(service.resend(OPERATOR, companyId, id, DAY)).isFalse();
    assertThat(service.resend(OPERATOR, companyId, UUID.randomUUID(), DAY)).isFalse();

    assertThat(secrets(id)).as("who joined is told so").isEqualTo(1);
    assertThat(counted(email)).isZero();
    assertThat(events(id)).isEmpty();
  }

  @Test
  void revokingEndsTheLinksOnceAndIsOneEvent() {
    UUID id = pending(directory.address());
    directory.secret(id);

    assertThat(service.revoke(OPERATOR, directory.company(), id)).isFalse();
    assertThat(secrets(id)).isEqualTo(1);
    assertThat(service.revoke(OPERATOR, companyId, id)).isTrue();
    assertThat(service.revoke(OPERATOR, companyId, id)).isFalse();

    assertThat(secrets(id)).isZero();
    assertThat(events(id)).isEqualTo("invitation.revoked {}");
  }

  @Test
  void whatCannotBeRecordedIsNotDone() {
    EmailAddress email = directory.address();
    UUID id = pending(email);
    directory.secret(id);
    String before = row(id);

    assertThatThrownBy(() -> service(BROKEN_AUDIT).resend(OPERATOR, companyId, id, DAY))
        .hasMessageContaining("audit");
    assertThatThrownBy(() -> service(BROKEN_AUDIT).revoke(OPERATOR, companyId, id))
        .hasMessageContaining("audit");

    assertThat(row(id)).isEqualTo(before);
    assertThat(secrets(id)).isEqualTo(1);
    assertThat(counted(email)).isZero();
  }

  @Test
  void anOperatorAsksAboutOneCompany() {
    long other = directory.company();
    UUID id = directory.invitation(other, directory.address(), directory.person());

    assertThat(service.list(OPERATOR, other)).extracting(InvitationEntry::id).containsExactly(id);
  }
}
