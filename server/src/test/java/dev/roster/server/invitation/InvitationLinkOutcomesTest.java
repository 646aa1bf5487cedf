package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.Mailroom;
import dev.roster.server.testing.Mails;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the holder of a secret learns once the invitation is over, and what nobody else does. */
class InvitationLinkOutcomesTest {
  private static final int EDITOR = 3;

  @AutoClose private final Mailroom mailroom = new Mailroom();
  private final TestServer server = mailroom.server();

  private String secret() {
    mailroom.invite("ada@example.org", EDITOR);
    return mailroom.secretFor("ada@example.org");
  }

  private String rows() {
    return Stream.of("person", "membership", "invitation", "outbox", "audit_event")
        .map(table -> table + mailroom.count("SELECT count(*) FROM " + table))
        .toList()
        .toString();
  }

  @Test
  void whoeverJoinedIsToldSoAgainAndNothingIsMadeTwice() {
    String secret = secret();
    assertThat(mailroom.accept(secret).status()).isEqualTo(200);
    String after = rows();

    for (int i = 0; i < 3; i++) {
      Mailroom.assertJoined(mailroom.accept(secret));
      Mailroom.assertJoined(mailroom.preview(secret));
      Mailroom.assertJoined(Mailroom.accept(server, secret, "", ""));
    }

    assertThat(rows()).isEqualTo(after);
    assertThat(mailroom.preview(secret).text())
        .isEqualTo(
            "{\"title\":\"Conflict\",\"status\":409,\"code\":\"invitation-accepted\",\"detail\":"
                + "\"This invitation was accepted already: you are a member.\","
                + "\"company\":\"Alpha One\",\"language\":\"en\"}");
  }

  /** A link tells nothing any more of somebody who was removed. */
  @Test
  void whoeverLeftOrWasSuspendedGetsTheNeutralAnswer() {
    String secret = secret();
    mailroom.accept(secret);

    mailroom.sql("UPDATE membership SET enabled = false WHERE company_id = 1 AND person_id > 5");
    Mailroom.assertRefused(mailroom.preview(secret));
    mailroom.sql("UPDATE membership SET enabled = true WHERE company_id = 1 AND person_id > 5");
    Mailroom.assertJoined(mailroom.preview(secret));
    mailroom.sql("UPDATE person SET is_active = false WHERE email_key = 'ada@example.org'");
    Mailroom.assertRefused(mailroom.preview(secret));
    Mailroom.assertRefused(mailroom.accept(secret));
  }

  @Test
  void anExpiredInvitationSaysWhenInTheZoneAndLanguageOfItsMail() {
    String secret = secret();
    mailroom.sql("UPDATE invitation SET expires_at = '2026-07-03T22:30:00Z'");

    assertThat(mailroom.preview(secret).text())
        .contains("\"expired\":\"4 July 2026 00:30 (Europe/Amsterdam)\"", "\"Alpha One\"")
        .doesNotContain("ada@example.org", "ann@alpha.test");
    mailroom.sql("UPDATE company SET default_locale = 'nl'");
    assertThat(mailroom.accept(secret).text())
        .contains("\"expired\":\"4 juli 2026 00:30 (Europe/Amsterdam)\"");
    assertThat(mailroom.members("ada@example.org")).isZero();
  }

  /** The stamp of a newer invitation does not change when the old one ended. */
  @Test
  void anInvitationThatANewerOneReplacedHasExpired() {
    String first = secret();
    mailroom.sql("UPDATE invitation SET expires_at = '2026-01-02T03:04:00Z'");
    mailroom.invite("ada@example.org", EDITOR);
    String second = Mails.secret(mailroom.mailsTo("ada@example.org", 2).getLast());

    assertThat(mailroom.accept(first).text()).contains("2 January 2026 04:04");
    assertThat(mailroom.accept(second).status()).isEqualTo(200);
  }

  /** Revoked, sent again, made up: one answer, byte for byte. */
  @Test
  void revokedReplacedAndUnknownSecretsCannotBeToldApart() {
    UUID id = mailroom.invite("ada@example.org", EDITOR);
    String resent = mailroom.secretFor("ada@example.org");
    mailroom.operator().invitations().resend(Mailroom.OPERATOR, 1, id, Duration.ofDays(1));
    String revoked = Mails.secret(mailroom.mailsTo("ada@example.org", 2).getLast());
    mailroom.operator().invitations().revoke(Mailroom.OPERATOR, 1, id);

    RawResponse unknown = mailroom.preview("x".repeat(43));

    for (String secret : new String[] {resent, revoked, "x".repeat(43), "short"}) {
      assertThat(mailroom.preview(secret).text()).isEqualTo(unknown.text());
      assertThat(mailroom.accept(secret).text()).isEqualTo(unknown.text());
      Mailroom.assertRefused(mailroom.accept(secret));
    }
    assertThat(mailroom.count("SELECT count(*) FROM invitation_secret")).isZero();
  }

  /** Three months later nobody is told anything; the next sweep of the relay forgets the secret. */
  @Test
  void aSecretIsForgottenThreeMonthsAfterTheEnd() {
    String secret = secret();
    mailroom.accept(secret);
    mailroom.sql("UPDATE invitation SET accepted_at = clock_timestamp() - interval '91 days'");

    try (TestServer another = mailroom.another()) {
      Mailroom.until(() -> mailroom.count("SELECT count(*) FROM invitation_secret") == 0);
      Mailroom.assertRefused(
          Mailroom.postJson(another, "/accept/preview", "{\"secret\":\"" + secret + "\"}"));
    }
  }
}
