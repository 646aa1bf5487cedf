package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.directory.EmailAddress;
import dev.roster.server.mail.InvitationSecret;
import dev.roster.server.testing.Mailroom;
import dev.roster.server.testing.Mails;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of the invitations that a suspended person sent or was sent. */
class SuspensionTest {
  private static final int EDITOR = 3;
  private static final String ADA = "ada@example.org";
  private static final EmailAddress INVITER = new EmailAddress("ann@alpha.test");
  private static final EmailAddress INVITEE = new EmailAddress("ben@beta.test");

  @AutoClose private final Mailroom mailroom = new Mailroom();

  private void suspend(EmailAddress who) {
    assertThat(mailroom.operator().accounts().suspend(Mailroom.OPERATOR, who)).isPresent();
  }

  private void reinstate(EmailAddress who) {
    assertThat(mailroom.operator().accounts().reinstate(Mailroom.OPERATOR, who)).isPresent();
  }

  private String invited(String email) {
    mailroom.invite(email, EDITOR);
    return mailroom.secretFor(email);
  }

  private void assertRests(String secret, String email) {
    Mailroom.assertRefused(mailroom.preview(secret));
    Mailroom.assertRefused(mailroom.accept(secret));
    assertThat(mailroom.members(email)).isZero();
  }

  @Test
  void anInvitationRestsWhileWhoeverInvitedIsSuspended() {
    String secret = invited(ADA);
    suspend(INVITER);

    assertRests(secret, ADA);

    reinstate(INVITER);
    assertThat(mailroom.preview(secret).status()).isEqualTo(200);
    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
    suspend(INVITER);
    Mailroom.assertJoined(mailroom.preview(secret));
  }

  @Test
  void anInvitationRestsWhileWhoeverIsInvitedIsSuspended() {
    String secret = invited(INVITEE.typed());
    suspend(INVITEE);

    assertRests(secret, INVITEE.typed());

    reinstate(INVITEE);
    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
  }

  /** Whoever suspends between the look and the use wins: the use itself asks. */
  @Test
  void theStatementThatUsesTheSecretAsksItself() {
    String ofInviter = invited(ADA);
    String ofInvitee = invited(INVITEE.typed());

    suspend(INVITEE);
    assertThat(isUsable(ofInvitee, INVITEE)).isFalse();
    assertThat(isUsable(ofInviter, new EmailAddress(ADA))).isTrue();
    suspend(INVITER);
    assertThat(isUsable(ofInviter, new EmailAddress(ADA))).isFalse();
  }

  private boolean isUsable(String secret, EmailAddress invitee) {
    byte[] hash = new InvitationSecret(secret).hash();
    return mailroom
        .server()
        .database()
        .inTransaction(tx -> {
          boolean used = new AcceptStore().use(tx, hash, invitee).isPresent();
          tx.handle().execute("UPDATE invitation SET accepted_at = NULL");
          return used;
        });
  }

  @Test
  void anInvitationGoesOnToRunOut() {
    String secret = invited(ADA);
    suspend(INVITER);
    mailroom.sql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 second'");

    assertRests(secret, ADA);
    reinstate(INVITER);
    Mailroom.assertExpired(mailroom.accept(secret));
  }

  @Test
  void whoeverInvitedMayHaveLeft() {
    String secret = invited(ADA);
    mailroom.sql("UPDATE membership SET enabled = false WHERE person_id = 1");

    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
  }

  /** The mail of an invitation that nobody is known to have sent comes behind it and leaves. */
  @Test
  void mailOfSomebodySuspendedWaits() {
    UUID theirs = mailroom.invite(ADA, EDITOR);
    UUID nobodys = mailroom.invite("eve@example.org", EDITOR);
    mailroom.mailsTo(ADA, 1);
    mailroom.mailsTo("eve@example.org", 1);
    mailroom.sql("UPDATE invitation SET invited_by = NULL WHERE id = '" + nobodys + "'");
    suspend(INVITER);

    resend(theirs);
    resend(nobodys);
    String secret = Mails.secret(mailroom.mailsTo("eve@example.org", 2).getLast());

    assertThat(mailroom.mailsTo(ADA, 1)).hasSize(1);
    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
    reinstate(INVITER);
    assertThat(mailroom.accept(Mails.secret(mailroom.mailsTo(ADA, 2).getLast())).status())
        .isEqualTo(200);
  }

  /** It would wait for ever. */
  @Test
  void mailOfAnInvitationThatHasRunOutIsDropped() {
    UUID id = mailroom.invite(ADA, EDITOR);
    mailroom.mailsTo(ADA, 1);
    suspend(INVITER);
    resend(id);
    mailroom.sql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 second'");

    Mailroom.until(
        () -> mailroom.count("SELECT count(*) FROM outbox WHERE state = 'dropped'") == 1);
    assertThat(mailroom.mailsTo(ADA, 1)).hasSize(1);
  }

  private void resend(UUID id) {
    assertThat(
            mailroom.operator().invitations().resend(Mailroom.OPERATOR, 1, id, Duration.ofDays(1)))
        .isTrue();
  }
}
