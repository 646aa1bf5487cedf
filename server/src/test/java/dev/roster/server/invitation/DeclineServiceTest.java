package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.VisitorCaller;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.invitation.DeclineOutcome.Declined;
import dev.roster.server.invitation.DeclineOutcome.Refused;
import dev.roster.server.mail.InvitationSecret;
import dev.roster.server.mail.Outbox;
import dev.roster.server.testing.TestDirectory;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeclineServiceTest {
  private static final VisitorCaller VISITOR =
      new VisitorCaller(new CallOrigin(Optional.of("192.0.2.1"), Optional.of("request")));

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final DeclineService service = service(AUDIT);
  private final AcceptService accepting =
      new AcceptService(
          directory.database(), new AcceptStore(), new PersonStore(), new MembershipStore(), AUDIT);

  private DeclineService service(AuditLog audit) {
    return new DeclineService(directory.database(), new AcceptStore(), audit);
  }

  private InvitationAdminService administration() {
    return new InvitationAdminService(
        directory.database(),
        new InvitationStore(),
        new Outbox(),
        AUDIT,
        new InvitationQuotaStore(),
        CLOCK);
  }

  /** An invitation with a secret that was mailed. */
  private final class Mailed {
    final EmailAddress email = directory.address();
    final String companyName = directory.unique("Company");
    final long companyId = directory.company(directory.tenant(), companyName);
    final long inviter = directory.person();
    final UUID id = directory.invitation(companyId, email, inviter);
    final InvitationSecret secret = directory.secret(id);

    DeclineOutcome decline() {
      return service.decline(VISITOR, secret);
    }

    AcceptOutcome accept() {
      return accepting.accept(VISITOR, new AcceptRequest(secret, "Ada", "King"));
    }

    void set(String assignment) {
      directory.sql("UPDATE invitation SET " + assignment + " WHERE id = ?", id);
    }

    long people() {
      return directory.count("SELECT count(*) FROM person WHERE email_key = ?", email.key())
          + directory.count("SELECT count(*) FROM membership WHERE company_id = ?", companyId);
    }
  }

  @Test
  void aDeclinedInvitationSaysSoAndHasAnEventOfItsOwn() {
    Mailed mailed = new Mailed();

    assertThat(mailed.decline()).isEqualTo(new Declined(mailed.companyName));

    assertThat(administration().list(OPERATOR, mailed.companyId))
        .extracting(InvitationEntry::state)
        .containsExactly(InvitationEntry.State.DECLINED);
    assertThat(mailed.people()).isZero();
    assertThat(
            directory.texts(
                """
                SELECT action || ' ' || actor || ' ' || address || ' ' || (person_id IS NULL)
                  || ' ' || detail
                FROM audit_event WHERE invitation_id = ?
                """,
                mailed.id))
        .containsExactly("invitation.declined visitor 192.0.2.1 true {}");
  }

  @Test
  void whoDeclinesAgainHearsTheSameAndNothingIsWritten() {
    Mailed mailed = new Mailed();
    mailed.decline();

    assertThat(mailed.decline()).isEqualTo(new Declined(mailed.companyName));

    assertThat(directory.eventsOfCompany(mailed.companyId)).containsExactly("invitation.declined");
  }

  @Test
  void theSecretSaysThatTheInvitationWasDeclinedAndOpensNothing() {
    Mailed mailed = new Mailed();
    directory.sql("UPDATE company SET default_locale = 'nl' WHERE id = ?", mailed.companyId);
    mailed.decline();

    LinkState.Declined declined = new LinkState.Declined(mailed.companyName, "nl");
    assertThat(accepting.preview(VISITOR, mailed.secret)).isEqualTo(declined);
    assertThat(mailed.accept()).isEqualTo(new AcceptOutcome.Refused(declined));
    assertThat(mailed.people()).isZero();
  }

  @Test
  void theAddressCanBeInvitedAgain() {
    Mailed mailed = new Mailed();
    mailed.decline();

    UUID again = directory.invitation(mailed.companyId, mailed.email, mailed.inviter);

    InvitationSecret fresh = directory.secret(again);
    assertThat(accepting.preview(VISITOR, fresh)).isInstanceOf(LinkState.Open.class);
    assertThat(mailed.decline()).isEqualTo(new Declined(mailed.companyName));
    assertThat(accepting.preview(VISITOR, fresh)).isInstanceOf(LinkState.Open.class);
  }

  @Test
  void whatIsOverIsRefusedWithItsStateAndNothingIsWritten() {
    Mailed accepted = new Mailed();
    accepted.accept();
    Mailed expired = new Mailed();
    expired.set("expires_at = now()");
    Mailed revoked = new Mailed();
    administration().revoke(OPERATOR, revoked.companyId, revoked.id);
    Mailed resting = new Mailed();
    directory.suspend(resting.inviter);

    assertThat(accepted.decline())
        .isEqualTo(new Refused(new LinkState.AlreadyJoined(accepted.companyName, null)));
    assertThat(((Refused) expired.decline()).why()).isInstanceOf(LinkState.Expired.class);
    assertThat(revoked.decline()).isEqualTo(new Refused(new LinkState.NotValid()));
    assertThat(resting.decline()).isEqualTo(new Refused(new LinkState.NotValid()));

    assertThat(directory.eventsOfCompany(accepted.companyId))
        .containsExactly("invitation.accepted");
    assertThat(directory.eventsOfCompany(expired.companyId)).isEmpty();
    assertThat(directory.eventsOfCompany(revoked.companyId)).containsExactly("invitation.revoked");
    assertThat(directory.eventsOfCompany(resting.companyId)).isEmpty();
  }

  /** Both have seen the invitation open; the statement of the first decides. */
  @Test
  void whoDeclinesWhileAnAcceptanceIsUnderWayHearsOfTheMembership() {
    Mailed mailed = new Mailed();

    DeclineOutcome late =
        directory.second(
            tx -> {
              long person = directory.person(mailed.email);
              tx.handle()
                  .execute("UPDATE invitation SET accepted_at = now() WHERE id = ?", mailed.id);
              tx.handle()
                  .execute(
                      "INSERT INTO membership (company_id, person_id, auth_group_id, enabled)"
                          + " VALUES (?, ?, 3, true)",
                      mailed.companyId,
                      person);
            },
            unused -> mailed.decline());

    assertThat(late).isEqualTo(new Refused(new LinkState.AlreadyJoined(mailed.companyName, null)));
    assertThat(directory.eventsOfCompany(mailed.companyId)).isEmpty();
  }

  @Test
  void whoAcceptsWhileARefusalIsUnderWayHearsOfTheRefusal() {
    Mailed mailed = new Mailed();

    AcceptOutcome late =
        directory.second(
            tx -> new AcceptStore().decline(tx, mailed.secret.hash(), mailed.email).orElseThrow(),
            unused -> mailed.accept());

    assertThat(late)
        .isEqualTo(new AcceptOutcome.Refused(new LinkState.Declined(mailed.companyName, null)));
    assertThat(mailed.people()).isZero();
  }

  @Test
  void aRefusalThatCannotBeRecordedIsNotDone() {
    Mailed mailed = new Mailed();

    assertThatThrownBy(() -> service(BROKEN_AUDIT).decline(VISITOR, mailed.secret))
        .hasMessageContaining("audit");

    assertThat(mailed.accept()).isInstanceOf(AcceptOutcome.Accepted.class);
  }
}
