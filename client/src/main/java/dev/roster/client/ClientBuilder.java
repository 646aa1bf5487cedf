package dev.roster.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The settings that both clients share. A client takes them over when it is built; changing the
 * builder afterwards does not change the client.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ClientBuilder<B extends ClientBuilder<B>>
    permits CoolsetClient.Builder, CompleatClient.Builder {
  private static final int MOST_RETRIES = 10;

  private String baseUri;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration requestTimeout = Duration.ofSeconds(30);
  private int retries = 2;
  private Duration longestRetryWait = Duration.ofSeconds(30);
  private String userAgent = defaultUserAgent();
  private Consumer<HttpClient.Builder> httpClient = ignored -> {};
  private Sleeper sleeper = wait -> Thread.sleep(wait.toMillis());

  ClientBuilder(String productionServer) {
    this.baseUri = productionServer;
  }

  /**
   * The server to call, for example {@code http://127.0.0.1:8080}; without it the production server
   * that the contract names. A path is kept in front of the contract's paths.
   */
  public B baseUri(String baseUri) {
    this.baseUri = checked(baseUri);
    return self();
  }

  /** The server to call; see {@link #baseUri(String)}. */
  public B baseUri(URI baseUri) {
    return baseUri(baseUri.toString());
  }

  /** How long to wait for a connection; 5 seconds without this call. */
  public B connectTimeout(Duration timeout) {
    this.connectTimeout = positive(timeout);
    return self();
  }

  /**
   * How long one request may take, from sending it to the last byte of its answer; 30 seconds
   * without this call. Every retry and every page has this time of its own.
   */
  public B requestTimeout(Duration timeout) {
    this.requestTimeout = positive(timeout);
    return self();
  }

  /**
   * How often a request is repeated after 429, 502, 503, 504, a failure to connect or a connection
   * that breaks; 2 without this call, 0 turns repeating off. Requests that change something carry
   * an idempotency key, so that the server does their work once.
   */
  public B retries(int retries) {
    if (retries < 0 || retries > MOST_RETRIES) {
      throw new IllegalArgumentException("retries must be between 0 and " + MOST_RETRIES);
    }
    this.retries = retries;
    return self();
  }

  /**
   * The longest wait before a retry; 30 seconds without this call. A server that asks for more gets
   * no retry: the failure is thrown at once and tells how long to wait.
   */
  public B longestRetryWait(Duration wait) {
    this.longestRetryWait = positive(wait);
    return self();
  }

  /** The {@code User-Agent} of every request. */
  public B userAgent(String userAgent) {
    // the JDK's own check, now rather than at the first call
    HttpRequest.newBuilder().setHeader("User-Agent", userAgent);
    this.userAgent = userAgent;
    return self();
  }

  /**
   * Adjusts the JDK's client, for example its proxy, TLS context, executor or version (HTTP/1.1
   * unless changed here). Redirects stay off whatever is set, because the JDK would carry the
   * credentials to the other host.
   */
  public B httpClient(Consumer<HttpClient.Builder> adjustment) {
    this.httpClient = Objects.requireNonNull(adjustment);
    return self();
  }

  /** Waits in place of the thread; for tests. */
  B sleeper(Sleeper sleeper) {
    this.sleeper = sleeper;
    return self();
  }

  abstract B self();

  final String baseUri() {
    return baseUri;
  }

  final Duration requestTimeout() {
    return requestTimeout;
  }

  final RetryPolicy retryPolicy() {
    return new RetryPolicy(retries, longestRetryWait, sleeper);
  }

  final HttpClient buildHttpClient() {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
    httpClient.accept(builder);
    return builder.followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /** What every request carries: the credential, asked for anew each time, and the user agent. */
  final Consumer<HttpRequest.Builder> headers(
      String name, String prefix, Supplier<String> credential) {
    String agent = userAgent;
    return request -> {
      String secret = credential.get();
      if (secret == null || secret.isBlank()) {
        throw new IllegalStateException("there is no credential for the header " + name);
      }
      try {
        request.setHeader(name, prefix + secret);
      } catch (IllegalArgumentException e) {
        // without the cause, whose message quotes the secret
        throw new IllegalStateException(
            "the credential for the header " + name + " has characters that no header may carry");
      }
      request.setHeader("User-Agent", agent);
    };
  }

  static Supplier<String> fixed(String credential) {
    if (credential.isBlank()) {
      throw new IllegalArgumentException("the credential is blank");
    }
    return () -> credential;
  }

  private static String checked(String baseUri) {
    try {
      URI uri = new URI(baseUri.strip());
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri.toString().replaceAll("/+$", "");
      }
    } catch (java.net.URISyntaxException e) {
      // refused below, without the text: it may carry a password
    }
    throw new IllegalArgumentException(
        "a base URI looks like https://host:port/path, without user, query and fragment");
  }

  private static Duration positive(Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("not a positive duration: " + duration);
    }
    return duration;
  }

  private static String defaultUserAgent() {
    String version = ClientBuilder.class.getPackage().getImplementationVersion();
    return "roster-client/"
        + (version == null ? "dev" : version)
        + " java/"
        + Runtime.version().feature();
  }
}
