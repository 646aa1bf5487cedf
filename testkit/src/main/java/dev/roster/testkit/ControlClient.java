package dev.roster.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

/** Calls the control API of a sandbox. Safe for use by many threads. */
final class ControlClient {
  private static final int OK = 200;
  private static final int REDIRECTION = 300;
  private static final int BAD_REQUEST = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(PATIENCE)
          .build();
  private final URI sandbox;

  /**
   * @param sandbox its URL, without a trailing slash
   */
  ControlClient(URI sandbox) {
    this.sandbox = sandbox;
  }

  Map<String, Object> get(String path) {
    return send(request(path).GET());
  }

  Map<String, Object> post(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body))));
  }

  void delete(String path) {
    send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(sandbox + "/__sandbox" + path)).timeout(PATIENCE);
  }

  /**
   * The object of the response; empty if it has no body.
   *
   * @throws IllegalArgumentException if the sandbox refuses an argument
   * @throws IllegalStateException if it fails otherwise, or does not answer
   */
  private Map<String, Object> send(HttpRequest.Builder building) {
    HttpRequest request = building.build();
    HttpResponse<String> response = response(request);
    if (response.statusCode() >= OK && response.statusCode() < REDIRECTION) {
      return response.body().isEmpty() ? Map.of() : Json.object(response.body());
    }
    if (response.statusCode() == BAD_REQUEST) {
      throw new IllegalArgumentException(detail(response));
    }
    throw new IllegalStateException(
        "The sandbox answered "
            + request.method()
            + " "
            + request.uri()
            + " with "
            + response.statusCode()
            + ": "
            + detail(response));
  }

  private static String detail(HttpResponse<String> response) {
    try {
      Map<String, Object> problem = Json.object(response.body());
      return String.valueOf(problem.getOrDefault("detail", problem.get("title")));
    } catch (IllegalArgumentException noProblem) {
      return response.body();
    }
  }

  private HttpResponse<String> response(HttpRequest request) {
    try {
      return sendOnAnOpenConnection(request);
    } catch (IOException failure) {
      throw new IllegalStateException(
          "The sandbox at " + sandbox + " does not answer (" + failure + ").", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a call of the sandbox", interrupted);
    }
  }

  /**
   * Sends a request once more if a connection ends without a response: a connection that was kept
   * from an earlier call may be closed by the sandbox in the very moment it is used again, so that
   * the request was not read (RFC 9112, 9.3.1). The client of the JDK repeats only GETs by itself.
   */
  private HttpResponse<String> sendOnAnOpenConnection(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (HttpTimeoutException | ConnectException noStaleConnection) {
      throw noStaleConnection;
    } catch (IOException closed) {
      return http.send(request, BodyHandlers.ofString());
    }
  }
}
