package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.contract.SharedServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Calls of the console contract, and of the Coolset contract beside it, in one state. */
final class ConsoleCalls implements AutoCloseable {
  static final String AUDIT = "/console/api/audit";
  static final String INVITATIONS = "/console/api/invitations";
  static final String ROLES = "/console/api/roles";
  static final String SUSPENSIONS = "/console/api/suspensions";
  static final String TOKENS = "/console/api/tokens";
  static final String ME = "/api/accounts/users/me/";
  static final String INVITE = "/api/accounts/invitations/";

  private final BareRequests requests = new BareRequests();
  private final Map<String, Object> state;

  private ConsoleCalls(Map<String, Object> state) {
    this.state = state;
  }

  /** Brings the directory into the state. */
  static ConsoleCalls in(String state) {
    return new ConsoleCalls(SharedServer.roster().set(state));
  }

  /** A value of the state. */
  String value(String name) {
    return String.valueOf(state.get(name));
  }

  /** The path of an operation on an invitation of the state. */
  String resend(String invitation) {
    return INVITATIONS + "/" + value(invitation + "_id") + "/resend";
  }

  /** The same. */
  String revoke(String invitation) {
    return INVITATIONS + "/" + value(invitation + "_id") + "/revoke";
  }

  /** Gets as the caller of the state. */
  HttpResponse<String> get(String target) {
    return get("token", target);
  }

  /**
   * Gets as who has a token of the state.
   *
   * @param token the name of the value
   */
  HttpResponse<String> get(String token, String target, String... headers) {
    return send("GET", token, target, "", headers);
  }

  /** Posts nothing, as the caller of the state. */
  HttpResponse<String> post(String target, String... headers) {
    return send("POST", "token", target, "", headers);
  }

  /** Posts nothing, as who has a token of the state. */
  HttpResponse<String> postAs(String token, String target, String... headers) {
    return send("POST", token, target, "", headers);
  }

  /** Invites by the Coolset contract. */
  HttpResponse<String> invite(String token, String email, long role, String... headers) {
    String body = "{\"email\": \"%s\", \"auth_group\": %s}".formatted(email, role);
    return send("POST", token, INVITE, body, headers);
  }

  /** Accepts as the page of the link does, without an account before. */
  HttpResponse<String> accept(String secret) {
    return bare(
        "POST",
        "/accept",
        "{\"secret\": \"%s\", \"first_name\": \"Alan\", \"last_name\": \"Turing\"}"
            .formatted(secret),
        "Content-Type",
        "application/json");
  }

  /** Declines as the page of the link does. */
  HttpResponse<String> decline(String secret) {
    return bare(
        "POST",
        "/accept/decline",
        "{\"secret\": \"%s\"}".formatted(secret),
        "Content-Type",
        "application/json");
  }

  HttpResponse<String> send(
      String method, String token, String target, String body, String... headers) {
    String[] all = new String[headers.length + (body.isEmpty() ? 2 : 4)];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Authorization";
    all[headers.length + 1] = "Bearer " + value(token);
    if (!body.isEmpty()) {
      all[headers.length + 2] = "Content-Type";
      all[headers.length + 3] = "application/json";
    }
    return bare(method, target, body, all);
  }

  /** Sends a request with no headers but these. */
  HttpResponse<String> bare(String method, String target, String body, String... headers) {
    return requests.send(method, target, body, headers);
  }

  /** The body of an answer with this status. */
  static JsonNode body(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return BareRequests.json(response);
  }

  /** The entries of a list. */
  static List<JsonNode> items(HttpResponse<String> response) {
    JsonNode items = body(response, 200).path("items");
    assertThat(items.isArray()).as(response.body()).isTrue();
    return StreamSupport.stream(items.spliterator(), false).toList();
  }

  /** A member of each entry of a list. */
  static List<String> each(HttpResponse<String> response, String member) {
    return items(response).stream().map(item -> item.path(member).asText()).toList();
  }

  /** The cursor of the following page; null on the last one. */
  static String next(HttpResponse<String> response) {
    JsonNode next = body(response, 200).path("next");
    return next.isNull() ? null : next.asText();
  }

  /** Asserts a refusal, as the problem that the document describes. */
  static void assertRefused(HttpResponse<String> response, int status, String code) {
    JsonNode problem = body(response, status);
    assertThat(BareRequests.header(response, "Content-Type")).isEqualTo("application/json");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("code").asText(null)).as(response.body()).isEqualTo(code);
  }

  @Override
  public void close() {
    requests.close();
  }
}
