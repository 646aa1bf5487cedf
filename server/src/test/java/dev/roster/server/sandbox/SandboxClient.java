package dev.roster.server.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls of a sandbox; each that is answered well is held against the sandbox's document. */
final class SandboxClient {
  private static final OpenApiInteractionValidator DOCUMENT =
      OpenApiInteractionValidator.createFor("dev/roster/server/sandbox/sandbox-openapi.yaml")
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RawHttp http;
  private final String host;

  SandboxClient(Sandbox sandbox) {
    this.http = new RawHttp(sandbox.baseUri());
    this.host = sandbox.baseUri().getAuthority();
  }

  RawHttp raw() {
    return http;
  }

  /** Sends a call, and checks status and answer. */
  JsonNode call(int status, String method, String path, String body) {
    RawResponse answer = send(method, path, body);
    assertThat(answer.status()).as(method + " " + path + ": " + answer.text()).isEqualTo(status);
    if (status != 405 && status != 415 && status != 403) {
      check(method, path, body, answer);
    }
    return answer.text().isEmpty() ? JSON.nullNode() : json(answer);
  }

  RawResponse send(String method, String path, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", host);
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    return http.send(
        method,
        "/__sandbox" + path,
        headers,
        body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }

  static JsonNode json(RawResponse answer) {
    try {
      return JSON.readTree(answer.text());
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(answer.text(), malformed);
    }
  }

  private static void check(String method, String path, String body, RawResponse answer) {
    String[] parts = ("/__sandbox" + path).split("\\?", 2);
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(Request.Method.valueOf(method), parts[0]);
    if (parts.length > 1) {
      for (String pair : parts[1].split("&")) {
        request.withQueryParam(pair.split("=")[0], pair.split("=", 2)[1]);
      }
    }
    if (body != null) {
      request.withBody(body).withContentType("application/json");
    }
    SimpleResponse.Builder response = new SimpleResponse.Builder(answer.status());
    if (!answer.text().isEmpty()) {
      response
          .withBody(answer.text(), StandardCharsets.UTF_8)
          .withContentType(answer.header("content-type").orElse(""));
    }
    ValidationReport report =
        answer.status() < 300
            ? DOCUMENT.validate(request.build(), response.build())
            : DOCUMENT.validateResponse(parts[0], Request.Method.valueOf(method), response.build());
    assertThat(report.getMessages()).as(method + " " + path + ": " + answer.text()).isEmpty();
  }

  /** A call of the Coolset door. */
  RawResponse coolset(String token, String target) {
    return http.send("GET", target, Map.of("Authorization", "Bearer " + token), null);
  }

  /** An invitation through the Coolset door. */
  RawResponse invite(String token, String email) {
    return http.send(
        "POST",
        "/api/accounts/invitations/",
        Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
        "{\"email\":\"%s\",\"auth_group\":3}".formatted(email).getBytes(StandardCharsets.UTF_8));
  }

  /** A call of the Compleat door. */
  RawResponse compleat(String key, String target) {
    return http.send("GET", target, Map.of("x-api-compleat-key", key, "x-api-version", "1"), null);
  }

  /** The preview that the page of an invitation shows for a secret. */
  RawResponse preview(String secret) {
    return http.send(
        "POST",
        "/accept/preview",
        Map.of("Content-Type", "application/json"),
        "{\"secret\":\"%s\"}".formatted(secret).getBytes(StandardCharsets.UTF_8));
  }

  /** A page for people. */
  String page(String path) {
    return http.send("GET", path, Map.of("Host", host), null).text();
  }
}
