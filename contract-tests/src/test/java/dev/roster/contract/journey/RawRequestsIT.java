package dev.roster.contract.journey;

import static dev.roster.contract.journey.BareRequests.header;
import static dev.roster.contract.journey.BareRequests.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import dev.roster.openapi.Operation;
import java.math.BigInteger;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promises about requests that are no call of an operation: redirects, other methods, media types,
 * paths that are none, and headers of every response. Journeys cannot ask for these.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.SERVER_DOCUMENT)
class RawRequestsIT {
  private static final String COMPANIES = "/api/accounts/companies/";
  private static final String INVITATIONS = "/api/accounts/invitations/";
  private static final String ME = "/api/accounts/users/me/";
  private static final String QUERY = "?limit=1&name=%C3%A9&limit=2&x=a+b&=&y&format=xml";
  private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

  private final BareRequests requests = new BareRequests();
  private Map<String, Object> state;

  @BeforeAll
  void set() {
    state = SharedServer.roster().set("a company in both contracts");
  }

  @AfterAll
  void close() {
    requests.close();
  }

  /** Sends a request with the credentials of both contracts and, with a body, as JSON. */
  private HttpResponse<String> send(String method, String target, String body, String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    if (!headers.contains("Authorization")) {
      headers.addAll(List.of("Authorization", "Bearer " + state.get("token")));
    }
    if (!headers.contains("Content-Type") && !body.isEmpty()) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    headers.addAll(
        List.of("x-api-compleat-key", state.get("key").toString(), "x-api-version", "1"));
    return requests.send(method, target, body, headers.toArray(String[]::new));
  }

  private static String detail(HttpResponse<String> response) {
    assertThat(header(response, "content-type")).isEqualTo("application/json");
    return json(response).path("detail").asText();
  }

  private String users() {
    return "/api/users/" + state.get("tenant_id") + "/null";
  }

  private String user() {
    return "/api/user/" + state.get("tenant_id") + "/" + state.get("user_uid");
  }

  static Stream<Operation> operationsOfCoolset() {
    return RosterAlignment.CONFIG.document("coolset-accounts").operations().stream();
  }

  /** The target of an operation, with an id that is none. */
  private static String target(Operation operation) {
    return operation.path().replace("{id}", NOTHING);
  }

  @ParameterizedTest
  @MethodSource("operationsOfCoolset")
  @Tag("promise:slash")
  void aRequestWithoutTheSlashIsRedirectedWithItsQuery(Operation operation) {
    String target = target(operation);
    String without = target.substring(0, target.length() - 1);
    for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
      HttpResponse<String> plain = requests.send(method, without, "");
      HttpResponse<String> query =
          requests.send(method, without + QUERY, "", "Accept", "text/html");

      assertThat(plain.statusCode()).as(method).isEqualTo(301);
      assertThat(header(plain, "location")).isEqualTo(target);
      assertThat(query.statusCode()).as(method).isEqualTo(301);
      assertThat(header(query, "location")).isEqualTo(target + QUERY);
    }
  }

  @ParameterizedTest
  @MethodSource("operationsOfCoolset")
  @Tag("promise:head-and-options")
  void headIsGetWithoutABodyAndOptionsSayWhatIsThere(Operation operation) {
    String target = target(operation).replace(NOTHING, "NL");
    HttpResponse<String> get = send("GET", target, "");
    HttpResponse<String> head = send("HEAD", target, "");
    HttpResponse<String> options = send("OPTIONS", target, "");

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.body()).isEmpty();
    assertThat(ofContract(head.headers())).isEqualTo(ofContract(get.headers()));
    assertThat(options.statusCode()).isEqualTo(200);
    assertThat(json(options).fieldNames())
        .toIterable()
        .containsExactly("name", "description", "renders", "parses");
    assertThat(json(options).path("name").asText()).isNotEmpty();
    assertThat(json(options).path("renders").toString()).isEqualTo("[\"application/json\"]");
    assertThat(json(options).path("parses").toString()).isEqualTo("[\"application/json\"]");
  }

  /** The headers without those that differ between any two responses. */
  private static Map<String, List<String>> ofContract(HttpHeaders headers) {
    Map<String, List<String>> all = new TreeMap<>(headers.map());
    all.keySet()
        .removeAll(List.of("date", "x-request-id", "x-ratelimit-remaining", "content-length"));
    return all;
  }

  @Test
  @Tag("promise:head-and-options")
  void optionsHaveTheNameOfTheOperation() {
    assertThat(json(send("OPTIONS", COMPANIES, "")).path("name").asText())
        .isEqualTo("accounts_companies_list");
    assertThat(json(send("OPTIONS", INVITATIONS, "")).path("name").asText())
        .isEqualTo("accounts_invitations_create");
  }

  @ParameterizedTest
  @MethodSource("operationsOfCoolset")
  @Tag("promise:method-not-allowed")
  @Tag("promise:required-headers")
  void anotherMethodIsRefusedWithThoseThatThePathAnswers(Operation operation) {
    boolean changes = operation.method().equals("POST");
    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
      if (method.equals(operation.method())) {
        continue;
      }
      HttpResponse<String> refused = send(method, target(operation), "");

      assertThat(refused.statusCode()).as(method).isEqualTo(405);
      assertThat(detail(refused)).isEqualTo("Method \"" + method + "\" not allowed.");
      assertThat(header(refused, "allow"))
          .isEqualTo(changes ? "POST, OPTIONS" : "GET, HEAD, OPTIONS");
      assertThat(header(refused, "x-ratelimit-limit")).isEqualTo("1000000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  @Tag("promise:compleat-method-not-allowed")
  @Tag("promise:required-headers")
  @Tag("promise:compleat-metadata")
  void anotherMethodOfTheCompleatApiIsRefusedWithThoseThatThePathAnswers(String method) {
    for (String target : List.of(users(), user())) {
      HttpResponse<String> refused = send(method, target, "");

      assertThat(refused.statusCode()).isEqualTo(405);
      assertThat(header(refused, "allow")).isEqualTo("GET, HEAD");
      assertThat(json(refused).path("Message").asText())
          .isEqualTo("The requested resource does not support http method '" + method + "'.");
      assertThat(json(refused).path("MetaData").path("Version").asInt()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "*/*",
        "application/*",
        "application/json;q=0",
        "text/html, application/json;q=0.1",
        "text/html,*/*",
        "application/json; indent=4"
      })
  @Tag("promise:accept")
  void oneMediaRangeThatFitsJsonIsEnough(String accept) {
    HttpResponse<String> response = send("GET", ME, "", "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "text/*", "", "garbage", "application/xml,text/csv", ","})
  @Tag("promise:accept")
  void whatLeavesNoRoomForJsonIsRefused(String accept) {
    HttpResponse<String> refused = send("GET", ME, "", "Accept", accept);

    assertThat(refused.statusCode()).isEqualTo(406);
    assertThat(detail(refused)).isEqualTo("Could not satisfy the request Accept header.");
  }

  @Test
  @Tag("promise:compleat-accept")
  void theCompleatApiIgnoresAccept() {
    for (String accept : List.of("text/html", "application/xml;q=1", "", "garbage")) {
      HttpResponse<String> list = send("GET", users(), "", "Accept", accept);
      HttpResponse<String> detail = send("GET", user(), "", "Accept", accept);

      assertThat(list.statusCode()).as(accept).isEqualTo(200);
      assertThat(header(list, "content-type")).isEqualTo("application/json");
      assertThat(detail.statusCode()).as(accept).isEqualTo(200);
      assertThat(json(detail).path("Id").asText()).isEqualTo(state.get("user_uid").toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-www-form-urlencoded | company_id=1",
        "multipart/form-data; boundary=x | --x--",
        "text/plain | {\"company_id\": 1}",
        "application/xml | <company_id>1</company_id>"
      })
  @Tag("promise:json-only")
  @Tag("promise:unsupported-media-type")
  void aBodyThatIsNotJsonIsRefusedWithItsType(String type, String body) {
    HttpResponse<String> refused =
        send("POST", "/api/accounts/workspaces/switch/", body, "Content-Type", type);

    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(detail(refused)).isEqualTo("Unsupported media type \"" + type + "\" in request.");
  }

  @Test
  @Tag("promise:json-depth")
  void aBodyThatIsNestedTooDeeplyIsRefused() {
    String deepest = "{\"company_id\": 1, \"x\": " + "[".repeat(899) + "]".repeat(899) + "}";
    String tooDeep = "{\"company_id\": 1, \"x\": " + "[".repeat(900) + "]".repeat(900) + "}";
    String target = "/api/accounts/workspaces/switch/";

    assertThat(send("POST", target, deepest).statusCode()).isEqualTo(404);
    HttpResponse<String> refused = send("POST", target, tooDeep);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(detail(refused)).isEqualTo("JSON parse error - maximum recursion depth exceeded");
  }

  @Test
  @Tag("promise:json-charset")
  void aBodyInAnotherCharsetThatCannotBeReadIsRefusedWithItsName() {
    HttpResponse<String> refused =
        send(
            "POST",
            "/api/accounts/workspaces/switch/",
            "{\"company_id\": 1}",
            "Content-Type",
            "application/json; charset=utf-16");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(detail(refused))
        .isEqualTo("JSON parse error - 'utf-16' codec can't decode the body");
  }

  /** The framework strips what Python takes for a blank, which is more than ASCII has. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000,
        0x2003, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000
      })
  @Tag("promise:email-of-a-request")
  void everyBlankAroundAnAddressIsDropped(int blank) {
    String address = "blank-" + blank + "@example.org";
    String around = "\\u%04x".formatted(blank);
    HttpResponse<String> invited =
        send(
            "POST",
            "/api/accounts/invitations/",
            "{\"email\": \"" + around + address + around + around + "\", \"auth_group\": 3}");

    assertThat(invited.statusCode()).isEqualTo(201);
    assertThat(json(invited).path("email").asText()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x1b, 0x200b, 0x2060, 0xfeff})
  @Tag("promise:email-of-a-request")
  void whatIsNoBlankIsPartOfAnAddress(int letter) {
    String body = "{\"email\": \"\\u%04xada@example.org\", \"auth_group\": 3}".formatted(letter);

    assertThat(send("POST", "/api/accounts/invitations/", body).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"16384, 404", "16385, 413"})
  @Tag("promise:content-too-large")
  void aBodyHasAtMost16384Bytes(int size, int status) {
    String start = "{\"company_id\": 1, \"more\": \"";
    String body = start + "x".repeat(size - start.length() - 2) + "\"}";

    assertThat(send("POST", "/api/accounts/workspaces/switch/", body).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @MethodSource("operationsOfCoolset")
  @Tag("promise:json-only")
  void everyResponseIsJson(Operation operation) {
    for (String method : List.of("GET", "POST", "PUT", "OPTIONS")) {
      HttpResponse<String> response = send(method, target(operation), "");

      assertThat(header(response, "content-type")).as(method).isEqualTo("application/json");
      assertThat(json(response).isContainerNode()).isTrue();
    }
  }

  /** Each request has the fault of each check behind it, too. */
  @Test
  @Tag("promise:order-of-checks")
  void theFirstCheckInTheirOrderAnswers() {
    String unknown = "/api/accounts/nothing";
    String noSlash = "/api/accounts/invitations";
    String[] faults = {
      "Accept", "text/html", "Content-Type", "text/plain", "Idempotency-Key", "a b",
    };

    assertThat(requests.send("PUT", unknown + "?format=xml", "x", faults).statusCode())
        .isEqualTo(404);
    assertThat(requests.send("PUT", noSlash + "?format=xml", "x", faults).statusCode())
        .isEqualTo(301);
    assertThat(requests.send("PUT", INVITATIONS + "?format=xml", "x", faults).statusCode())
        .isEqualTo(404);
    assertThat(requests.send("PUT", INVITATIONS, "x", faults).statusCode()).isEqualTo(406);
    faults[1] = "application/json";
    assertThat(requests.send("PUT", INVITATIONS, "x", faults).statusCode()).isEqualTo(401);
    assertThat(send("PUT", INVITATIONS, "x", with(faults, "Authorization", viewer())).statusCode())
        .isEqualTo(403);
    assertThat(send("PUT", INVITATIONS, "x", faults).statusCode()).isEqualTo(405);
    assertThat(send("POST", INVITATIONS, "x", faults).statusCode()).isEqualTo(415);
    String large = "{\"more\": \"" + "x".repeat(20_000);
    faults[3] = "application/json";
    assertThat(send("POST", INVITATIONS, large, faults).statusCode()).isEqualTo(400);
    faults[5] = "k";
    assertThat(send("POST", INVITATIONS, large, faults).statusCode()).isEqualTo(413);
  }

  private static String[] with(String[] headers, String name, String value) {
    return Stream.concat(Stream.of(headers), Stream.of(name, value)).toArray(String[]::new);
  }

  private String viewer() {
    return "Bearer " + state.get("viewer_token");
  }

  @Test
  @Tag("promise:order-of-checks")
  void theRateLimitCountsBeforeTheMethodAndBehindThePath() {
    String token =
        "Bearer "
            + SharedServer.roster().set("a caller who has used up the rate limit").get("token");

    assertThat(send("PUT", ME, "x", "Authorization", token).statusCode()).isEqualTo(429);
    assertThat(send("POST", INVITATIONS, "x", "Authorization", token).statusCode()).isEqualTo(429);
    assertThat(send("GET", ME, "", "Authorization", token, "Accept", "text/html").statusCode())
        .isEqualTo(406);
    assertThat(send("GET", "/api/accounts/x/", "", "Authorization", token).statusCode())
        .isEqualTo(404);
  }

  @Test
  @Tag("promise:compleat-order-of-checks")
  void theFirstCheckOfTheCompleatApiAnswers() {
    Map<String, Object> spent =
        SharedServer.roster().set("a tenant that has used up the rate limit");
    String nothing = "/api/users/" + spent.get("tenant_id") + "/nothing";
    String[] key = {"x-api-compleat-key", spent.get("key").toString()};
    String[] own = {"x-api-compleat-key", state.get("key").toString()};
    String ofOwn = "/api/users/" + state.get("tenant_id") + "/nothing";

    assertThat(requests.send("PUT", nothing + "/more", "").statusCode()).isEqualTo(404);
    assertThat(requests.send("PUT", nothing, "").statusCode()).isEqualTo(401);
    assertThat(requests.send("PUT", nothing, "", own).statusCode()).isEqualTo(401);
    assertThat(requests.send("PUT", nothing, "", key).statusCode()).isEqualTo(429);
    assertThat(requests.send("PUT", ofOwn, "", own).statusCode()).isEqualTo(405);
    HttpResponse<String> version = requests.send("GET", ofOwn, "", own);
    assertThat(version.statusCode()).isEqualTo(400);
    assertThat(json(version).has("ErrorCode")).isFalse();
    assertThat(json(send("GET", ofOwn, "")).path("ErrorCode").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/accounts/nothing/, detail",
    "/api/accounts/, detail",
    "/api/, detail",
    "/api/other/, detail",
    "/api/users/x, Message",
    "/api/user/x/y/z, Message",
    "/nothing, title"
  })
  @Tag("promise:unknown-paths")
  void anUnknownPathIsRefusedInTheFormOfItsContract(String target, String member) {
    HttpResponse<String> refused = send("GET", target, "");

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(json(refused).path(member).asText()).isNotEmpty();
    switch (member) {
      case "detail" -> assertThat(detail(refused)).isEqualTo("Not found.");
      case "Message" -> {
        assertThat(json(refused).path("Message").asText())
            .isEqualTo("No HTTP resource was found that matches the request URI.");
        assertThat(json(refused).path("MetaData").path("Version").asInt()).isEqualTo(1);
      }
      default -> {
        assertThat(header(refused, "content-type")).isEqualTo("application/problem+json");
        assertThat(json(refused).path("status").asInt()).isEqualTo(404);
      }
    }
  }

  /** Schemes of frameworks that are close by; the token itself is a good one. */
  @ParameterizedTest
  @ValueSource(strings = {"Token", "JWT", "Basic", "Apikey", "Bearer:", "BearerToken", "OAuth"})
  @Tag("promise:bearer")
  void noOtherSchemeThanBearerIsTaken(String scheme) {
    HttpResponse<String> refused =
        send("GET", ME, "", "Authorization", scheme + " " + state.get("token"));

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(send("GET", ME, "", "Authorization", "bEARER " + state.get("token")).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/problem+json",
        "application/hal+json",
        "text/json",
        "application/jsonp",
        "application/x-json",
        "application/json-seq",
        "json/*"
      })
  @Tag("promise:json-only")
  void aTypeThatIsNearJsonIsNoJson(String type) {
    assertThat(send("GET", ME, "", "Accept", type).statusCode()).isEqualTo(406);
    if (!type.contains("*")) {
      String body = "{\"company_id\": " + state.get("company_id") + "}";
      assertThat(
              send("POST", "/api/accounts/workspaces/switch/", body, "Content-Type", type)
                  .statusCode())
          .isEqualTo(415);
    }
  }

  /** A number that is that of a company in its last bits only. */
  @ParameterizedTest
  @ValueSource(ints = {31, 32, 53, 63, 64, 65, 128})
  @Tag("promise:switch-unknown")
  void noDigitOfANumberIsLost(int bits) {
    BigInteger own = new BigInteger(state.get("company_id").toString());
    BigInteger beyond = own.add(BigInteger.ONE.shiftLeft(bits));
    for (BigInteger each : List.of(beyond, own.subtract(BigInteger.ONE.shiftLeft(bits)))) {
      HttpResponse<String> refused =
          send("POST", "/api/accounts/workspaces/switch/", "{\"company_id\": " + each + "}");

      assertThat(refused.statusCode()).as("%s", each).isIn(400, 404);
    }
  }

  @Test
  @Tag("promise:headers-of-all")
  void everyResponseHasAnIdAndIsNeitherStoredNorGuessed() {
    String token = state.get("token").toString();
    for (HttpResponse<String> response :
        List.of(
            send("GET", COMPANIES, ""),
            send("POST", INVITATIONS, "{}"),
            requests.send("GET", ME, ""),
            requests.send("GET", "/api/accounts/companies", ""),
            send("GET", users(), ""),
            requests.send("GET", users(), ""),
            send("GET", "/nothing", ""))) {
      assertThat(header(response, "x-request-id"))
          .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      assertThat(header(response, "cache-control")).isEqualTo("no-store");
      assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    }
    for (String target : List.of(ME, users(), "/nothing")) {
      assertThat(header(send("GET", target, "", "X-Request-Id", "abc-123"), "x-request-id"))
          .isEqualTo("abc-123");
      assertThat(header(send("GET", target, "", "X-Request-Id", "a b"), "x-request-id"))
          .isNotEqualTo("a b")
          .hasSize(36);
      assertThat(header(send("GET", target, "", "X-Request-Id", token), "x-request-id"))
          .isNotEqualTo(token)
          .hasSize(36);
    }
  }
}
