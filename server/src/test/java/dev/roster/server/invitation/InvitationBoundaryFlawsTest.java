package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Public flaws of invitations elsewhere that concern what belongs to whom, by their number in
 * docs/security.md.
 */
class InvitationBoundaryFlawsTest {
  private static final int EDITOR = 3;
  private static final String INVITATIONS = "/api/accounts/invitations/";
  private static final String KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String USER = "/api/user/aaaaaaaa-0000-4000-8000-000000000001/";

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  private final TestServer server = fixture.server();

  /** Each call, by everybody who has no business with the invitation. */
  @Test
  void flaw05AnInvitationIsReadAndMadeOnlyInItsOwnCompany() {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    String missing =
        InvitationFixture.withoutIds(
            server.get("ben-token", INVITATIONS + UUID.randomUUID() + "/"));

    assertThat(missing).isEqualTo("404 {\"detail\":\"Not found.\"}");
    Stream.of("ben-token", "nobody-token")
        .forEach(token ->
            assertThat(InvitationFixture.withoutIds(server.get(token, INVITATIONS + id + "/")))
                .isEqualTo(missing));
    fixture.sql("UPDATE membership SET auth_group_id = 4 WHERE id = 2");
    assertThat(invite("both-token", "eve@example.org").status()).isEqualTo(403);
    assertThat(invite("nobody-token", "eve@example.org").status()).isEqualTo(403);
    assertThat(fixture.count("SELECT count(*) FROM invitation")).isEqualTo(1);
    assertThat(fixture.operator().invitations().list(InvitationFixture.OPERATOR, 1)).hasSize(1);
    assertThat(fixture.operator().invitations().list(InvitationFixture.OPERATOR, 2)).isEmpty();
  }

  private RawResponse invite(String token, String email) {
    return server.post(token, INVITATIONS, "{\"email\":\"" + email + "\",\"auth_group\":3}");
  }

  /**
   * Neither the id of a person nor an address tells whether somebody is a member of another
   * company. That an address has an account at all is told by {@code is_existing_user}, which the
   * contract demands.
   */
  @Test
  void flaw06NobodyLearnsWhoIsAMemberElsewhere() {
    String unknown = InvitationFixture.withoutIds(compleat("99999999-3333-4000-8000-000000000009"));
    assertThat(unknown).startsWith("400 {\"ErrorCode\":3,");
    assertThat(InvitationFixture.withoutIds(compleat("bbbbbbbb-3333-4000-8000-000000000004")))
        .isEqualTo(unknown);
    assertThat(InvitationFixture.withoutIds(compleat("dddddddd-3333-4000-8000-000000000005")))
        .isEqualTo(unknown);

    String foreign = InvitationFixture.withoutIds(invite("ann-token", "ben@beta.test"));
    String nobody = InvitationFixture.withoutIds(invite("ann-token", "bet@beta.test"));
    assertThat(foreign).startsWith("201 ").isEqualTo(nobody.replace("bet@", "ben@"));
    invite("ben-token", "ada@example.org");
    assertThat(InvitationFixture.withoutIds(invite("ann-token", "ada@example.org")))
        .startsWith("201 ");
    assertThat(server.get("ann-token", "/api/accounts/users/?search=ben").text()).isEqualTo("[]");
    RawResponse page = fixture.preview(fixture.secretFor("ben@beta.test"));
    assertThat(page.text()).doesNotContain("Beta").contains("\"names_needed\":false");
  }

  private RawResponse compleat(String id) {
    RawResponse answer = server.compleat(KEY, USER + id);
    String stable = answer.text().replaceAll("\"DateCreated\":\"[^\"]*\"", "");
    return new RawResponse(
        answer.status(), answer.headers(), stable.getBytes(StandardCharsets.UTF_8));
  }

  /** No redirect leaves this server, and no request names where it goes. */
  @Test
  void flaw07NoRedirectLeadsElsewhere() {
    for (String target :
        List.of(
            "/api/accounts/users?next=https://evil.example",
            "/api/accounts/users?next=//evil.example",
            "//evil.example/api/accounts/users",
            "/api//evil.example/users",
            "/\\evil.example",
            "http://evil.example/api/accounts/users",
            "/accept/",
            "/accept/?next=//evil.example",
            "/docs/?https://evil.example",
            "/accept?redirect=https://evil.example")) {
      RawResponse answer =
          server
              .raw()
              .send(
                  "GET",
                  target,
                  Map.of("Host", "evil.example", "X-Forwarded-Host", "evil.example"),
                  null);
      assertThat(answer.header("location").orElse("/api/accounts/"))
          .as(target)
          // a path of this server, or the page beside
          .matches("/api/accounts/.*|\\.\\./(accept|docs)(\\?.*)?");
      assertThat(answer.header("refresh")).as(target).isEmpty();
    }
  }

  /** Every write goes to the workspace that the caller has at that moment, whatever it names. */
  @Test
  void flaw08NoWriteReachesACompanyThroughUndocumentedInput() {
    RawResponse named =
        server.post(
            "ann-token",
            INVITATIONS + "?company_id=3&company=3",
            "{\"email\":\"ada@example.org\",\"auth_group\":3,\"company_id\":3,\"company\":{\"id\":3},"
                + "\"invited_by\":4}");
    assertThat(named.status()).isEqualTo(201);
    assertThat(
            fixture.count(
                "SELECT count(*) FROM invitation WHERE company_id = 1 AND invited_by = 1"))
        .isEqualTo(1);

    assertThat(switchTo("ann-token", 3)).isEqualTo(404);
    fixture.sql("UPDATE person SET active_membership_id = 5 WHERE id = 1");
    assertThat(server.get("ann-token", "/api/accounts/users/me/").text())
        .contains("Alpha One")
        .doesNotContain("Beta");
    assertThat(invite("ann-token", "bob@example.org").status()).isEqualTo(201);
    fixture.sql("UPDATE membership SET enabled = false WHERE person_id = 1");
    assertThat(invite("ann-token", "eve@example.org").status()).isEqualTo(403);
    assertThat(switchTo("ann-token", 1)).isEqualTo(404);

    assertThat(fixture.count("SELECT count(*) FROM invitation WHERE company_id <> 1")).isZero();
    assertThat(fixture.count("SELECT count(*) FROM invitation")).isEqualTo(2);
  }

  private int switchTo(String token, long company) {
    return server
        .post(token, "/api/accounts/workspaces/switch/", "{\"company_id\":" + company + "}")
        .status();
  }

  /** Mike has an account; an address that only looks like his opens another one. */
  @Test
  void flaw12AnAddressThatOnlyLooksTheSameIsAnotherPerson() {
    fixture.sql(
        "UPDATE person SET email = 'mike@beta.test', email_key = 'mike@beta.test' WHERE id = 4");
    for (String email :
        List.of("m\u0131ke@beta.test", "mi\u212ae@beta.test", "mike@b\u0435ta.test")) {
      UUID id = fixture.invite(email, EDITOR);
      assertThat(server.get("ann-token", INVITATIONS + id + "/").text())
          .as(email)
          .contains("\"is_existing_user\":false");
    }
    String lookAlike = fixture.secretFor("m\u0131ke@beta.test");
    assertThat(fixture.preview(lookAlike).text()).contains("\"names_needed\":true");
    assertThat(fixture.accept(lookAlike).status()).isEqualTo(200);
    assertThat(fixture.members("mike@beta.test")).isZero();
    assertThat(fixture.members("m\u0131ke@beta.test")).isEqualTo(1);

    fixture.invite("MIKE@BETA.TEST", EDITOR);
    assertThat(fixture.accept(fixture.secretFor("MIKE@BETA.TEST")).status()).isEqualTo(200);
    assertThat(
            fixture.count(
                "SELECT count(*) FROM membership WHERE enabled AND company_id = 1 AND person_id ="
                    + " 4"))
        .isEqualTo(1);
  }

  /** The person who is logged in elsewhere while the link is open does not become the member. */
  @Test
  void flaw12TheCredentialsOfAnotherPersonDoNotCount() {
    fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");

    RawResponse answer =
        server
            .raw()
            .send(
                "POST",
                "/accept",
                Map.of("Content-Type", "application/json", "Authorization", "Bearer ben-token"),
                ("{\"secret\":\"" + secret + "\",\"first_name\":\"A\",\"last_name\":\"L\"}")
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(fixture.members("ada@example.org")).isEqualTo(1);
    assertThat(fixture.members("ben@beta.test")).isZero();
  }
}
