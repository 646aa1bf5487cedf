package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The responses to the holder of a secret once the invitation is over, and to others. */
class InvitationLinkOutcomesTest {
  private static final int EDITOR = 3;

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  private final TestServer server = fixture.server();

  private String secret() {
    fixture.invite("ada@example.org", EDITOR);
    return fixture.secretFor("ada@example.org");
  }

  private String rows() {
    return Stream.of("person", "membership", "invitation", "outbox", "audit_event")
        .map(table -> table + fixture.count("SELECT count(*) FROM " + table))
        .toList()
        .toString();
  }

  @Test
  void aMemberIsToldSoAgainAndNothingIsMadeTwice() {
    String secret = secret();
    assertThat(fixture.accept(secret).status()).isEqualTo(200);
    String after = rows();

    for (int i = 0; i < 3; i++) {
      InvitationFixture.assertJoined(fixture.accept(secret));
      InvitationFixture.assertJoined(fixture.preview(secret));
      InvitationFixture.assertJoined(InvitationFixture.accept(server, secret, "", ""));
    }

    assertThat(rows()).isEqualTo(after);
    assertThat(fixture.preview(secret).text())
        .isEqualTo(
            "{\"title\":\"Conflict\",\"status\":409,\"code\":\"invitation-accepted\",\"detail\":"
                + "\"This invitation was accepted already: you are a member.\","
                + "\"company\":\"Alpha One\",\"language\":\"en\"}");
  }

  /** A link tells nothing any more of somebody who was removed. */
  @Test
  void aFormerOrSuspendedMemberGetsTheNeutralResponse() {
    String secret = secret();
    fixture.accept(secret);

    fixture.sql("UPDATE membership SET enabled = false WHERE company_id = 1 AND person_id > 5");
    InvitationFixture.assertRefused(fixture.preview(secret));
    fixture.sql("UPDATE membership SET enabled = true WHERE company_id = 1 AND person_id > 5");
    InvitationFixture.assertJoined(fixture.preview(secret));
    fixture.sql("UPDATE person SET is_active = false WHERE email_key = 'ada@example.org'");
    InvitationFixture.assertRefused(fixture.preview(secret));
    InvitationFixture.assertRefused(fixture.accept(secret));
  }

  @Test
  void anExpiredInvitationSaysWhenInTheZoneAndLanguageOfItsMail() {
    String secret = secret();
    fixture.sql("UPDATE invitation SET expires_at = '2026-07-03T22:30:00Z'");

    assertThat(fixture.preview(secret).text())
        .contains("\"expired\":\"4 July 2026 00:30 (Europe/Amsterdam)\"", "\"Alpha One\"")
        .doesNotContain("ada@example.org", "ann@alpha.test");
    fixture.sql("UPDATE company SET default_locale = 'nl'");
    assertThat(fixture.accept(secret).text())
        .contains("\"expired\":\"4 juli 2026 00:30 (Europe/Amsterdam)\"");
    assertThat(fixture.members("ada@example.org")).isZero();
  }

  @Test
  void aDeclinedInvitationIsRevokedForItsCompanyAndDeclinedForWhoHoldsTheSecret() {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");
    fixture.sql("UPDATE company SET default_locale = 'nl'");

    for (int i = 0; i < 2; i++) {
      RawResponse declined = fixture.decline(secret);
      assertThat(declined.status()).isEqualTo(200);
      assertThat(declined.text()).isEqualTo("{\"company\":\"Alpha One\"}");
    }

    assertThat(fixture.preview(secret).text())
        .isEqualTo(
            "{\"title\":\"Gone\",\"status\":410,\"code\":\"invitation-declined\",\"detail\":"
                + "\"This invitation was declined. Ask for a new one.\","
                + "\"company\":\"Alpha One\",\"language\":\"nl\"}");
    InvitationFixture.assertDeclined(fixture.accept(secret));
    assertThat(fixture.members("ada@example.org")).isZero();
    assertThat(server.get("ann-token", "/api/accounts/invitations/" + id + "/").text())
        .contains("\"is_active\":\"false\"");
    assertThat(server.get("ann-token", "/console/api/invitations").text())
        .contains("\"state\":\"declined\"");
    assertThat(server.get("ann-token", "/console/api/audit").text())
        .contains("\"action\":\"invitation.declined\"", "\"kind\":\"visitor\"");
    fixture.invite("ada@example.org", EDITOR);
    assertThat(fixture.accept(MailParser.secret(fixture.mailsTo("ada@example.org", 2).getLast())))
        .returns(200, RawResponse::status);
  }

  @Test
  void whatCannotBeDeclinedIsRefusedAsAnAcceptanceIs() {
    String secret = secret();

    InvitationFixture.assertRefused(fixture.decline("x".repeat(43)));
    InvitationFixture.assertRefused(fixture.decline("short"));
    assertThat(server.raw().send("GET", "/accept/decline", Map.of(), null).status()).isEqualTo(405);
    RawResponse form =
        server
            .raw()
            .send(
                "POST",
                "/accept/decline",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                ("secret=" + secret).getBytes(StandardCharsets.UTF_8));
    assertThat(form.status()).isEqualTo(415);
    assertThat(InvitationFixture.postJson(server, "/accept/decline", "[]").status()).isEqualTo(400);
    assertThat(
            InvitationFixture.postJson(
                    server,
                    "/accept/decline",
                    "{\"secret\":\"" + secret + "\",\"pad\":\"" + "x".repeat(8192) + "\"}")
                .status())
        .isEqualTo(413);
    fixture.sql("UPDATE invitation SET expires_at = clock_timestamp()");
    InvitationFixture.assertExpired(fixture.decline(secret));
    fixture.sql("UPDATE invitation SET expires_at = NULL");
    assertThat(fixture.accept(secret).status()).isEqualTo(200);
    InvitationFixture.assertJoined(fixture.decline(secret));
    assertThat(fixture.decline(secret).text())
        .contains(
            "This invitation was accepted, so it cannot be declined any more. Ask an owner or"
                + " administrator of the workspace to remove you.");
    assertThat(fixture.members("ada@example.org")).isEqualTo(1);
  }

  /** The mail that is still to come of an invitation without an answer, such as a copy. */
  @Test
  void mailThatWaitsForADeclinedInvitationIsDropped() {
    String secret = secret();
    fixture.sql("UPDATE outbox SET next_attempt_at = 'infinity', state = 'waiting'");
    fixture.decline(secret);

    fixture.sql("UPDATE outbox SET next_attempt_at = clock_timestamp()");

    Waiting.until(() -> fixture.count("SELECT count(*) FROM outbox WHERE state = 'dropped'") == 1);
    assertThat(fixture.mailsTo("ada@example.org", 1)).hasSize(1);
  }

  /** The stamp of a newer invitation does not change when the old one ended. */
  @Test
  void anInvitationThatANewerOneReplacedHasExpired() {
    String first = secret();
    fixture.sql("UPDATE invitation SET expires_at = '2026-01-02T03:04:00Z'");
    fixture.invite("ada@example.org", EDITOR);
    String second = MailParser.secret(fixture.mailsTo("ada@example.org", 2).getLast());

    assertThat(fixture.accept(first).text()).contains("2 January 2026 04:04");
    assertThat(fixture.accept(second).status()).isEqualTo(200);
  }

  /** Revoked, sent again, made up: one answer, byte for byte. */
  @Test
  void revokedReplacedAndUnknownSecretsCannotBeToldApart() {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    String resent = fixture.secretFor("ada@example.org");
    fixture.operator().invitations().resend(InvitationFixture.OPERATOR, 1, id, Duration.ofDays(1));
    String revoked = MailParser.secret(fixture.mailsTo("ada@example.org", 2).getLast());
    fixture.operator().invitations().revoke(InvitationFixture.OPERATOR, 1, id);

    RawResponse unknown = fixture.preview("x".repeat(43));

    for (String secret : new String[] {resent, revoked, "x".repeat(43), "short"}) {
      assertThat(fixture.preview(secret).text()).isEqualTo(unknown.text());
      assertThat(fixture.accept(secret).text()).isEqualTo(unknown.text());
      InvitationFixture.assertRefused(fixture.accept(secret));
    }
    assertThat(fixture.count("SELECT count(*) FROM invitation_secret")).isZero();
  }

  /** Three months later nobody is told anything; the next sweep of the relay forgets the secret. */
  @Test
  void aSecretIsForgottenThreeMonthsAfterTheEnd() {
    String secret = secret();
    fixture.accept(secret);
    fixture.sql("UPDATE invitation SET accepted_at = clock_timestamp() - interval '91 days'");

    try (TestServer another = fixture.another()) {
      Waiting.until(() -> fixture.count("SELECT count(*) FROM invitation_secret") == 0);
      InvitationFixture.assertRefused(
          InvitationFixture.postJson(
              another, "/accept/preview", "{\"secret\":\"" + secret + "\"}"));
    }
  }

  @Test
  void theSecretOfADeclinedInvitationIsForgottenThreeMonthsLater() {
    String secret = secret();
    fixture.decline(secret);
    fixture.sql(
        "UPDATE invitation SET declined_at = clock_timestamp() - interval '91 days',"
            + " expires_at = NULL");

    try (TestServer another = fixture.another()) {
      Waiting.until(() -> fixture.count("SELECT count(*) FROM invitation_secret") == 0);
      InvitationFixture.assertRefused(InvitationFixture.decline(another, secret));
    }
  }
}
