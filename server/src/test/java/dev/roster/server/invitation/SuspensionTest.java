package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.Waiting;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The invitations that a suspended person sent or was sent. */
class SuspensionTest {
  private static final int EDITOR = 3;
  private static final String ADA = "ada@example.org";
  private static final EmailAddress INVITER = new EmailAddress("ann@alpha.test");
  private static final EmailAddress INVITEE = new EmailAddress("ben@beta.test");

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();

  private void suspend(EmailAddress who) {
    assertThat(fixture.operator().accounts().suspend(InvitationFixture.OPERATOR, who)).isPresent();
  }

  private void reinstate(EmailAddress who) {
    assertThat(fixture.operator().accounts().reinstate(InvitationFixture.OPERATOR, who))
        .isPresent();
  }

  private String invited(String email) {
    fixture.invite(email, EDITOR);
    return fixture.secretFor(email);
  }

  private void assertRests(String secret, String email) {
    InvitationFixture.assertRefused(fixture.preview(secret));
    InvitationFixture.assertRefused(fixture.accept(secret));
    assertThat(fixture.members(email)).isZero();
  }

  @Test
  void anInvitationIsOnHoldWhileItsInviterIsSuspended() {
    String secret = invited(ADA);
    suspend(INVITER);

    assertRests(secret, ADA);

    reinstate(INVITER);
    assertThat(fixture.preview(secret).status()).isEqualTo(200);
    assertThat(fixture.accept(secret).status()).isEqualTo(200);
    suspend(INVITER);
    InvitationFixture.assertJoined(fixture.preview(secret));
  }

  @Test
  void anInvitationIsOnHoldWhileItsInviteeIsSuspended() {
    String secret = invited(INVITEE.typed());
    suspend(INVITEE);

    assertRests(secret, INVITEE.typed());

    reinstate(INVITEE);
    assertThat(fixture.accept(secret).status()).isEqualTo(200);
  }

  @Test
  void anInvitationGoesOnToRunOut() {
    String secret = invited(ADA);
    suspend(INVITER);
    fixture.sql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 second'");

    assertRests(secret, ADA);
    reinstate(INVITER);
    InvitationFixture.assertExpired(fixture.accept(secret));
  }

  @Test
  void theInviterMayHaveLeft() {
    String secret = invited(ADA);
    fixture.sql("UPDATE membership SET enabled = false WHERE person_id = 1");

    assertThat(fixture.accept(secret).status()).isEqualTo(200);
  }

  /** The mail of an invitation that nobody is known to have sent comes behind it and leaves. */
  @Test
  void mailOfASuspendedPersonWaits() {
    UUID theirs = fixture.invite(ADA, EDITOR);
    UUID nobodys = fixture.invite("eve@example.org", EDITOR);
    fixture.mailsTo(ADA, 1);
    fixture.mailsTo("eve@example.org", 1);
    fixture.sql("UPDATE invitation SET invited_by = NULL WHERE id = '" + nobodys + "'");
    suspend(INVITER);

    resend(theirs);
    resend(nobodys);
    String secret = MailParser.secret(fixture.mailsTo("eve@example.org", 2).getLast());

    assertThat(fixture.mailsTo(ADA, 1)).hasSize(1);
    assertThat(fixture.accept(secret).status()).isEqualTo(200);
    reinstate(INVITER);
    assertThat(fixture.accept(MailParser.secret(fixture.mailsTo(ADA, 2).getLast())).status())
        .isEqualTo(200);
  }

  /** It would wait for ever. */
  @Test
  void mailOfAnInvitationThatHasRunOutIsDropped() {
    UUID id = fixture.invite(ADA, EDITOR);
    fixture.mailsTo(ADA, 1);
    suspend(INVITER);
    resend(id);
    fixture.sql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 second'");

    Waiting.until(() -> fixture.count("SELECT count(*) FROM outbox WHERE state = 'dropped'") == 1);
    assertThat(fixture.mailsTo(ADA, 1)).hasSize(1);
  }

  private void resend(UUID id) {
    assertThat(
            fixture
                .operator()
                .invitations()
                .resend(InvitationFixture.OPERATOR, 1, id, Duration.ofDays(1)))
        .isTrue();
  }
}
