package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import jakarta.mail.internet.MimeMessage;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole life of an invitation over real HTTP, SMTP and PostgreSQL. */
class InvitationLifecycleTest {
  private static final int EDITOR = 3;
  private static final int VIEWER = 4;
  private static final String COMPLEAT_KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String ALPHA_ONE =
      "/api/users/aaaaaaaa-0000-4000-8000-000000000001/aaaaaaaa-2222-4000-8000-000000000001";

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  private final TestServer server = fixture.server();

  private String status(UUID id) {
    return server.get("ann-token", "/api/accounts/invitations/" + id + "/").text();
  }

  @Test
  @Tag("promise:invite")
  void aNewPersonAcceptsByMailAndIsSeenByBothContracts() throws Exception {
    UUID id = fixture.invite("Ada@Example.org", EDITOR);
    MimeMessage mail = fixture.mailsTo("Ada@Example.org", 1).getFirst();
    String secret = MailParser.secret(mail);

    assertThat(MailParser.link(mail).group(1)).isEqualTo(InvitationFixture.PUBLIC_URL + "/accept");
    assertThat(secret).hasSize(43);
    assertThat(mail.getSubject()).isEqualTo("Invitation to join “Alpha One”, from “Ann Alpha”");
    assertThat(MailParser.header(mail, "From")).isEqualTo("Roster <noreply@roster.example.org>");
    assertThat(MailParser.header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(MailParser.part(mail, 0))
        .contains(
            "You are invited by “Ann Alpha” (ann@alpha.test) to join “Alpha One”.",
            "editor",
            "(Europe/Amsterdam)");
    assertThat(MailParser.part(mail, 1)).contains("<html lang=\"en\">", "#" + secret);
    assertThat(fixture.preview(secret).text())
        .matches("\\{.*,\"expires\":\"\\d+ \\w+ \\d{4} \\d\\d:\\d\\d \\(Europe/Amsterdam\\)\"}")
        .startsWith(
            "{\"company\":\"Alpha One\",\"inviter\":\"Ann"
                + " Alpha\",\"inviter_address\":\"ann@alpha.test\","
                + "\"role\":\"EDITOR\",\"email\":\"Ada@Example.org\",\"language\":\"en\",\"names_needed\":true,");
    assertThat(status(id)).contains("\"is_active\":\"true\"", "\"is_existing_user\":false");

    assertThat(InvitationFixture.accept(server, secret, "", "Lovelace").status()).isEqualTo(422);
    RawResponse accepted = fixture.accept(secret);

    assertThat(accepted.status()).isEqualTo(200);
    assertThat(accepted.text()).contains("\"Alpha One\"", "\"EDITOR\"");
    assertThat(status(id)).contains("\"is_active\":\"false\"", "\"is_existing_user\":true");
    assertThat(server.get("ann-token", "/api/accounts/users/").text())
        .contains("Ada@Example.org", "Lovelace");
    assertThat(server.compleat(COMPLEAT_KEY, ALPHA_ONE).text()).contains("Ada@Example.org");
    assertThat(
            fixture.count(
                "SELECT count(*) FROM person p JOIN membership m ON m.id = p.active_membership_id"
                    + " WHERE p.email_key = 'ada@example.org' AND m.auth_group_id = 3"))
        .isEqualTo(1);
    assertThat(fixture.operator().invitations().list(InvitationFixture.OPERATOR, 1))
        .extracting(InvitationEntry::state, InvitationEntry::mail)
        .containsExactly(tuple(InvitationEntry.State.ACCEPTED, "sent"));
  }

  @Test
  void anExistingPersonIsRecognisedAndKeepsNameAndWorkspace() {
    fixture.invite("BEN@beta.test", VIEWER);
    String secret = fixture.secretFor("BEN@beta.test");

    assertThat(fixture.preview(secret).text()).contains("\"names_needed\":false");
    assertThat(InvitationFixture.accept(server, secret, "", "").status()).isEqualTo(200);

    assertThat(fixture.members("ben@beta.test")).isEqualTo(1);
    assertThat(
            fixture.count(
                "SELECT count(*) FROM person WHERE id = 4 AND first_name = 'Ben'"
                    + " AND email = 'ben@beta.test' AND active_membership_id = 5"))
        .isEqualTo(1);
    assertThat(fixture.count("SELECT count(*) FROM person")).isEqualTo(5);
  }

  @Test
  @Tag("promise:invite-former-member")
  void aMembershipThatWasSwitchedOffIsBackWithTheInvitedRole() {
    fixture.sql("UPDATE membership SET enabled = false WHERE id = 2");
    fixture.invite("both@both.test", VIEWER);

    assertThat(
            InvitationFixture.accept(server, fixture.secretFor("both@both.test"), "", "").status())
        .isEqualTo(200);

    assertThat(
            fixture.count(
                "SELECT count(*) FROM membership WHERE id = 2 AND enabled AND auth_group_id = 4"))
        .isEqualTo(1);
  }

  @Test
  void anInvitationLowersNobodyWhoBecameAMemberMeanwhile() {
    fixture.invite("ben@beta.test", VIEWER);
    fixture.sql(
        "INSERT INTO membership (company_id, person_id, auth_group_id, enabled)"
            + " VALUES (1, 4, 1, true)");

    assertThat(
            InvitationFixture.accept(server, fixture.secretFor("ben@beta.test"), "", "").status())
        .isEqualTo(200);

    assertThat(
            fixture.count(
                "SELECT auth_group_id FROM membership WHERE company_id = 1 AND person_id = 4"))
        .isEqualTo(1);
  }

  @Test
  void aRevokedInvitationIsRefusedAndItsSecretForgotten() {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");

    assertThat(fixture.operator().invitations().revoke(InvitationFixture.OPERATOR, 1, id)).isTrue();

    InvitationFixture.assertRefused(fixture.accept(secret));
    assertThat(status(id)).contains("\"is_active\":\"false\"");
    assertThat(fixture.count("SELECT count(*) FROM invitation_secret")).isZero();
    assertThat(fixture.operator().invitations().revoke(InvitationFixture.OPERATOR, 1, id))
        .isFalse();
    fixture.invite("ada@example.org", EDITOR);
  }

  @Test
  void aCompanyThatSpeaksDutchWritesDutch() {
    fixture.sql("UPDATE company SET default_locale = 'nl-BE', name = 'Één & Co' WHERE id = 1");
    fixture.invite("ada@example.org", EDITOR);

    MimeMessage mail = fixture.mailsTo("ada@example.org", 1).getFirst();

    assertThat(MailParser.header(mail, "Content-Language")).isEqualTo("nl");
    assertThat(MailParser.part(mail, 0))
        .contains(
            "uitgenodigd door “Ann Alpha” (ann@alpha.test) om lid te worden van “Één & Co”.",
            "bewerker");
    assertThat(MailParser.part(mail, 1)).contains("<html lang=\"nl\">", "Één &amp; Co");
  }

  @Test
  void namesCannotAddHeadersOrMarkup() throws Exception {
    fixture.sql(
        "UPDATE company SET name = E'Evil\\r\\nBcc: all@example.org\\r\\n\\r\\n<b>{link}</b>'"
            + " WHERE id = 1");
    fixture.sql("UPDATE person SET first_name = E'<script>\\u202e\\r\\n.\\r\\n' WHERE id = 1");
    fixture.invite("ada@example.org", EDITOR);

    MimeMessage mail = fixture.mailsTo("ada@example.org", 1).getFirst();

    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject())
        .startsWith("Invitation to join “Evil Bcc: … <b>{link}</b>”, from ");
    assertThat(MailParser.part(mail, 1))
        .doesNotContain("<b>", "<script>")
        .contains("&lt;b&gt;{link}&lt;/b&gt;");
    assertThat(fixture.received()).hasSize(1);
  }

  @Test
  void namesOfPeopleAreCheckedBeforeTheSecretIsUsed() {
    fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");

    Stream.of(
            "a\\nb",
            "\\u0000",
            "\\u202eA",
            "\\u200eA",
            "\\u200d",
            "\\u3164",
            "\\u00a0",
            "A\\ufe0f",
            "\\ud800",
            "x".repeat(151),
            "   ")
        .forEach(name ->
            assertThat(InvitationFixture.accept(server, secret, name, "B").status())
                .as(name)
                .isIn(400, 422));
    assertThat(InvitationFixture.postJson(server, "/accept", "[]").status()).isEqualTo(400);
    assertThat(
            InvitationFixture.postJson(server, "/accept", "{\"secret\":\"a\",\"secret\":\"b\"}")
                .status())
        .isEqualTo(400);
    assertThat(InvitationFixture.postJson(server, "/accept", " ".repeat(9000)).status())
        .isEqualTo(413);

    assertThat(InvitationFixture.accept(server, secret, "  Ada ", "Ångström").status())
        .isEqualTo(200);
    assertThat(
            fixture.count(
                "SELECT count(*) FROM person WHERE first_name = 'Ada' AND last_name = 'Ångström'"))
        .isEqualTo(1);
  }
}
