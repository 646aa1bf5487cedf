package dev.roster.server.cli;

import dev.roster.server.cli.ServeCommand.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A server that listens already where another is to. */
final class RunningServer {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int UNAUTHORIZED = 401;

  private RunningServer() {}

  /** Reports whether a request without a token is refused as Roster does it. */
  static boolean answersAt(ListenAddress address) {
    boolean wildcard = ServerExposure.isWildcard(address.host());
    String host = wildcard ? "127.0.0.1" : address.host();
    String shown = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + shown + ":" + address.port() + "/api/accounts/users/me/"))
            .timeout(PATIENCE)
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == UNAUTHORIZED
          && response.body().contains("Authentication credentials were not provided.");
    } catch (IOException silent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
