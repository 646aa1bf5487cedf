package dev.roster.server.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/**
 * Gives every request that was read whole an id and a door, and JAX-RS a URI that is valid for any
 * target. The query stays here, since each contract reads it in its own way.
 */
public final class FrontHandler extends Handler.Wrapper {
  /**
   * Names the request in responses and logs; an id that the caller sends is kept if it is harmless
   * and no credential.
   */
  public static final String REQUEST_ID = "X-Request-Id";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final String JERSEYS_HOST = "localhost";
  private static final String THE_SERVER = "*";

  private final List<Door> doors;
  private final TrustedProxies proxies;
  private final AllowedHosts hosts;
  private final RequestTracer tracer;
  private final List<RequestObserver> observers;

  /**
   * @param doors the last one owns every path that no other does
   * @param proxies who may say where a request came from
   * @param hosts the names under which the server is asked
   * @param tracer follows the requests that a door gets
   * @param observers are told of every request
   */
  public FrontHandler(
      List<Door> doors,
      TrustedProxies proxies,
      AllowedHosts hosts,
      RequestTracer tracer,
      List<RequestObserver> observers,
      Handler next) {
    super(next);
    this.doors = List.copyOf(doors);
    this.proxies = proxies;
    this.hosts = hosts;
    this.tracer = tracer;
    this.observers = List.copyOf(observers);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = exchange(request);
    response.getHeaders().put(REQUEST_ID, exchange.requestId());
    if (exchange.method().equals("OPTIONS") && exchange.path().equals(THE_SERVER)) {
      answerForTheServer(exchange, response, callback);
      return true;
    }
    if (!namesAllowedHost(request)) {
      refuseHost(exchange, request, response, callback);
      return true;
    }
    String path = exchange.match().map(Route.Match::canonicalPath).orElse("/");
    // a name of the host that Java does not read as one is none of Jersey's business
    HttpURI uri =
        HttpURI.build(request.getHttpURI())
            .authority(JERSEYS_HOST, -1)
            .path(path)
            .query(null)
            .asImmutable();
    long begin = System.nanoTime();
    RequestTrace trace = tracer.begin(exchange, request.getHeaders());
    putNames(exchange, trace);
    try {
      return exchange.call(() ->
          super.handle(
              new Request.Wrapper(request) {
                @Override
                public HttpURI getHttpURI() {
                  return uri;
                }
              },
              response,
              callback));
    } finally {
      exchange.handled();
      CompletedRequest completed = completed(exchange, response, begin);
      report(completed);
      trace.end(completed);
      removeNames();
    }
  }

  /** Names the request in all events of its thread. */
  private static void putNames(Exchange exchange, RequestTrace trace) {
    MDC.put(AccessLog.REQUEST, exchange.requestId());
    trace
        .context()
        .ifPresent(context -> {
          MDC.put(AccessLog.TRACE, context.traceId());
          MDC.put(AccessLog.SPAN, context.spanId());
        });
  }

  private static void removeNames() {
    MDC.remove(AccessLog.REQUEST);
    MDC.remove(AccessLog.TRACE);
    MDC.remove(AccessLog.SPAN);
  }

  /** RFC 9110, 9.3.7: a ping, which tells that HTTP is spoken here. */
  private void answerForTheServer(Exchange exchange, Response response, Callback callback) {
    response.setStatus(HttpStatus.NO_CONTENT_204);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    report(completed(exchange, response, System.nanoTime()));
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }

  /** A link without a name begins with the address of this server, which nobody chooses. */
  private boolean namesAllowedHost(Request request) {
    return RosterConnection.targetOf(request)
        .authority()
        .or(() -> sentHost(request))
        .map(hosts::allow)
        .orElse(true);
  }

  /** As Django does before it looks at anything else. */
  private void refuseHost(
      Exchange exchange, Request request, Response response, Callback callback) {
    long begin = System.nanoTime();
    Door door = exchange.door();
    RefusalWriter.refuse(
        door, door.explain(HttpStatus.BAD_REQUEST_400), request, response, callback);
    report(completed(exchange, response, begin));
  }

  private static CompletedRequest completed(Exchange exchange, Response response, long begin) {
    return exchange.completed(
        response.getStatus(), Response.getContentBytesWritten(response), System.nanoTime() - begin);
  }

  /** Reports a request that HTTP itself refused, so that it never came here. */
  void refused(Request request, String path, String requestId, int status) {
    report(
        new CompletedRequest(
            requestId,
            RosterConnection.methodOf(request),
            path,
            PresentedCredentials.of(request.getHeaders()),
            doorOf(path).name(),
            Optional.empty(),
            status,
            0,
            System.nanoTime() - request.getHeadersNanoTime(),
            proxies.senderOf(request).address(),
            Optional.empty(),
            Optional.empty()));
  }

  private void report(CompletedRequest request) {
    observers.forEach(each -> each.completed(request));
  }

  /** The path of a request as it was sent. */
  public static String pathOf(Request request) {
    return RosterConnection.targetOf(request).path();
  }

  /** The path of a request with its query as they were sent. */
  public static String targetOf(Request request) {
    return RosterConnection.targetOf(request).text();
  }

  private Exchange exchange(Request request) {
    RequestLine.Target target = RosterConnection.targetOf(request);
    String path = PercentDecoder.decode(target.path());
    TrustedProxies.Sender sender = proxies.senderOf(request);
    return new Exchange(
        requestId(request),
        PresentedCredentials.of(request.getHeaders()),
        sender.address(),
        () -> LocalRequests.sent(request),
        doorOf(path),
        request.getMethod(),
        path,
        origin(request, target, sender),
        target.path(),
        target.query());
  }

  /** The door of a (decoded) path. */
  public Door doorOf(String path) {
    return doors.stream().filter(door -> door.owns(path)).findFirst().orElseThrow();
  }

  /** The operationIds of all contracts. */
  public Set<String> operationIds() {
    return doors.stream()
        .flatMap(door -> door.operationIds().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The id that the caller sent, or a new one. */
  public static String requestId(Request request) {
    String sent = request.getHeaders().get(REQUEST_ID);
    return sent != null && isHarmless(sent, request) ? sent : UUID.randomUUID().toString();
  }

  private static boolean isHarmless(String id, Request request) {
    return HARMLESS.matcher(id).matches()
        && !PresentedCredentials.of(request.getHeaders()).standInId(id);
  }

  private static String origin(
      Request request, RequestLine.Target target, TrustedProxies.Sender sender) {
    String scheme = sender.secure() ? "https" : "http";
    return scheme + "://" + target.authority().orElseGet(() -> host(request));
  }

  private static String host(Request request) {
    return sentHost(request)
        .orElseGet(() -> Request.getServerName(request) + ":" + Request.getServerPort(request));
  }

  private static Optional<String> sentHost(Request request) {
    return Optional.ofNullable(request.getHeaders().getField(HttpHeader.HOST))
        .map(HttpField::getValue);
  }
}
