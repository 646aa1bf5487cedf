package dev.roster.client;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings that both clients share. A client takes them over when it is built; changing the
 * builder afterwards does not change the client.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ClientBuilder<B extends ClientBuilder<B>>
    permits CoolsetClient.Builder, CompleatClient.Builder {
  private static final int MOST_RETRIES = 10;
  private static final int LARGEST_RESPONSE = 64 * 1024 * 1024;

  /** Longer than any call; the JDK cannot add up the longest durations there are. */
  private static final Duration LONGEST = Duration.ofDays(365);

  /** From here on the JDK keeps the header Authorization beside an Authenticator (JDK-8326949). */
  private static final int AUTHENTICATOR_KEEPS_TOKENS = 24;

  private String baseUri;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration requestTimeout = Duration.ofSeconds(30);
  private int retries = 2;
  private Duration longestRetryWait = Duration.ofSeconds(30);
  private String userAgent = defaultUserAgent();
  private int largestResponse = LARGEST_RESPONSE;
  private @Nullable HttpProxy proxy;
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
    this.baseUri = checked(ArgumentChecks.given(baseUri, "baseUri"));
    return self();
  }

  /** The server to call; see {@link #baseUri(String)}. */
  public B baseUri(URI baseUri) {
    return baseUri(ArgumentChecks.given(baseUri, "baseUri").toString());
  }

  /**
   * Sets the time limit of a connection; the default is 5 seconds. A connection that is not there
   * by then is a timeout, which is not repeated.
   */
  public B connectTimeout(Duration timeout) {
    this.connectTimeout = positive(timeout, "connectTimeout");
    return self();
  }

  /**
   * Sets the time limit of one request, from sending it to the last byte of its response; 30
   * seconds without this call. Every retry and every page has this time of its own.
   */
  public B requestTimeout(Duration timeout) {
    this.requestTimeout = positive(timeout, "requestTimeout");
    return self();
  }

  /**
   * Sets the number of retries after 429, 502, 503, 504, a refused connection or a connection that
   * breaks; 2 without this call, 0 turns repeating off. A timeout is not repeated. Requests that
   * change something carry an idempotency key, so that the server does their work once.
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
    this.longestRetryWait = positive(wait, "longestRetryWait");
    return self();
  }

  /** The {@code User-Agent} of every request. */
  public B userAgent(String userAgent) {
    // the JDK's own check, now rather than at the first call
    HttpRequest.newBuilder().setHeader("User-Agent", ArgumentChecks.given(userAgent, "userAgent"));
    this.userAgent = userAgent;
    return self();
  }

  /**
   * Sets the largest body of a response in bytes; the default is 64 MiB. A longer one is an {@link
   * UnreadableResponseException}. Of error responses the first 256 KiB are read.
   */
  public B largestResponse(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("not a positive number of bytes: " + bytes);
    }
    this.largestResponse = bytes;
    return self();
  }

  /**
   * The HTTP proxy of every request, as {@code http://user:password@host:port}, with user and
   * password if it wants a login. Without this call the system properties of the JDK decide ({@code
   * https.proxyHost}); environment variables such as {@code HTTPS_PROXY} are not read, but have
   * this form.
   *
   * @throws IllegalArgumentException if it is another kind of proxy
   */
  public B proxy(String proxy) {
    this.proxy = HttpProxy.parse(ArgumentChecks.given(proxy, "proxy"));
    return self();
  }

  /**
   * Adjusts the JDK's client, for example its TLS context, executor or version (HTTP/1.1 unless
   * changed here). Redirects stay off whatever is set, because the JDK would carry the credentials
   * to the other host. For a proxy that wants a login use {@link #proxy}: with an {@link
   * java.net.Authenticator} the JDK drops bearer tokens before Java 24, so that is refused.
   */
  public B httpClient(Consumer<HttpClient.Builder> adjustment) {
    this.httpClient = ArgumentChecks.given(adjustment, "adjustment");
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

  final int largestResponse() {
    return largestResponse;
  }

  /** The client of the JDK; refuses settings under which no call can succeed. */
  final HttpClient buildHttpClient(String credentialHeader) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
    httpClient.accept(builder);
    if (proxy != null) {
      proxy.requireUsable(baseUri);
      builder.proxy(ProxySelector.of(proxy.address()));
    }
    HttpClient built = builder.followRedirects(HttpClient.Redirect.NEVER).build();
    if (built.authenticator().isPresent()
        && credentialHeader.equals("Authorization")
        && Runtime.version().feature() < AUTHENTICATOR_KEEPS_TOKENS) {
      throw new IllegalStateException(
          "With an Authenticator, the JDK drops the bearer token of every request before Java 24;"
              + " this is Java "
              + Runtime.version().feature()
              + ". For a proxy that wants a login use proxy(\"http://user:password@host:port\").");
    }
    return built;
  }

  /** The headers of every request: the credential, asked for anew each time, and the user agent. */
  final Consumer<HttpRequest.Builder> headers(
      String name, String prefix, Supplier<String> credential) {
    String agent = userAgent;
    Optional<String> login = Optional.ofNullable(proxy).flatMap(HttpProxy::authorization);
    return request -> {
      request.setHeader(name, prefix + Credential.from(credential, name));
      request.setHeader("User-Agent", agent);
      login.ifPresent(value -> request.setHeader("Proxy-Authorization", value));
    };
  }

  private static String checked(String baseUri) {
    try {
      URI uri = new URI(baseUri.strip());
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getPort() != 0
          && uri.getPort() <= 0xffff
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri.toASCIIString().replaceAll("/+$", "");
      }
    } catch (java.net.URISyntaxException e) {
      // refused below, without the text: it may carry a password
    }
    throw new IllegalArgumentException(
        "a base URI looks like https://host:port/path, without user, query and fragment; the host"
            + " is a name of letters, digits and hyphens (the JDK can call no other) or a number");
  }

  private static Duration positive(Duration duration, String name) {
    ArgumentChecks.given(duration, name);
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " must be a positive duration: " + duration);
    }
    return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
  }

  private static String defaultUserAgent() {
    String version = ClientBuilder.class.getPackage().getImplementationVersion();
    return "roster-client/"
        + (version == null ? "dev" : version)
        + " java/"
        + Runtime.version().feature();
  }
}
