package dev.roster.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.client.transport.JdkTransport;
import dev.roster.client.transport.Transport;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings that both clients share. A client takes them over when it is built; changing the
 * builder afterwards does not change the client.
 *
 * {@snippet file="com/example/ClientExamples.java" region="settings"}
 *
 * @param <B> the builder itself
 */
public abstract sealed class ClientBuilder<B extends ClientBuilder<B>>
    permits CoolsetClient.Builder, CompleatClient.Builder {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int LARGEST_RESPONSE = 64 * 1024 * 1024;

  /** From here on the JDK keeps the header Authorization beside an Authenticator (JDK-8326949). */
  private static final int AUTHENTICATOR_KEEPS_TOKENS = 24;

  private String baseUri;
  private @Nullable Duration connectTimeout;
  private Duration requestTimeout = Duration.ofSeconds(30);
  private @Nullable Duration callTimeout;
  private int retries = 2;
  private Duration longestRetryWait = Duration.ofSeconds(30);
  private String userAgent = defaultUserAgent();
  private int largestResponse = LARGEST_RESPONSE;
  private @Nullable HttpProxy proxy;
  private @Nullable Consumer<HttpClient.Builder> httpClient;
  private @Nullable Transport transport;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<CallObserver> observers = new ArrayList<>();
  private Sleeper sleeper = wait -> Thread.sleep(wait.toMillis());

  ClientBuilder(String productionServer) {
    this.baseUri = productionServer;
  }

  /**
   * Sets the server to call, for example {@code http://127.0.0.1:8080}; without it the production
   * server that the contract names. A path is kept in front of the contract's paths.
   */
  public B baseUri(String baseUri) {
    this.baseUri = checked(ArgumentChecks.given(baseUri, "baseUri"));
    return self();
  }

  /** Sets the server to call; see {@link #baseUri(String)}. */
  public B baseUri(URI baseUri) {
    return baseUri(ArgumentChecks.given(baseUri, "baseUri").toString());
  }

  /**
   * Sets the time limit of a connection; the default is 5 seconds. A connection that is not there
   * by then is a timeout, which is not repeated.
   */
  public B connectTimeout(Duration timeout) {
    this.connectTimeout = ArgumentChecks.duration(timeout, "connectTimeout");
    return self();
  }

  /**
   * Sets the time limit of one request, from sending it to the last byte of its response; 30
   * seconds without this call. Every retry and every page has this time of its own.
   */
  public B requestTimeout(Duration timeout) {
    this.requestTimeout = ArgumentChecks.duration(timeout, "requestTimeout");
    return self();
  }

  /**
   * Sets the time limit of a whole call with its retries and the waits between them. Without this
   * call there is none but the sum of those times. A call whose next wait would last longer ends at
   * once with its last failure.
   */
  public B callTimeout(Duration timeout) {
    this.callTimeout = ArgumentChecks.duration(timeout, "callTimeout");
    return self();
  }

  /**
   * Sets the number of retries after 429, 502, 503, 504, a refused connection or a connection that
   * breaks; 2 without this call, 0 turns repeating off. A timeout is not repeated. Requests that
   * change something carry an idempotency key, so that the server does their work once.
   */
  public B retries(int retries) {
    this.retries = RetryPolicy.checkedRetries(retries);
    return self();
  }

  /**
   * Sets the longest wait before a retry; 30 seconds without this call. A server that asks for more
   * gets no retry: the failure is thrown at once and tells how long to wait.
   */
  public B longestRetryWait(Duration wait) {
    this.longestRetryWait = ArgumentChecks.duration(wait, "longestRetryWait");
    return self();
  }

  /** Sets the {@code User-Agent} of every request. */
  public B userAgent(String userAgent) {
    // the JDK's own check, now rather than at the first call
    HttpRequest.newBuilder().setHeader("User-Agent", ArgumentChecks.given(userAgent, "userAgent"));
    this.userAgent = userAgent;
    return self();
  }

  /**
   * Adds a header to every request, such as one that a gateway asks for.
   *
   * @throws IllegalArgumentException if the client sets this header by itself, or if HTTP does not
   *     allow the name or value
   */
  public B header(String name, String value) {
    CustomHeaders.check(name, value);
    headers.put(name, value);
    return self();
  }

  /**
   * Adds an observer of every request; several may be added.
   *
   * {@snippet file="com/example/ObserverExamples.java" region="logged"}
   */
  public B observer(CallObserver observer) {
    observers.add(ArgumentChecks.given(observer, "observer"));
    return self();
  }

  /**
   * Sends requests in another way than with the JDK's client, whose settings are refused then. The
   * client does not close it.
   *
   * {@snippet file="com/example/TransportExamples.java" region="shared"}
   */
  public B transport(Transport transport) {
    this.transport = ArgumentChecks.given(transport, "transport");
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
   * Sets the HTTP proxy of every request, as {@code http://user:password@host:port}, with user and
   * password if it wants a login. Without this call the system properties of the JDK decide ({@code
   * https.proxyHost}); environment variables such as {@code HTTPS_PROXY} are not read, but have
   * this form.
   *
   * {@snippet file="com/example/TransportExamples.java" region="proxied"}
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
   * to the other host. For a proxy that wants a login use {@link #proxy(String)}: with an {@link
   * java.net.Authenticator} the JDK drops bearer tokens before Java 24, so that is refused.
   *
   * {@snippet file="com/example/TransportExamples.java" region="trusting"}
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

  /** The settings as they are now; refuses those under which no call can succeed. */
  final ClientSettings settings(
      ObjectMapper mapper,
      Function<ErrorResponse, RosterApiException> dialect,
      String credentialHeader,
      String credentialPrefix,
      Supplier<String> credential) {
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.putAll(headers);
    sent.put("User-Agent", userAgent);
    Optional.ofNullable(proxy)
        .flatMap(HttpProxy::authorization)
        .ifPresent(login -> sent.put("Proxy-Authorization", login));
    return new ClientSettings(
        baseUri,
        transport == null ? new JdkTransport(jdkClient(credentialHeader)) : ownTransport(transport),
        transport == null,
        mapper,
        dialect,
        credentialHeader,
        () -> credentialPrefix + Credential.from(credential, credentialHeader),
        sent,
        new RetryPolicy(retries, longestRetryWait, sleeper),
        requestTimeout,
        Optional.ofNullable(callTimeout),
        largestResponse,
        List.copyOf(observers));
  }

  private Transport ownTransport(Transport own) {
    if (proxy != null || connectTimeout != null || httpClient != null) {
      throw new IllegalStateException(
          "proxy, connectTimeout and httpClient set up the JDK's client, which the transport"
              + " replaces. Set up the transport instead.");
    }
    return own;
  }

  private HttpClient jdkClient(String credentialHeader) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout == null ? CONNECT_TIMEOUT : connectTimeout);
    if (httpClient != null) {
      httpClient.accept(builder);
    }
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

  private static String defaultUserAgent() {
    String version = ClientBuilder.class.getPackage().getImplementationVersion();
    return "roster-client/"
        + (version == null ? "dev" : version)
        + " java/"
        + Runtime.version().feature();
  }
}
