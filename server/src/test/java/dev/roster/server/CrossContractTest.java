package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A change through one contract shows in the other, whole or not at all. */
class CrossContractTest {
  private static final String ALPHA = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String ALPHA_KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String ALPHA_TWO = "aaaaaaaa-2222-4000-8000-000000000002";
  private static final String BEN = "bbbbbbbb-3333-4000-8000-000000000004";

  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.withData("two-tenants");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void sql(String statement) {
    server.database().inTransaction(tx -> tx.handle().execute(statement));
  }

  private long count(String query) {
    return server.database().reading(tx -> tx.handle().createQuery(query).mapTo(Long.class).one());
  }

  @Test
  @Tag("promise:one-directory")
  void aMembershipShowsInBothContractsWithTheSameCommit() {
    String company = "/api/users/" + ALPHA + "/" + ALPHA_TWO;
    String detail = "/api/user/" + ALPHA + "/" + BEN;
    server.post("ann-token", "/api/accounts/workspaces/switch/", "{\"company_id\":2}");
    assertThat(server.get("ann-token", "/api/accounts/users/").text())
        .doesNotContain("ben@beta.test");
    assertThat(server.compleat(ALPHA_KEY, company).text()).doesNotContain("ben@beta.test");
    assertThat(server.compleat(ALPHA_KEY, detail).status()).isEqualTo(400);

    server
        .database()
        .inTransaction(tx -> {
          tx.handle()
              .execute(
                  "INSERT INTO membership (id, company_id, person_id, auth_group_id, enabled)"
                      + " VALUES (100, 2, 4, 3, true)");
          assertThat(server.get("ann-token", "/api/accounts/users/").text())
              .as("before the commit")
              .doesNotContain("ben@beta.test");
          return null;
        });

    assertThat(server.get("ann-token", "/api/accounts/users/").text()).contains("ben@beta.test");
    assertThat(server.compleat(ALPHA_KEY, company).text()).contains("ben@beta.test");
    assertThat(server.compleat(ALPHA_KEY, detail).text()).contains("\"Alpha Two\"");
    assertThat(server.get("ben-token", "/api/accounts/companies/").text()).contains("Alpha Two");
  }

  @Test
  @Tag("promise:disabled-membership")
  void aMembershipThatIsSwitchedOffGivesNoAccessByEitherContract() {
    sql("UPDATE membership SET enabled = false WHERE id = 5");

    assertThat(server.get("ben-token", "/api/accounts/users/").status()).isEqualTo(403);
    assertThat(server.get("ben-token", "/api/accounts/companies/").text()).contains("\"count\":0");
    assertThat(server.get("ben-token", "/api/accounts/users/me/").text())
        .contains("\"company\":null", "\"active_user_company_id\":null");
  }

  /** As an import from a CSV file may have stored it. */
  @Test
  @Tag("promise:email-of-a-response")
  void anAddressWithOtherLettersBeforeTheAtIsShownAsItIs() {
    sql("UPDATE person SET email = 'j\u00f6rg@example.org' WHERE id = 1");

    assertThat(server.get("ann-token", "/api/accounts/users/me/").text())
        .contains("\"email\":\"j\u00f6rg@example.org\"");
    assertThat(server.compleat(ALPHA_KEY, "/api/users/" + ALPHA + "/null").text())
        .contains("\"EmailAddress\":\"j\u00f6rg@example.org\"");
  }

  @Test
  void aSwitchIsSeenByTheNextRequest() {
    RawResponse before = server.get("both-token", "/api/accounts/users/me/");
    RawResponse switched =
        server.post("both-token", "/api/accounts/workspaces/switch/", "{\"company_id\":3}");
    RawResponse after = server.get("both-token", "/api/accounts/users/me/");

    assertThat(before.text()).contains("\"active_user_company_id\":2", "Alpha One");
    assertThat(switched.status()).isEqualTo(200);
    assertThat(after.text()).contains("\"active_user_company_id\":3", "Beta One");
    assertThat(server.get("both-token", "/api/accounts/users/").text()).contains("ben@beta.test");
  }

  @Test
  @Tag("promise:invite-with-mail")
  void anInvitationIsStoredTogetherWithItsMail() {
    RawResponse response =
        server.post(
            "ann-token",
            "/api/accounts/invitations/",
            "{\"email\":\"New@Example.org\",\"auth_group\":2}");

    assertThat(response.status()).isEqualTo(201);
    assertThat(
            count(
                "SELECT count(*) FROM invitation i JOIN outbox o ON o.invitation_id = i.id"
                    + " WHERE i.email = 'New@Example.org' AND i.email_key = 'new@example.org'"
                    + " AND i.invited_by = 1 AND o.state = 'waiting'"
                    + " AND i.expires_at = i.created_at + interval '7 days'"))
        .isEqualTo(1);
  }

  @Test
  @Tag("promise:invite-with-mail")
  void anInvitationWhoseMailCannotBeStoredIsNotStoredEither() {
    sql("ALTER TABLE outbox ADD CONSTRAINT broken CHECK (false) NOT VALID");

    RawResponse response =
        server.post(
            "ann-token",
            "/api/accounts/invitations/",
            "{\"email\":\"new@example.org\",\"auth_group\":2}");

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.text()).isEqualTo("{\"detail\":\"A server error occurred.\"}");
    assertThat(count("SELECT count(*) FROM invitation")).isZero();
  }

  @Test
  @Tag("promise:server-error")
  @Tag("promise:compleat-server-error")
  void whatTheServerCannotDoIsAnErrorOfEachContract() {
    sql("ALTER TABLE person RENAME COLUMN job_title TO other");

    RawResponse coolset = server.get("ann-token", "/api/accounts/users/");
    RawResponse compleat = server.compleat(ALPHA_KEY, "/api/users/" + ALPHA + "/null");

    assertThat(coolset.status()).isEqualTo(500);
    assertThat(coolset.text()).isEqualTo("{\"detail\":\"A server error occurred.\"}");
    assertThat(compleat.status()).isEqualTo(500);
    assertThat(compleat.text())
        .startsWith("{\"Message\":\"An error has occurred.\",\"MetaData\":{\"Version\":1,");
  }

  @Test
  void ofManyInvitationsOfOneAddressAtOnceOneIsStored() throws Exception {
    int callers = 16;
    CountDownLatch ready = new CountDownLatch(callers);
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        String email = i % 2 == 0 ? "race@example.org" : "RACE@example.org";
        answers.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return server
                  .post(
                      "ann-token",
                      "/api/accounts/invitations/",
                      "{\"email\":\"" + email + "\",\"auth_group\":4}")
                  .status();
            }));
      }
    }

    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      statuses.add(answer.get());
    }
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 400).hasSize(callers - 1);
    assertThat(count("SELECT count(*) FROM invitation")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(1);
  }

  @Test
  void anInvitationThatRanOutMakesRoomForANewOne() {
    String body = "{\"email\":\"late@example.org\",\"auth_group\":4}";
    String first = server.post("ann-token", "/api/accounts/invitations/", body).text();
    sql("UPDATE invitation SET expires_at = now() - interval '1 second'");
    String id = first.substring("{\"id\":\"".length(), "{\"id\":\"".length() + 36);

    assertThat(server.get("ann-token", "/api/accounts/invitations/" + id + "/").text())
        .contains("\"is_active\":\"false\"");
    assertThat(server.post("ann-token", "/api/accounts/invitations/", body).status())
        .isEqualTo(201);
    assertThat(server.post("ann-token", "/api/accounts/invitations/", body).status())
        .isEqualTo(400);
  }

  @Test
  void secretsAreStoredAsHashesOnly() {
    assertThat(
            count(
                "SELECT count(*) FROM api_token t WHERE t::text LIKE '%ann-token%'"
                    + " OR encode(token_hash, 'escape') LIKE '%ann-token%'"))
        .isZero();
    assertThat(count("SELECT count(*) FROM api_token WHERE octet_length(token_hash) = 32"))
        .isEqualTo(4);
    assertThat(count("SELECT count(*) FROM tenant_key WHERE octet_length(key_hash) = 32"))
        .isEqualTo(2);
  }
}
