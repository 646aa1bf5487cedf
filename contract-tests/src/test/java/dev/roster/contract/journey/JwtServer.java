package dev.roster.contract.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.contract.InProcessServer.Beside;
import dev.roster.contract.InProcessServer.JwtTrust;
import dev.roster.contract.SharedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A server on the directory of the shared one, the issuer whose JWTs it accepts, and their time,
 * which passes when a test says so.
 */
final class JwtServer implements AutoCloseable {
  static final String AUDIENCE = "roster";
  static final String ME = "/api/accounts/users/me/";
  static final String INVITATIONS = "/api/accounts/invitations/";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PER_HOUR = 1000;

  /** More than the longest time for which keys are cached, without an outage or with one. */
  private static final Duration OUTDATED = Duration.ofHours(30);

  private final HttpClient http = HttpClient.newHttpClient();

  /** The time of issuer and server. */
  private final MovingClock clock = new MovingClock();

  private final LoopbackIssuer issuer = new LoopbackIssuer();
  private final JwtKey key;
  private final Beside server;

  private JwtServer(
      JwtKey key, List<JwtKey> others, String person, Set<String> scopes, int requests) {
    this.key = key;
    // before the server starts, which fetches them at once
    issuer.publish(Stream.concat(Stream.of(key), others.stream()).toArray(JwtKey[]::new));
    this.server =
        SharedServer.roster()
            .trusting(new JwtTrust(issuer.name(), AUDIENCE, person, scopes, requests), clock);
  }

  /**
   * A server that finds users by {@code sub}, with all else by default.
   *
   * @param others further keys of the issuer
   */
  static JwtServer bySubject(JwtKey key, JwtKey... others) {
    return new JwtServer(key, List.of(others), "subject", Set.of(), PER_HOUR);
  }

  /** A server that finds users by {@code email}, with all else by default. */
  static JwtServer byEmail(JwtKey key) {
    return new JwtServer(key, List.of(), "email", Set.of(), PER_HOUR);
  }

  /** A server with scopes for JWTs that name none of Roster's. */
  static JwtServer withScopes(JwtKey key, String... scopes) {
    return new JwtServer(key, List.of(), "subject", Set.of(scopes), PER_HOUR);
  }

  /** A server with another rate limit. */
  static JwtServer limited(JwtKey key, int perHour) {
    return new JwtServer(key, List.of(), "subject", Set.of(), perHour);
  }

  LoopbackIssuer issuer() {
    return issuer;
  }

  /** Publishes other keys, which the next request fetches, for each it had before is too old. */
  void renew(LoopbackIssuer.Response keys) {
    issuer.respond(keys);
    pass(OUTDATED);
  }

  /** Moves the time of issuer and server on. */
  void pass(Duration time) {
    clock.pass(time);
  }

  /** The seconds since 1970 at a time so far from now. */
  long seconds(long from) {
    return clock.instant().getEpochSecond() + from;
  }

  /** The claims of a valid JWT, to be changed. */
  Map<String, Object> claims(String subject) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer.name());
    claims.put("aud", AUDIENCE);
    claims.put("sub", subject);
    claims.put("iat", seconds(0));
    claims.put("exp", seconds(3600));
    return claims;
  }

  /** A valid JWT of a user. */
  String jwt(String subject) {
    return jwt(claims(subject));
  }

  /** A JWT with these claims, signed with the key of the server. */
  String jwt(Map<String, Object> claims) {
    return jwt(claims, key);
  }

  static String jwt(Map<String, Object> claims, JwtKey key) {
    return jwt(header(key), LoopbackIssuer.json(claims), key);
  }

  /** The header of a JWT, to be changed. */
  static Map<String, Object> header(JwtKey key) {
    return new LinkedHashMap<>(Map.of("alg", key.algorithm(), "kid", key.id(), "typ", "JWT"));
  }

  static String jwt(Map<String, Object> header, String payload, JwtKey key) {
    return key.sign(parts(LoopbackIssuer.json(header), payload));
  }

  /** The two parts that are signed. */
  static String parts(String header, String payload) {
    return JwtKey.encode(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + JwtKey.encode(payload.getBytes(StandardCharsets.UTF_8));
  }

  /** The profile of the caller. */
  HttpResponse<String> me(String token) {
    return send(request(server.baseUri() + ME, token).GET().build());
  }

  /** Invites an address as an EDITOR. */
  HttpResponse<String> invite(String token, String email) {
    String body = LoopbackIssuer.json(Map.of("email", email, "auth_group", 3));
    return send(
        request(server.baseUri() + INVITATIONS, token).POST(BodyPublishers.ofString(body)).build());
  }

  /** The invitation that a call has made. */
  HttpResponse<String> invitation(String token, HttpResponse<String> invited) {
    String target = server.baseUri() + INVITATIONS + json(invited).path("id").asText() + "/";
    return send(request(target, token).GET().build());
  }

  /** Accepts an invitation, as the invitee does by the mail. */
  void accept(String invitation) {
    URI accept =
        URI.create(
            SharedServer.roster().baseUri() + "/__sandbox/invitations/" + invitation + "/accept");
    HttpResponse<String> accepted =
        send(
            HttpRequest.newBuilder(accept)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());
    if (accepted.statusCode() != 200) {
      throw new IllegalStateException(accepted.body());
    }
  }

  private static HttpRequest.Builder request(String target, String token) {
    return HttpRequest.newBuilder(URI.create(target))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } catch (IOException failure) {
      throw new IllegalStateException(request.toString(), failure);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException malformed) {
      throw new IllegalStateException(response.body(), malformed);
    }
  }

  @Override
  public void close() {
    // the server would wait for idle connections
    http.close();
    server.close();
    issuer.close();
  }
}
