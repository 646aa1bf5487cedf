package dev.roster.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Duplicates: of properties of a body and parameters of a query the last one counts, for every
 * check alike; credentials that come twice are refused.
 */
class ParameterPollutionTest {
  private static final String INVITE = "/api/accounts/invitations/";
  private static final String SWITCH = "/api/accounts/workspaces/switch/";
  private static final String ME = "/api/accounts/users/me/";
  private static final String USERS = "/api/users/aaaa0000-0000-4000-8000-00000000000a/null";
  private static final String KEY = "aaaa1111-0000-4000-8000-00000000000a";
  private static final String OTHER_KEY = "bbbb1111-0000-4000-8000-00000000000b";

  private TestServer server;

  @BeforeEach
  void start() {
    server =
        TestServer.withData(
            MatrixDirectory.FOLDER, new MovableClock(Instant.parse("2031-03-01T12:00:00Z")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long count(String where) {
    return server
        .database()
        .reading(
            tx -> tx.handle().createQuery("SELECT count(*) FROM " + where).mapTo(Long.class).one());
  }

  /** The role that is checked is the role that is stored. */
  @ParameterizedTest
  @CsvSource({"4, 2, 403", "2, 4, 201", "3, 1, 400", "1, 3, 201"})
  void theLastOfTwoGroupsIsCheckedAndStored(int first, int last, int status) {
    RawResponse response =
        server.post(
            "editor-token",
            INVITE,
            "{\"email\":\"two@invited.test\",\"auth_group\":%d,\"auth_group\":%d}"
                .formatted(first, last));

    assertThat(response.status()).isEqualTo(status);
    assertThat(count("invitation WHERE email_key = 'two@invited.test'"))
        .isEqualTo(status == 201 ? 1 : 0);
    assertThat(
            count("invitation WHERE email_key = 'two@invited.test' AND auth_group_id <> " + last))
        .isZero();
  }

  @Test
  void theLastOfTwoAddressesIsCheckedAndStored() {
    RawResponse member =
        server.post(
            "owner-token",
            INVITE,
            "{\"email\":\"new@invited.test\",\"auth_group\":3,\"email\":\"viewer@acorn.test\"}");
    RawResponse fresh =
        server.post(
            "owner-token",
            INVITE,
            "{\"email\":\"viewer@acorn.test\",\"\\u0065mail\":\"new@invited.test\",\"auth_group\":3}");

    assertThat(member.text())
        .isEqualTo("{\"email\":[\"This user is already a member of the workspace.\"]}");
    assertThat(fresh.status()).isEqualTo(201);
    assertThat(count("invitation WHERE email_key = 'new@invited.test'")).isEqualTo(1);
    assertThat(count("invitation WHERE email_key = 'viewer@acorn.test'")).isZero();
  }

  @Test
  void severalAddressesInOneAreRefused() {
    for (String email :
        List.of(
            "[\"a@invited.test\",\"b@invited.test\"]",
            "{\"a@invited.test\":\"b@invited.test\"}",
            "\"a@invited.test,b@invited.test\"",
            "\"a@invited.test;b@invited.test\"",
            "\"a@invited.test b@invited.test\"",
            "\"a@invited.test\\nBcc: b@invited.test\"",
            "\"a@invited.test\\r\\ncc:b@invited.test\"",
            "\"a@invited.test\\u0000b@invited.test\"",
            "\"A <a@invited.test>\"")) {
      RawResponse response =
          server.post("owner-token", INVITE, "{\"email\":" + email + ",\"auth_group\":3}");

      assertThat(response.status()).as(email).isEqualTo(400);
      assertThat(response.text()).as(email).contains("\"email\":[", "Enter a valid email address.");
    }
    assertThat(count("invitation WHERE email_key LIKE '%invited.test%'")).isZero();
  }

  @Test
  void theLastOfTwoCompaniesIsCheckedAndSwitchedTo() {
    assertThat(server.post("owner-token", SWITCH, "{\"company_id\":13,\"company_id\":21}").status())
        .isEqualTo(404);
    assertThat(count("person WHERE id = 101 AND active_membership_id = 1")).isEqualTo(1);
    assertThat(server.post("owner-token", SWITCH, "{\"company_id\":21,\"company_id\":13}").status())
        .isEqualTo(200);
    assertThat(count("person WHERE id = 101 AND active_membership_id = 7")).isEqualTo(1);
  }

  @Test
  void aBodyOfAQueryIsNoBody() {
    RawResponse response = server.post("owner-token", SWITCH + "?company_id=13", "{}");

    assertThat(response.text()).isEqualTo("{\"company_id\":[\"This field is required.\"]}");
  }

  @Test
  void theLastOfTwoParametersCounts() {
    String companies = "/api/accounts/companies/";

    assertThat(server.get("owner-token", companies + "?name=Acorn+Bakery&name=Azure+Mill").text())
        .contains("Azure Mill")
        .doesNotContain("Acorn Bakery");
    assertThat(server.get("owner-token", companies + "?type=active&type=none").status())
        .isEqualTo(400);
    assertThat(server.get("owner-token", companies + "?type=none&type=active").status())
        .isEqualTo(200);
    assertThat(server.get("owner-token", companies + "?limit=1&limit=2").text())
        .contains("Acorn Bakery", "Azure Mill");
    assertThat(server.get("owner-token", companies + "?name[]=Azure+Mill&name%5B0%5D=x").text())
        .contains("Acorn Bakery");
  }

  @ParameterizedTest
  @CsvSource({
    "owner-token, other-tenant-token",
    "other-tenant-token, owner-token",
    "owner-token, owner-token",
    "owner-token, nobody-has-it",
  })
  void twoTokensAreNobodys(String first, String last) {
    RawResponse response =
        get(ME, "Authorization: Bearer " + first + "\r\nAuthorization: Bearer " + last);

    assertThat(response.status()).isEqualTo(401);
    assertThat(new MatrixDirectory().wordsIn(response.text())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({KEY + "," + OTHER_KEY, OTHER_KEY + "," + KEY, KEY + "," + KEY})
  void twoKeysAreNobodys(String first, String last) {
    RawResponse response =
        get(
            USERS,
            "x-api-version: 1\r\nx-api-compleat-key: " + first + "\r\nX-Api-Compleat-Key: " + last);

    assertThat(response.status()).isEqualTo(401);
    assertThat(new MatrixDirectory().wordsIn(response.text())).isEmpty();
  }

  @Test
  void twoVersionsAreNoVersion() {
    RawResponse response =
        get(USERS, "x-api-compleat-key: " + KEY + "\r\nx-api-version: 1\r\nx-api-version: 1");

    assertThat(response.status()).isEqualTo(400);
  }

  /** A header only, in one request spelled by hand. */
  private RawResponse get(String target, String headers) {
    return server
        .raw()
        .exchange(
            ("GET "
                    + target
                    + " HTTP/1.1\r\nHost: roster.test\r\nConnection: close\r\n"
                    + headers
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1),
            false);
  }
}
