package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.VisitorCaller;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.invitation.AcceptOutcome.Accepted;
import dev.roster.server.invitation.AcceptOutcome.NamesMissing;
import dev.roster.server.invitation.AcceptOutcome.Refused;
import dev.roster.server.mail.InvitationSecret;
import dev.roster.server.testing.TestDirectory;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptServiceTest {
  private static final VisitorCaller VISITOR =
      new VisitorCaller(new CallOrigin(Optional.of("192.0.2.1"), Optional.of("request")));

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final AcceptService service = service(AUDIT);

  private AcceptService service(AuditLog audit) {
    return new AcceptService(
        directory.database(), new AcceptStore(), new PersonStore(), new MembershipStore(), audit);
  }

  /** An invitation as an editor with a secret that was mailed. */
  private final class Mailed {
    final EmailAddress email = directory.address();
    final String companyName = directory.unique("Company");
    final long companyId = directory.company(directory.tenant(), companyName);
    final UUID id = directory.invitation(companyId, email, directory.person());
    final InvitationSecret secret = directory.secret(id);

    AcceptOutcome accept(String first, String last) {
      return service.accept(VISITOR, new AcceptRequest(secret, first, last));
    }

    String members() {
      return String.join(
          ", ",
          directory.texts(
              """
              SELECT p.first_name || ' ' || p.last_name || ' ' || m.auth_group_id || ' ' || m.enabled
                || ' ' || (m.id = p.active_membership_id)
              FROM membership m JOIN person p ON p.id = m.person_id WHERE m.company_id = ?
              """,
              companyId));
    }
  }

  @Test
  void aNewPersonBecomesAMemberWithTheNamesThatWereGiven() {
    Mailed mailed = new Mailed();
    directory.sql("UPDATE company SET default_locale = 'nl' WHERE id = ?", mailed.companyId);
    assertThat(service.preview(VISITOR, mailed.secret)).isInstanceOf(LinkState.Open.class);

    assertThat(mailed.accept("Ada", "King")).isEqualTo(new Accepted(mailed.companyName, "EDITOR"));

    assertThat(mailed.members()).isEqualTo("Ada King 3 true true");
    assertThat(
            directory.texts("SELECT language FROM person WHERE email_key = ?", mailed.email.key()))
        .containsExactly("nl");
    assertThat(directory.eventsOfCompany(mailed.companyId)).containsExactly("invitation.accepted");
    assertThat(
            directory.texts(
                """
                SELECT actor || ' ' || address || ' ' || (detail - 'membership_id')
                FROM audit_event WHERE invitation_id = ?
                """,
                mailed.id))
        .containsExactly("visitor 192.0.2.1 {\"invited_as\": 3, \"new_person\": true}");
  }

  @ParameterizedTest
  @CsvSource({"'', King", "Ada, ''", "'', ''"})
  void aNewPersonMustGiveBothNamesAndMayTryAgain(String first, String last) {
    Mailed mailed = new Mailed();

    assertThat(mailed.accept(first, last)).isEqualTo(new NamesMissing());

    assertThat(mailed.members()).isEmpty();
    assertThat(directory.eventsOfCompany(mailed.companyId)).isEmpty();
    assertThat(mailed.accept("Ada", "King")).isInstanceOf(Accepted.class);
  }

  @Test
  void whoIsKnownKeepsNamesAndWorkspace() {
    Mailed mailed = new Mailed();
    long personId = directory.person(mailed.email);
    long own = directory.membership(directory.company(), personId, ADMIN);
    directory.sql("UPDATE person SET active_membership_id = ? WHERE id = ?", own, personId);

    assertThat(mailed.accept("Other", "Name")).isInstanceOf(Accepted.class);

    assertThat(mailed.members()).isEqualTo("Ann Example 3 true false");
    assertThat(directory.eventsOfPerson(personId)).containsExactly("invitation.accepted");
  }

  @Test
  void whoIsAMemberWithAnotherRoleKeepsIt() {
    Mailed mailed = new Mailed();
    directory.membership(mailed.companyId, directory.person(mailed.email), ADMIN);

    mailed.accept("", "");

    assertThat(mailed.members()).startsWith("Ann Example 2 true");
  }

  @Test
  void whatIsOverIsRefusedWithItsStateAndNothingIsWritten() {
    Mailed accepted = new Mailed();
    accepted.accept("Ada", "King");
    Mailed expired = new Mailed();
    directory.sql("UPDATE invitation SET expires_at = now() WHERE id = ?", expired.id);
    Mailed revoked = new Mailed();
    directory.sql("UPDATE invitation SET revoked_at = now() WHERE id = ?", revoked.id);

    assertThat(accepted.accept("Ada", "King"))
        .isEqualTo(new Refused(new LinkState.AlreadyJoined(accepted.companyName, null)));
    assertThat(((Refused) expired.accept("Ada", "King")).why())
        .isInstanceOf(LinkState.Expired.class);
    assertThat(revoked.accept("Ada", "King")).isEqualTo(new Refused(new LinkState.NotValid()));

    assertThat(directory.eventsOfCompany(accepted.companyId)).hasSize(1);
    assertThat(directory.eventsOfCompany(expired.companyId)).isEmpty();
    assertThat(expired.members() + revoked.members()).isEmpty();
  }

  /** Between the look and the use, both of which say what is true at their time. */
  @Test
  void whoIsOvertakenByARevocationIsRefused() {
    Mailed mailed = new Mailed();

    AcceptOutcome outcome =
        directory.second(
            tx ->
                tx.handle()
                    .execute("UPDATE invitation SET revoked_at = now() WHERE id = ?", mailed.id),
            unused -> mailed.accept("Ada", "King"));

    assertThat(outcome).isEqualTo(new Refused(new LinkState.NotValid()));
    assertThat(mailed.members()).isEmpty();
    assertThat(
            directory.count("SELECT count(*) FROM person WHERE email_key = ?", mailed.email.key()))
        .isZero();
  }

  @Test
  void anAcceptanceThatCannotBeRecordedIsNotDone() {
    Mailed mailed = new Mailed();
    AcceptRequest request = new AcceptRequest(mailed.secret, "Ada", "King");

    assertThatThrownBy(() -> service(BROKEN_AUDIT).accept(VISITOR, request))
        .hasMessageContaining("audit");

    assertThat(mailed.members()).isEmpty();
    assertThat(mailed.accept("Ada", "King")).isInstanceOf(Accepted.class);
  }
}
