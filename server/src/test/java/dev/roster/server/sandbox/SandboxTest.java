package dev.roster.server.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.http.Routes;
import dev.roster.server.sandbox.state.States;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SandboxTest {
  private static final String COMPANIES = "/api/accounts/companies/";
  private static final String USERS = "/api/accounts/users/";

  private static DatabaseUrl database;
  private static Sandbox sandbox;
  private static SandboxClient calls;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    sandbox = Sandbox.startOn(database, "127.0.0.1", 0);
    calls = new SandboxClient(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static JsonNode tenant() {
    return calls.call(201, "POST", "/tenants", "{\"name\": \"Mine\"}");
  }

  private static String token(JsonNode tenant, String role) {
    return tenant.at("/members/" + role + "/token").asText();
  }

  @Test
  void aNameThatAnImportRefusesIsTheCallersMistake() {
    JsonNode refused = calls.call(400, "POST", "/tenants", "{\"name\": \"a\u200bb\"}");

    assertThat(refused.get("detail").asText()).startsWith("name holds the invisible character");
  }

  @Test
  void theDocumentDescribesEveryCallAndNoOther() {
    Map<String, Set<String>> documented = new TreeMap<>();
    new OpenAPIV3Parser()
        .read("dev/roster/server/sandbox/sandbox-openapi.yaml")
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) ->
                    documented
                        .computeIfAbsent(
                            method + " " + path.replaceFirst("/$", ""), p -> new TreeSet<>())
                        .add(operation.getOperationId() + " " + operation.getSummary())));
    JsonNode overview = calls.call(200, "GET", "/", null);
    Set<String> ids = new TreeSet<>(Routes.of(false, ControlApi.class).operationIds());

    assertThat(overview.get("calls")).hasSizeGreaterThan(15);
    assertThat(overview.get("calls").findValuesAsText("call"))
        .containsExactlyInAnyOrderElementsOf(documented.keySet());
    assertThat(documented.values().stream().flatMap(Set::stream).map(all -> all.split(" ")[0]))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(calls.send("GET", "/openapi", null).text()).startsWith("# The calls of");
  }

  @Test
  void aTenantHasATokenForEachRoleAndAKey() {
    JsonNode tenant = tenant();

    for (String role : List.of("OWNER", "ADMIN", "EDITOR", "VIEWER")) {
      RawResponse me = calls.coolset(token(tenant, role), "/api/accounts/users/me/");
      assertThat(me.text()).contains("\"name\":\"" + role + "\"");
      assertThat(me.text()).contains(tenant.at("/members/" + role + "/email").asText());
    }
    RawResponse users =
        calls.compleat(
            tenant.get("key").asText(),
            "/api/users/%s/%s"
                .formatted(tenant.get("id").asText(), tenant.get("company_uid").asText()));
    assertThat(users.status()).isEqualTo(200);
    assertThat(users.text()).contains(tenant.at("/members/VIEWER/uid").asText());
    assertThat(calls.call(200, "GET", "/tenants/" + tenant.get("id").asText(), null))
        .isEqualTo(tenant);
    assertThat(calls.call(200, "GET", "/tenants", null).get("tenants")).contains(tenant);
  }

  @Test
  void tenantsDoNotSeeEachOther() {
    JsonNode mine = tenant();
    JsonNode yours = tenant();

    assertThat(calls.coolset(token(mine, "OWNER"), COMPANIES).text())
        .contains("\"id\":" + mine.get("company_id"))
        .doesNotContain("\"id\":" + yours.get("company_id"));
    assertThat(
            calls
                .compleat(
                    mine.get("key").asText(), "/api/users/" + yours.get("id").asText() + "/null")
                .status())
        .isEqualTo(401);
  }

  @Test
  void resettingATenantBringsBackWhatWasThereAndLeavesOthersAlone() {
    JsonNode mine = tenant();
    JsonNode yours = tenant();
    String id = mine.get("id").asText();
    String before = calls.coolset(token(mine, "OWNER"), USERS).text();
    String invited = UUID.randomUUID() + "@new.example";
    assertThat(calls.invite(token(mine, "OWNER"), invited).status()).isEqualTo(201);
    assertThat(calls.invite(token(mine, "OWNER"), invited).status()).isEqualTo(400);
    assertThat(calls.invite(token(yours, "OWNER"), invited).status()).isEqualTo(201);
    String state = "{\"state\": \"a tenant with users\", \"tenant\": \"%s\"}".formatted(id);
    JsonNode set = calls.call(201, "POST", "/states", state).get("values");

    JsonNode again = calls.call(200, "POST", "/tenants/" + id + "/reset", null);

    assertThat(again).isEqualTo(mine);
    assertThat(calls.coolset(token(mine, "OWNER"), USERS).text()).isEqualTo(before);
    assertThat(calls.invite(token(mine, "OWNER"), invited).status()).isEqualTo(201);
    assertThat(calls.invite(token(yours, "OWNER"), invited).status()).isEqualTo(400);
    assertThat(
            calls
                .compleat(
                    set.get("key").asText(),
                    "/api/users/" + set.get("tenant_id").asText() + "/null")
                .status())
        .as("the state went with the tenant")
        .isEqualTo(401);
  }

  private static JsonNode set(String state) {
    return calls.call(201, "POST", "/states", "{\"state\": \"" + state + "\"}").get("values");
  }

  @Test
  void anInvitationIsAcceptedOnce() {
    JsonNode values = set("a pending invitation");
    String accept = "/invitations/" + values.get("invitation_id").asText() + "/accept";

    assertThat(calls.call(400, "POST", accept, "{\"last_name\": \" \"}").get("detail").asText())
        .contains("must not be empty");

    JsonNode accepted = calls.call(200, "POST", accept, "{\"first_name\": \"Alan\"}");

    assertThat(accepted.get("company").asText()).isEqualTo("Green Grocers");
    assertThat(accepted.get("role").asText()).isEqualTo("EDITOR");
    assertThat(calls.coolset(values.get("token").asText(), USERS).text())
        .contains("\"first_name\":\"Alan\",\"last_name\":\"Member\"")
        .contains(values.get("invited_email").asText());
    calls.call(409, "POST", accept, null);
    calls.call(404, "POST", accept.replace("/accept", "/revoke"), null);
  }

  @Test
  void aRevokedInvitationCannotBeAccepted() {
    JsonNode values = set("a pending invitation");
    String invitation = "/invitations/" + values.get("invitation_id").asText();

    calls.call(204, "POST", invitation + "/revoke", null);

    calls.call(409, "POST", invitation + "/accept", null);
    calls.call(404, "POST", invitation + "/revoke", null);
    calls.call(404, "POST", "/invitations/" + UUID.randomUUID() + "/accept", null);
    calls.call(404, "POST", "/invitations/" + UUID.randomUUID() + "/revoke", null);
  }

  @Test
  void aRevokedCredentialIsGoodForNothingAndTheOtherOneStays() {
    JsonNode values = set("a company in both contracts");
    String tenant = "/api/users/" + values.get("tenant_id").asText() + "/null";

    for (String name : List.of("token", "key")) {
      String body = "{\"%s\": \"%s\"}".formatted(name, values.get(name).asText());
      calls.call(204, "POST", "/credentials/revoke", body);
    }

    assertThat(calls.coolset(values.get("token").asText(), USERS).status()).isEqualTo(401);
    assertThat(calls.coolset(values.get("other_token").asText(), USERS).status()).isEqualTo(200);
    assertThat(calls.compleat(values.get("key").asText(), tenant).status()).isEqualTo(401);
    assertThat(calls.compleat(values.get("other_key").asText(), tenant).status()).isEqualTo(200);
    calls.call(404, "POST", "/credentials/revoke", "{\"token\": \"nobody-has-this\"}");
    calls.call(404, "POST", "/credentials/revoke", "{\"key\": \"" + UUID.randomUUID() + "\"}");
  }

  @Test
  void aDeletedTenantLeavesNoRowBehind() {
    List<Long> before = rows();
    JsonNode tenant = tenant();
    calls.invite(token(tenant, "OWNER"), UUID.randomUUID() + "@new.example");
    for (String state : States.names()) {
      if (!state.equals("a caller who may not view users")) {
        String body =
            "{\"state\": \"%s\", \"tenant\": \"%s\"}".formatted(state, tenant.get("id").asText());
        calls.call(201, "POST", "/states", body);
      }
    }
    assertThat(rows()).isNotEqualTo(before);

    calls.call(204, "DELETE", "/tenants/" + tenant.get("id").asText(), null);

    assertThat(rows()).isEqualTo(before);
    assertThat(calls.coolset(token(tenant, "OWNER"), COMPANIES).status()).isEqualTo(401);
    calls.call(404, "GET", "/tenants/" + tenant.get("id").asText(), null);
  }

  /** The number of rows of each table that belongs to tenants. */
  private static List<Long> rows() {
    try (Database open = Database.openForTransfer(database)) {
      return open.reading(tx ->
          List.of(
                  "tenant",
                  "tenant_key",
                  "company",
                  "person",
                  "membership",
                  "api_token",
                  "invitation",
                  "outbox")
              .stream()
              .map(table ->
                  tx.handle().createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one())
              .toList());
    }
  }

  static List<String> states() {
    return States.names();
  }

  @ParameterizedTest
  @MethodSource("states")
  void everyStateIsListedAndCanBeSet(String state) {
    assertThat(calls.call(200, "GET", "/states", null).get("states"))
        .anyMatch(name -> name.asText().equals(state));
    JsonNode set = calls.call(201, "POST", "/states", "{\"state\": \"" + state + "\"}");
    assertThat(set.get("values").has("token") || set.get("values").has("key")).isTrue();
  }

  @Test
  void aStateTakesParameters() {
    JsonNode set =
        calls.call(
            201,
            "POST",
            "/states",
            "{\"state\": \"a caller\", \"parameters\": {\"role\": \"VIEWER\"}}");

    assertThat(calls.coolset(set.at("/values/token").asText(), "/api/accounts/users/me/").text())
        .contains("\"name\":\"VIEWER\"");
  }

  @Test
  void aVerifierOfPactSetsStatesInItsOwnWords() {
    JsonNode values =
        calls.call(
            200,
            "POST",
            "/pact-states",
            "{\"consumer\": \"shop\", \"state\": \"a caller\", \"params\": {\"role\": \"ADMIN\"},"
                + " \"action\": \"setup\"}");

    assertThat(calls.coolset(values.get("token").asText(), "/api/accounts/users/me/").text())
        .contains("\"name\":\"ADMIN\"");
    assertThat(
            calls.call(
                200, "POST", "/pact-states", "{\"state\": \"a caller\", \"action\": \"teardown\"}"))
        .isEmpty();
    calls.call(400, "POST", "/pact-states", "{\"state\": \"a caler\", \"action\": \"setup\"}");
    assertThat(calls.call(200, "POST", "/pact-states", "{\"state\": \"\"}"))
        .as("an interaction without a state")
        .isEmpty();
  }

  /** Some verifiers can be told to send it so, and the test would go on in no state. */
  @Test
  void aStateOfPactInTheQueryIsRefused() {
    for (String body : new String[] {"", "{}", "{\"action\": \"setup\"}"}) {
      String path = "/pact-states?state=a%20caller&action=setup";
      assertThat(calls.call(400, "POST", path, body).get("detail").asText())
          .contains("as JSON in the body", "a state in the query is not read");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /states        | {"state": "a pending invitatoin"}          | Did you mean "a pending invitation"
          /states        | {"state": "a caller", "tenannt": "x"}      | Unknown members: tenannt
          /states        | {"state": 7}                               | state must be a text
          /states        | {}                                         | state is missing
          /states        | {"state": "a caller", "parameters": {"role": "KING"}} | OWNER
          /states        | {"state": "a caller", "tenant": "x"}       | Not the id of a tenant
          /states        | {"state": "a caller", "tenant": "00000000-0000-0000-0000-000000000000"} | made no tenant
          /states        | [1]                                        | must be a JSON object
          /states        | {"state"                                   | not JSON
          /clock/advance | {"by": "tomorrow"}                         | PT36H
          /clock/advance | {"by": "-PT1H"}                            | positive
          /clock/advance | {}                                         | by is missing
          /clock/freeze  | {"at": "tomorrow"}                         | 2026-11-21T09:30:00Z
          /clock/freeze  | {"at": "9999-01-01T00:00:00Z"}             | between
          /faults        | {"kind": "to-many-requests"}               | Did you mean "too-many-requests"
          /faults        | {"kind": "unavailable", "operation_id": "accounts_company_list"} | "accounts_companies_list"
          /faults        | {"kind": "unavailable", "count": 0}        | count
          /faults        | {"kind": "unavailable", "count": "one"}    | whole number
          /faults        | {"kind": "unavailable", "retry_after": "PT0S"} | retry_after
          /faults        | {"kind": "unavailable", "operation_id": "\\u0000"} | operation_id
          /credentials/revoke | {}                                    | either token or key
          /credentials/revoke | {"token": "a", "key": "00000000-0000-0000-0000-000000000000"} | either token or key
          /credentials/revoke | {"key": "a"}                          | Not a tenant key
          /invitations/x/accept | {}                                  | Not the id of an invitation
          /invitations/00000000-0000-0000-0000-000000000000/accept | {"name": "x"} | Unknown members: name
          /tenants       | {"name": "a\\u0000b"}                      | name must not hold
          /tenants       | {"name": "\\ud83d"}                        | name must not hold
          /states        | {"state": "a caller\\u0000"}               | state must not hold
          /states        | {"state": "a caller", "parameters": {"role": "\\u0000"}} | parameters must not hold
          /states        | {"state": "a caller", "parameters": {"\\u0000": "x"}} | parameters must not hold
          /faults        | {"kind": "slow-body", "duration": "PT6M"}  | five minutes
          /faults        | {"kind": "unavailable", "tenant": "00000000-0000-0000-0000-000000000000"} | made no tenant
          """)
  void whatIsWrongIsToldInWords(String path, String body, String said) {
    assertThat(calls.call(400, "POST", path, body).get("detail").asText()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "/journal?operation_id=accounts_company_list, Did you mean \"accounts_companies_list\"",
    "/journal?operationId=accounts_companies_list, Unknown parameters: operationId.",
    "/faults?tenannt=x, Unknown parameters: tenannt.",
  })
  void aQueryThatCannotBeMeantIsToldInWords(String path, String said) {
    assertThat(calls.call(400, "GET", path, null).get("detail").asText()).contains(said);
  }

  @Test
  void anUnknownCallAndAWrongMethodAreTold() {
    assertThat(calls.send("GET", "/nothing", null).status()).isEqualTo(404);
    assertThat(calls.call(405, "DELETE", "/states", null).get("detail").asText())
        .isEqualTo("Try GET or POST.");
    calls.call(404, "DELETE", "/faults/4711", null);
    calls.call(404, "DELETE", "/faults/x", null);
  }

  @Test
  void aPageOfAnotherSiteReachesNothing() {
    assertThat(
            calls
                .raw()
                .send("GET", "/__sandbox/tenants", Map.of("Host", "evil.example"), null)
                .status())
        .isEqualTo(403);
    String here = sandbox.baseUri().getAuthority();
    for (List<String> hosts :
        List.of(List.of(here, "evil.example"), List.of("evil.example", here))) {
      String request =
          "GET http://%s/__sandbox/tenants HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(hosts.getFirst(), hosts.getLast());
      assertThat(calls.raw().exchange(request.getBytes(StandardCharsets.US_ASCII), false).status())
          .as(request)
          .isEqualTo(403);
    }
    assertThat(
            calls
                .raw()
                .send(
                    "POST",
                    "/__sandbox/tenants",
                    Map.of("Host", sandbox.baseUri().getAuthority(), "Content-Type", "text/plain"),
                    "{}".getBytes())
                .status())
        .isEqualTo(415);
  }

  @Test
  void aPageOfAnotherSiteCannotMakeABrowserChangeAnything() {
    String host = sandbox.baseUri().getAuthority();
    for (String page :
        new String[] {"https://evil.example", "http://localhost.evil.example", "null"}) {
      assertThat(post(host, page)).as(page).isEqualTo(403);
    }
    for (String page : new String[] {"http://localhost:3000", "http://" + host}) {
      assertThat(post(host, page)).as(page).isEqualTo(201);
    }
  }

  /** The request of a browser for a form without fields. */
  private static int post(String host, String page) {
    return calls
        .raw()
        .send("POST", "/__sandbox/tenants", Map.of("Host", host, "Origin", page), null)
        .status();
  }
}
