package dev.roster.drills.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.roster.drills.cluster.DrillException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends requests to replicas and records them. Safe for use by many threads. */
final class Client implements AutoCloseable {
  /** Longer than any call may take, so that the longest is measured and not cut off. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final List<URI> replicas;
  private final long began = System.nanoTime();
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();

  Client(List<URI> replicas) {
    this.replicas = List.copyOf(replicas);
  }

  int replicas() {
    return replicas.size();
  }

  /** The time since the traffic began. */
  long now() {
    return (System.nanoTime() - began) / 1_000_000;
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  Response get(Operation operation, int replica, String path, String token) {
    return send(operation, replica, request(replica, path, token).build());
  }

  Response post(
      Operation operation, int replica, String path, String token, String key, String json) {
    HttpRequest request =
        request(replica, path, token)
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return send(operation, replica, request);
  }

  private HttpRequest.Builder request(int replica, String path, String token) {
    return HttpRequest.newBuilder(replicas.get(replica).resolve("/api/accounts/" + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private Response send(Operation operation, int replica, HttpRequest request) {
    long start = now();
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      Optional<String> wait = response.headers().firstValue("Retry-After");
      Call call =
          new Call(operation, replica, start, now(), response.statusCode(), wait.isPresent(), "");
      calls.add(call);
      return new Response(call, json(response.body()), pause(wait));
    } catch (IOException broken) {
      Call call = new Call(operation, replica, start, now(), 0, false, reason(broken));
      calls.add(call);
      return new Response(call, MissingNode.getInstance(), Duration.ZERO);
    } catch (InterruptedException interrupted) {
      throw new DrillException("interrupted", interrupted);
    }
  }

  private static String reason(IOException broken) {
    return switch (broken) {
      case ConnectException _ -> "refused";
      case HttpTimeoutException _ -> "timeout";
      default -> "broken";
    };
  }

  private static Duration pause(Optional<String> retryAfter) {
    return retryAfter
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException malformed) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
