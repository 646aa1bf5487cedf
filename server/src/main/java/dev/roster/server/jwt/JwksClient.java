package dev.roster.server.jwt;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.jwt.TrustedIssuer.KeySource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the keys of an issuer, within 5 seconds and 256 KiB whatever the other end does, and
 * follows no redirect. Safe for use by many threads.
 */
final class JwksClient implements AutoCloseable {
  /** The time limit of a fetch, redirects included. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 256 * 1024;
  private static final int OK = 200;
  private static final Pattern MAX_AGE =
      Pattern.compile("(?:^|[, ])max-age=\"?([0-9]{1,9})\"?(?=$|[, ])", Pattern.CASE_INSENSITIVE);

  private final TrustedIssuer issuer;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  JwksClient(TrustedIssuer issuer) {
    this.issuer = issuer;
  }

  /**
   * Keys as they were published.
   *
   * @param maxAge how long they may be kept, if their publisher says so
   */
  record Published(String json, Optional<Duration> maxAge) {}

  /** The keys in their present state. */
  JwkSet parse(Published published) throws ParseException {
    return issuer.keys() instanceof KeySource.Certificates
        ? JwkSet.ofCertificates(published.json())
        : JwkSet.ofKeySet(published.json());
  }

  /**
   * @throws IOException if they cannot be had
   * @throws ParseException if the issuer's configuration does not say where they are
   */
  Published fetch() throws IOException, ParseException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    URI location =
        switch (issuer.keys()) {
          case KeySource.Discovery _ -> discover(deadline);
          case KeySource.KeySet set -> set.location();
          case KeySource.Certificates set -> set.location();
        };
    return get(location, deadline);
  }

  private URI discover(long deadline) throws IOException, ParseException {
    @Nullable Map<String, Object> configuration =
        JSONObjectUtils.parse(get(issuer.discovery(), deadline).json());
    if (configuration == null || !issuer.issuer().equals(configuration.get("issuer"))) {
      throw new ParseException("the configuration is of another issuer", 0);
    }
    if (!(configuration.get("jwks_uri") instanceof String keySet)) {
      throw new ParseException("the configuration names no key set", 0);
    }
    try {
      return issuer.discovered(keySet);
    } catch (UserErrorException unsafe) {
      throw new ParseException(unsafe.getMessage(), 0);
    }
  }

  private Published get(URI location, long deadline) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(location).header("Accept", "application/json, */*;q=0.1").build();
    // not HttpRequest.timeout, which ends with the headers and lets a body drip for ever
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response =
          answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (response.statusCode() != OK) {
        throw new IOException(location + " answers " + response.statusCode());
      }
      return new Published(
          new String(response.body(), StandardCharsets.UTF_8),
          response.headers().firstValue("Cache-Control").flatMap(JwksClient::maxAge));
    } catch (TimeoutException late) {
      throw new IOException(location + " does not answer within " + DEADLINE.toSeconds() + " s");
    } catch (ExecutionException failed) {
      throw new IOException(location + " cannot be read: " + failed.getCause(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while fetching " + location, interrupted);
    } finally {
      answer.cancel(true);
    }
  }

  private static Optional<Duration> maxAge(String cacheControl) {
    Matcher seconds = MAX_AGE.matcher(cacheControl);
    return seconds.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1))))
        : Optional.empty();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
