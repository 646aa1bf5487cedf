package dev.roster.server.coolset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests with the answers of a Django REST Framework application that was written from the same
 * document: one line each in src/test/resources/django/cases, where README.md tells how to read
 * them.
 */
class DjangoCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static final Pattern CREATED = Pattern.compile("\\{\\{created:([^}]*)}}");

  private static TestServer server;
  private static Map<String, String> createdIds;

  @BeforeAll
  static void start() {
    server = TestServer.withData("django/data");
    createdIds = new HashMap<>();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Named<JsonNode>> companies() {
    return cases("companies");
  }

  static Stream<Named<JsonNode>> requests() {
    return cases("requests");
  }

  static Stream<Named<JsonNode>> bodies() {
    return cases("bodies");
  }

  static Stream<Named<JsonNode>> invitations() {
    return cases("invitations");
  }

  static Stream<Named<JsonNode>> others() {
    return cases("others");
  }

  private static Stream<Named<JsonNode>> cases(String theme) {
    try {
      return Files.readAllLines(TestServer.resource("django/cases/" + theme + ".jsonl")).stream()
          .map(DjangoCasesTest::read)
          .map(node -> Named.of(node.path("id").asText() + " " + node.path("note").asText(), node));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException malformed) {
      throw new IllegalStateException(json, malformed);
    }
  }

  @Test
  void theTableIsThere() {
    assertThat(
            Stream.of(companies(), requests(), bodies(), invitations(), others()).flatMap(s -> s))
        .hasSizeGreaterThan(2000);
    assertThat(invitations().filter(each -> each.getPayload().has("roster"))).hasSize(22);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"companies", "requests", "bodies", "invitations", "others"})
  @Tag("promise:accept")
  @Tag("promise:filters-case")
  @Tag("promise:links")
  @Tag("promise:invite-group-number")
  @Tag("promise:email-of-a-request")
  @Tag("promise:email-of-a-response")
  @Tag("promise:invitation-id-spellings")
  @Tag("promise:texts-of-the-framework")
  void theResponseIsDjangos(JsonNode request) {
    JsonNode expected = request.path(request.has("roster") ? "roster" : "expect");

    RawResponse response =
        server.send(
            request.path("method").asText(), target(request), headers(request), body(request));

    if (response.status() == 201) {
      createdIds.put(request.path("id").asText(), read(response.text()).path("id").asText());
    }
    assertThat(response.status()).as(response.text()).isEqualTo(expected.path("status").asInt());
    for (String header : List.of("location", "www-authenticate", "x-total-count", "allow")) {
      if (expected.has(header)) {
        assertThat(response.header(header)).as(header).hasValue(expected.path(header).asText());
      }
    }
    if (expected.has("body")) {
      assertThat(response.header("content-type")).hasValue("application/json");
      assertThat(comparable(read(response.text()), expected.path("body")))
          .isEqualTo(expected.path("body"));
    }
    if (expected.has("keys")) {
      assertThat(read(response.text()).fieldNames())
          .toIterable()
          .containsExactlyInAnyOrderElementsOf(texts(expected.path("keys")));
    }
    if (expected.has("countries")) {
      assertThat(read(response.text()).findValuesAsText("alpha_2"))
          .containsExactlyInAnyOrderElementsOf(texts(expected.path("countries")));
    }
  }

  /** Some requests ask for what an earlier one created. */
  private static String target(JsonNode request) {
    return CREATED
        .matcher(request.path("target").asText())
        .replaceAll(earlier -> createdIds.get(earlier.group(1)));
  }

  private static Map<String, String> headers(JsonNode request) {
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return headers;
  }

  private static byte[] body(JsonNode request) {
    if (request.has("bodyBase64")) {
      return Base64.getDecoder().decode(request.path("bodyBase64").asText());
    }
    return request.has("body")
        ? request.path("body").asText().getBytes(StandardCharsets.UTF_8)
        : null;
  }

  private static List<String> texts(JsonNode array) {
    return JSON.convertValue(
        array, JSON.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  /**
   * The table keeps of a list only the ids, and of an id that the server made up only that it is
   * one.
   */
  private static JsonNode comparable(JsonNode actual, JsonNode expected) {
    if (actual.isArray() && expected.isArray() && isIds(expected)) {
      return ids(actual);
    }
    if (actual instanceof ObjectNode object && expected.isObject()) {
      if (isIds(expected.path("results"))) {
        object.set("results", ids(object.path("results")));
      }
      if (expected.path("id").asText().equals("<uuid>")
          && object.path("id").asText().matches(UUID_FORM)) {
        object.put("id", "<uuid>");
      }
    }
    return read(actual.toString());
  }

  private static boolean isIds(JsonNode expected) {
    return expected.isArray() && (expected.isEmpty() || expected.get(0).isInt());
  }

  private static ArrayNode ids(JsonNode entries) {
    ArrayNode ids = JSON.createArrayNode();
    entries.forEach(entry -> ids.add(entry.path("id")));
    return ids;
  }
}
