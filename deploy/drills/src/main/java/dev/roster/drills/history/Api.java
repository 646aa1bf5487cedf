package dev.roster.drills.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The calls of a run over HTTP, each of which is recorded. Safe for use by many threads. */
final class Api {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SERVER_ERRORS = 500;
  private static final int UNAUTHORIZED = 401;
  private static final int THROTTLED = 429;
  private static final int VIEWER = 4;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final List<URI> replicas;
  private final Directory directory;
  private final Recorder recorder;
  private final Duration patience;
  private final double impatience;

  /**
   * @param patience the longest wait for a response
   * @param impatience the share of writes whose client gives up within milliseconds
   */
  Api(
      List<URI> replicas,
      Directory directory,
      Recorder recorder,
      Duration patience,
      double impatience) {
    this.replicas = List.copyOf(replicas);
    this.directory = directory;
    this.recorder = recorder;
    this.patience = patience;
    this.impatience = impatience;
  }

  /** Invites an address to the company of the inviter. */
  Call invite(int client, int replica, String person, String email, String key) {
    Map<String, String> arguments = arguments("person", person, "email", email, "key", key);
    arguments.put("company", Directory.INVITERS.getOrDefault(person, ""));
    arguments.put("token", person);
    HttpRequest.Builder request =
        keyed(
            json(
                coolset(replica, "invitations/", person),
                Map.of("email", email, "auth_group", VIEWER)),
            key);
    return send(client, replica, Operation.INVITE, arguments, request);
  }

  /** Makes a company the current workspace. */
  Call switchTo(int client, int replica, String person, String company, String key) {
    Map<String, String> arguments = arguments("person", person, "company", company, "key", key);
    arguments.put("token", person);
    HttpRequest.Builder request =
        keyed(
            json(
                coolset(replica, "workspaces/switch/", person),
                Map.of("company_id", directory.companies().getOrDefault(company, 0L))),
            key);
    return send(client, replica, Operation.SWITCH, arguments, request);
  }

  /** Uses the secret of an invitation. */
  Call accept(int client, int replica, String company, String email, String secret, String source) {
    Map<String, String> arguments = arguments("company", company, "email", email, "source", source);
    HttpRequest.Builder request =
        json(
            HttpRequest.newBuilder(replicas.get(replica).resolve("/accept")),
            Map.of("secret", secret, "first_name", "Ada", "last_name", "Run"));
    return send(client, replica, Operation.ACCEPT, arguments, request);
  }

  /** Reads the current workspace of a token's holder. */
  Call current(int client, int replica, String person, String token) {
    return send(
        client,
        replica,
        Operation.CURRENT,
        arguments("person", person, "token", token),
        coolset(replica, "users/me/", token).GET());
  }

  /** Reads the members of a company through the Coolset Accounts API. */
  Call members(int client, int replica, String company) {
    String reader = "r" + company;
    return send(
        client,
        replica,
        Operation.MEMBERS,
        arguments("company", company, "api", "coolset", "token", reader),
        coolset(replica, "users/?limit=1000", reader).GET());
  }

  /** Reads the members of a company through the Compleat Users API. */
  Call compleatMembers(int client, int replica, String company) {
    URI url =
        replicas
            .get(replica)
            .resolve("/api/users/" + directory.tenant() + "/" + directory.uids().get(company));
    return send(
        client,
        replica,
        Operation.MEMBERS,
        arguments("company", company, "api", "compleat"),
        HttpRequest.newBuilder(url)
            .header("x-api-compleat-key", directory.tenantKey().toString())
            .header("x-api-version", "1")
            .GET());
  }

  /** Reads an invitation. */
  Call invitation(int client, int replica, Call invite) {
    Map<String, String> arguments = arguments("id", invite.answered("id"));
    arguments.put("company", invite.argument("company"));
    arguments.put("email", invite.argument("email"));
    arguments.put("token", invite.argument("person"));
    return send(
        client,
        replica,
        Operation.INVITATION,
        arguments,
        coolset(replica, "invitations/" + invite.answered("id") + "/", invite.argument("person"))
            .GET());
  }

  private static Map<String, String> arguments(String... namesAndValues) {
    Map<String, String> arguments = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return arguments;
  }

  private HttpRequest.Builder coolset(int replica, String path, String token) {
    return HttpRequest.newBuilder(replicas.get(replica).resolve("/api/accounts/" + path))
        .header("Authorization", "Bearer " + directory.token(token));
  }

  private static HttpRequest.Builder keyed(HttpRequest.Builder request, String key) {
    return key.isEmpty() ? request : request.header("Idempotency-Key", key);
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request, Map<String, ?> body) {
    try {
      return request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Call send(
      int client,
      int replica,
      Operation operation,
      Map<String, String> arguments,
      HttpRequest.Builder request) {
    boolean writes =
        operation == Operation.INVITE
            || operation == Operation.ACCEPT
            || operation == Operation.SWITCH;
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Duration wait =
        writes && random.nextDouble() < impatience
            ? Duration.ofMillis(random.nextLong(1, 12))
            : patience;
    long begun = recorder.now();
    Outcome outcome = Outcome.UNKNOWN;
    int status = 0;
    Map<String, String> answer = Map.of();
    try {
      HttpResponse<String> response =
          http.send(request.timeout(wait).build(), BodyHandlers.ofString());
      status = response.statusCode();
      answer = answer(operation, response);
      outcome =
          status >= SERVER_ERRORS || status == 408
              ? Outcome.UNKNOWN
              : status < 300 ? Outcome.OK : Outcome.REFUSED;
    } catch (HttpConnectTimeoutException | ConnectException neverSent) {
      outcome = Outcome.REFUSED;
      answer = Map.of("reason", "unreachable");
    } catch (IOException broken) {
      answer = Map.of("reason", broken.getClass().getSimpleName());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return recorder.add(
        new Call(
            client,
            replica + 1,
            operation,
            arguments,
            begun,
            recorder.now(),
            outcome,
            status,
            answer));
  }

  private Map<String, String> answer(Operation operation, HttpResponse<String> response) {
    JsonNode body = read(response.body());
    if (response.statusCode() >= 300) {
      return Map.of("reason", reason(operation, response.statusCode(), response.body()));
    }
    Map<String, String> answer = new HashMap<>();
    switch (operation) {
      case INVITE -> answer.put("id", body.path("id").asText());
      case CURRENT ->
          answer.put(
              "company", directory.company(body.path("user_company").path("company_id").asText()));
      case INVITATION -> answer.put("acceptable", body.path("is_active").asText());
      case MEMBERS -> answer.put("members", String.join(" ", addresses(body)));
      case ACCEPT, SWITCH, REVOKE, MAIL -> {}
    }
    if (response.headers().firstValue("Idempotent-Replayed").isPresent()) {
      answer.put("replayed", "true");
    }
    return answer;
  }

  private static List<String> addresses(JsonNode body) {
    JsonNode list = body.isArray() ? body : body.path("Users");
    List<String> addresses = new ArrayList<>();
    for (JsonNode user : list) {
      addresses.add(user.path(user.has("email") ? "email" : "EmailAddress").asText());
    }
    return addresses;
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException other) {
      return JSON.missingNode();
    }
  }

  private static String reason(Operation operation, int status, String body) {
    if (status == THROTTLED && operation == Operation.INVITE) {
      return "quota";
    }
    // rates are not limited here, but the number of unknown tokens from one address is
    if (status == UNAUTHORIZED || status == THROTTLED) {
      return "credentials";
    }
    if (body.contains("pending")) {
      return "invited";
    }
    if (body.contains("already a member")) {
      return "member";
    }
    if (body.contains("Idempotency-Key")) {
      return "key";
    }
    if (body.contains("invitation-accepted")) {
      return "accepted";
    }
    if (status == 404 && body.contains("Not found.")) {
      return "missing";
    }
    return body.length() > 200 ? body.substring(0, 200) : body;
  }
}
