package dev.roster.server.compleat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Compleat door over HTTP, on two tenants that share one person. */
class CompleatDoorTest {
  private static final String ALPHA = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String ALPHA_KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String BETA = "bbbbbbbb-0000-4000-8000-000000000002";
  private static final String BETA_KEY = "bbbbbbbb-1111-4000-8000-000000000002";
  private static final String ALPHA_ONE = "aaaaaaaa-2222-4000-8000-000000000001";
  private static final String ALPHA_TWO = "aaaaaaaa-2222-4000-8000-000000000002";
  private static final String BETA_ONE = "bbbbbbbb-2222-4000-8000-000000000003";
  private static final String ANN = "aaaaaaaa-3333-4000-8000-000000000001";
  private static final String BO = "cccccccc-3333-4000-8000-000000000002";
  private static final String BEN = "bbbbbbbb-3333-4000-8000-000000000004";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.withData("two-tenants");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theListShowsEveryUserOfTheTenant() {
    RawResponse response = server.compleat(ALPHA_KEY, "/api/users/" + ALPHA + "/null");

    assertThat(response.status()).isEqualTo(200);
    assertJson(
        response,
        """
        {"Count": 3, "Users": [
          {"Id": "aaaaaaaa-3333-4000-8000-000000000001", "FirstName": "Ann", "LastName": "Alpha",
           "EmailAddress": "ann@alpha.test", "Role": "Finance Director", "Status": "ACTIVE", "Active": true},
          {"Id": "cccccccc-3333-4000-8000-000000000002", "FirstName": "Bo", "LastName": "Both",
           "EmailAddress": "both@both.test", "Role": null, "Status": "PWDRESET", "Active": true},
          {"Id": "aaaaaaaa-3333-4000-8000-000000000003", "FirstName": "Otto", "LastName": "Off",
           "EmailAddress": "off@alpha.test", "Role": "Operator", "Status": "SUSPENDED", "Active": true}]}
        """);
  }

  @Test
  void everyResponseHasItsTimeWithSevenDigits() {
    RawResponse list = server.compleat(ALPHA_KEY, "/api/users/" + ALPHA + "/null");
    RawResponse refusal = server.compleat(ALPHA_KEY, "/api/user/" + ALPHA + "/x");

    assertThat(list.text())
        .containsPattern(
            "\"MetaData\":\\{\"Version\":1,\"DateCreated\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z\"}");
    assertThat(refusal.text()).containsPattern("\"DateCreated\":\"[^\"]*\\.\\d{7}Z\"");
  }

  @ParameterizedTest
  @CsvSource({
    ALPHA_KEY + "," + ALPHA + "," + ALPHA_ONE + ",Ann Bo",
    ALPHA_KEY + "," + ALPHA + "," + ALPHA_TWO + ",Ann",
    BETA_KEY + "," + BETA + "," + BETA_ONE + ",Bo Ben",
    BETA_KEY + "," + BETA + ",NULL,Bo Ben",
    BETA_KEY + "," + BETA + ",Null,Bo Ben",
  })
  @Tag("promise:compleat-no-company")
  void aCompanyShowsOnlyWhoHasAccessSwitchedOn(
      String key, String tenant, String company, String names) {
    RawResponse response = server.compleat(key, "/api/users/" + tenant + "/" + company);

    assertThat(json(response).findValuesAsText("FirstName")).containsExactly(names.split(" "));
    assertThat(json(response).path("Count").asInt()).isEqualTo(names.split(" ").length);
  }

  @Test
  void theDetailShowsNomineeLanguageAndTheTenantsCompanies() {
    assertJson(
        server.compleat(ALPHA_KEY, "/api/user/" + ALPHA + "/" + ANN),
        """
        {"Id": "aaaaaaaa-3333-4000-8000-000000000001", "FirstName": "Ann", "LastName": "Alpha",
         "Email": "ann@alpha.test", "Role": "Finance Director",
         "Nominee": {"Id": "cccccccc-3333-4000-8000-000000000002", "Name": "Bo Both",
                     "StartDate": "2026-08-01T00:00:00.0000000Z", "EndDate": null},
         "Language": {"Code": "en-GB", "Name": "English (United Kingdom)"}, "Status": "ACTIVE",
         "TenantId": "aaaaaaaa-0000-4000-8000-000000000001",
         "Companies": [{"Id": "aaaaaaaa-2222-4000-8000-000000000001", "Name": "Alpha One"},
                       {"Id": "aaaaaaaa-2222-4000-8000-000000000002", "Name": "Alpha Two"}]}
        """);
  }

  /** Stored before there was a rule about languages. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nl_NL | {\"Code\":\"nl-NL\",\"Name\":\"Dutch (Netherlands)\"}",
        "nld | {\"Code\":\"nl\",\"Name\":\"Dutch\"}",
        "'' | null",
        "und | null",
        "x-private | null",
        "'Dutch, please' | null"
      })
  @Tag("promise:compleat-language")
  void anOddLanguageNeverHasAnEmptyName(String stored, String shown) {
    try (TestServer own = TestServer.withData("two-tenants")) {
      own.database()
          .inTransaction(tx -> tx.handle().execute("UPDATE person SET language = ?", stored));

      assertThat(own.compleat(ALPHA_KEY, "/api/user/" + ALPHA + "/" + ANN).text())
          .contains("\"Language\":" + shown + ",");
    }
  }

  /** The nominee of the shared person is a user of the other tenant only. */
  @Test
  @Tag("promise:compleat-nominee")
  @Tag("promise:compleat-uuid-of-a-person")
  void aPersonInTwoTenantsIsShownWithEachTenantsOwn() {
    JsonNode inAlpha = json(server.compleat(ALPHA_KEY, "/api/user/" + ALPHA + "/" + BO));
    JsonNode inBeta = json(server.compleat(BETA_KEY, "/api/user/" + BETA + "/" + BO));

    assertThat(inAlpha.path("Companies").findValuesAsText("Name")).containsExactly("Alpha One");
    assertThat(inAlpha.path("Nominee").isNull()).isTrue();
    assertThat(inAlpha.path("TenantId").asText()).isEqualTo(ALPHA);
    assertThat(inBeta.path("Companies").findValuesAsText("Name")).containsExactly("Beta One");
    assertThat(inBeta.path("Nominee").path("Name").asText()).isEqualTo("Ben Beta");
    assertThat(inBeta.path("Nominee").path("EndDate").asText())
        .isEqualTo("2026-08-15T12:00:00.5000000Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BETA_ONE,
        "99999999-2222-4000-8000-000000000009",
        "nonsense",
        "nulll",
        "%01",
        "8d4bb9754eadee42fdea064ebf448e493c1e",
        "{" + ALPHA_ONE + "}"
      })
  @Tag("promise:compleat-unknown-company")
  void aCompanyThatIsNotTheTenantsIsUnknown(String company) {
    RawResponse response = server.compleat(ALPHA_KEY, "/api/users/" + ALPHA + "/" + company);

    assertThat(response.status()).isEqualTo(400);
    assertJson(response, "{\"ErrorCode\": 2, \"Message\": \"Unknown company\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BEN,
        "dddddddd-3333-4000-8000-000000000005",
        "99999999-3333-4000-8000-000000000009",
        "nonsense",
        "null",
        "%F0%9F%98%80"
      })
  @Tag("promise:compleat-unknown-user")
  @Tag("promise:compleat-users")
  void aUserThatIsNotTheTenantsIsUnknown(String user) {
    RawResponse response = server.compleat(ALPHA_KEY, "/api/user/" + ALPHA + "/" + user);

    assertThat(response.status()).isEqualTo(400);
    assertJson(response, "{\"ErrorCode\": 3, \"Message\": \"Unknown user\"}");
  }

  @ParameterizedTest
  @CsvSource({
    ALPHA_KEY + "," + BETA,
    BETA_KEY + "," + ALPHA,
    ALPHA_KEY + ",99999999-0000-4000-8000-000000000009",
    ALPHA_KEY + ",nonsense",
    "99999999-1111-4000-8000-000000000009," + ALPHA,
    "nonsense," + ALPHA,
    ALPHA + "," + ALPHA
  })
  @Tag("promise:compleat-key")
  void aKeyOpensItsOwnTenantOnly(String key, String tenant) {
    for (String target :
        new String[] {"/api/users/" + tenant + "/null", "/api/user/" + tenant + "/x"}) {
      RawResponse response = server.compleat(key, target);

      assertThat(response.status()).isEqualTo(401);
      assertJson(response, "{\"Message\": \"Authorization has been denied for this request.\"}");
    }
  }

  @Test
  void withoutAKeyNothingElseIsChecked() {
    RawResponse response = server.send("GET", "/api/users/" + ALPHA + "/nonsense", Map.of(), null);

    assertThat(response.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "1.0", "x", "-1", "01", "1,1"})
  @Tag("promise:compleat-version")
  void anotherVersionIsRefusedBeforeTheIdsAreLookedAt(String version) {
    RawResponse response =
        server.send(
            "GET",
            "/api/user/" + ALPHA + "/nonsense",
            Map.of("x-api-compleat-key", ALPHA_KEY, "x-api-version", version),
            null);

    assertThat(response.status()).isEqualTo(400);
    assertThat(json(response).has("ErrorCode")).isFalse();
    assertThat(json(response).path("Message").asText()).contains("not supported");
  }

  @Test
  void aMissingVersionIsRefused() {
    RawResponse response =
        server.send(
            "GET", "/api/users/" + ALPHA + "/null", Map.of("x-api-compleat-key", ALPHA_KEY), null);

    assertThat(response.status()).isEqualTo(400);
    assertThat(json(response).path("Message").asText())
        .isEqualTo("An API version is required, but was not specified.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/API/USERS/AAAAAAAA-0000-4000-8000-000000000001/AAAAAAAA-2222-4000-8000-000000000002",
        "//api/users/" + ALPHA + "/" + ALPHA_TWO,
        "/api/users/" + ALPHA + "/" + ALPHA_TWO + "/",
        "/api/users/" + ALPHA + "/" + ALPHA_TWO + "?x=1"
      })
  @Tag("promise:compleat-path")
  @Tag("promise:compleat-case")
  void wordsAndIdsMatchInAnyCase(String target) {
    RawResponse response =
        server.send(
            "GET",
            target,
            Map.of(
                "X-Api-Compleat-Key",
                "AAAAAAAA-1111-4000-8000-000000000001",
                "x-api-version",
                " 1 "),
            null);

    assertThat(response.status()).as(response.text()).isEqualTo(200);
    assertThat(json(response).findValuesAsText("FirstName")).containsExactly("Ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void anotherMethodIsRefusedWithAnErrorOfTheContract(String method) {
    RawResponse response =
        server.send(
            method,
            "/api/users/" + ALPHA + "/null",
            Map.of("x-api-compleat-key", ALPHA_KEY, "x-api-version", "1"),
            null);

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("allow")).hasValue("GET, HEAD");
    assertThat(json(response).path("Message").asText())
        .isEqualTo("The requested resource does not support http method '" + method + "'.");
  }

  @Test
  void headRespondsLikeGetWithoutABody() {
    RawResponse response =
        server.send(
            "HEAD",
            "/api/users/" + ALPHA + "/null",
            Map.of("x-api-compleat-key", ALPHA_KEY, "x-api-version", "1"),
            null);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("content-type")).hasValue("application/json");
  }

  @Test
  void anUnknownPathBelowTheApiIsExplained() {
    RawResponse response = server.send("GET", "/api/users/" + ALPHA + "/null/more", Map.of(), null);

    assertThat(response.status()).isEqualTo(404);
    assertThat(json(response).path("Message").asText()).startsWith("No HTTP resource was found");
  }

  /** Compares without the metadata, which every answer must have. */
  private static void assertJson(RawResponse response, String expected) {
    ObjectNode actual = (ObjectNode) json(response);
    assertThat(actual.remove("MetaData")).isNotNull();
    assertThat(actual).isEqualTo(read(expected));
  }

  private static JsonNode json(RawResponse response) {
    return read(response.text());
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(json, malformed);
    }
  }
}
