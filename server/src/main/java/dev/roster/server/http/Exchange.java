package dev.roster.server.http;

import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came, before JAX-RS read anything into it, and who turned out to make it. Bound
 * to the thread for as long as the request is handled; not safe for use by several threads.
 */
public final class Exchange {
  private static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

  private final String requestId;
  private final PresentedCredentials presented;
  private final String peer;
  private final BooleanSupplier ofThisMachine;
  private final Door door;
  private final Optional<Route.Match> match;
  private final String method;
  private final String path;
  private final String origin;
  private final String rawTarget;
  private final @Nullable String rawQuery;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private final Map<Class<?>, Object> kept = new HashMap<>();
  private @Nullable Caller caller;
  private DatabaseOutages.@Nullable Kind databaseFailure;
  private boolean inPieces;

  /**
   * @param presented the credentials that the request presents
   * @param peer the network address of the other end
   * @param ofThisMachine tells whether the request was made on this machine and meant for it
   * @param method as sent
   * @param path decoded
   * @param origin scheme and authority as the caller spelled them, for links
   * @param rawTarget the path as sent
   * @param rawQuery the query as sent, without the question mark
   */
  Exchange(
      String requestId,
      PresentedCredentials presented,
      String peer,
      BooleanSupplier ofThisMachine,
      Door door,
      String method,
      String path,
      String origin,
      String rawTarget,
      @Nullable String rawQuery) {
    this.requestId = requestId;
    this.presented = presented;
    this.peer = peer;
    this.ofThisMachine = ofThisMachine;
    this.door = door;
    this.match = door.route(path);
    this.method = method;
    this.path = path;
    this.origin = origin;
    this.rawTarget = rawTarget;
    this.rawQuery = rawQuery;
  }

  /** The exchange that this thread works on. */
  public static Exchange current() {
    return CURRENT.get();
  }

  /** Reports whether this thread works on an exchange. */
  public static boolean isCurrent() {
    return CURRENT.isBound();
  }

  /** Runs the work with this exchange as the current one. */
  <T, X extends Throwable> T call(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  public String requestId() {
    return requestId;
  }

  /** The credentials that the request presents, valid or not. */
  public PresentedCredentials presented() {
    return presented;
  }

  /** The network address of the sender, or what a trusted proxy says of it. */
  public String peer() {
    return peer;
  }

  /** The origin of the request. */
  public CallOrigin callOrigin() {
    return new CallOrigin(Optional.of(peer), Optional.of(requestId));
  }

  /**
   * Reports whether the request was made on this machine and meant for it ({@link
   * LocalRequests#sent}).
   */
  public boolean isOfThisMachine() {
    return ofThisMachine.getAsBoolean();
  }

  public Door door() {
    return door;
  }

  public Optional<Route> route() {
    return match.map(Route.Match::route);
  }

  Optional<Route.Match> match() {
    return match;
  }

  /** The operation that the request asks for; HEAD asks for what GET does. */
  public Optional<Route.Operation> operation() {
    String asked = method.equals("HEAD") ? "GET" : method;
    return route().map(route -> route.operations().get(asked));
  }

  /** That what was asked for will go away; where no operation answers, that the path will. */
  Optional<Deprecation> deprecation() {
    return operation()
        .map(Route.Operation::deprecation)
        .orElseGet(() -> route().flatMap(Route::deprecation));
  }

  /**
   * A variable of the path, decoded.
   *
   * @throws java.util.NoSuchElementException if the path is none of the contract's, or has no such
   *     variable
   */
  public String variable(String name) {
    return match.orElseThrow().variable(name);
  }

  public String method() {
    return method;
  }

  /** The path, decoded. */
  public String path() {
    return path;
  }

  /** The path as sent. */
  public String rawTarget() {
    return rawTarget;
  }

  /** The query as sent, without the question mark; empty if there is none. */
  public Optional<String> rawQuery() {
    return Optional.ofNullable(rawQuery);
  }

  /**
   * Scheme, host and port as the caller spelled them, for example {@code http://localhost:8080}.
   */
  public String origin() {
    return origin;
  }

  /** The path with the origin, as sent and without the query. */
  public String address() {
    return origin + rawTarget;
  }

  /** Adds a header to the response, for what a typed result has no room for. */
  public void addHeader(String name, String value) {
    headers.put(name, value);
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Notes that the body of the response may be too long for one piece of memory. */
  void respondInPieces() {
    inPieces = true;
  }

  boolean isInPieces() {
    return inPieces;
  }

  /** Has something done when the response is built, or will never be. */
  void whenHandled(Runnable work) {
    afterwards.add(work);
  }

  /** Does what waited for the response. */
  void handled() {
    afterwards.forEach(Runnable::run);
  }

  public void calledBy(Caller authenticated) {
    this.caller = authenticated;
  }

  /** Notes that the database failed the request. */
  void failedBy(DatabaseOutages.Kind failure) {
    this.databaseFailure = failure;
  }

  /**
   * The request with its response.
   *
   * @param nanos the time from the beginning to the response
   */
  CompletedRequest completed(int status, long bytes, long nanos) {
    return new CompletedRequest(
        requestId,
        method,
        path,
        presented,
        door.name(),
        operation().map(Route.Operation::id),
        status,
        bytes,
        nanos,
        peer,
        Optional.ofNullable(caller),
        Optional.ofNullable(databaseFailure));
  }

  /**
   * The caller, of the type that the door authenticates.
   *
   * @throws IllegalStateException if the door admitted the request without authentication
   */
  public <C extends Caller> C caller(Class<C> type) {
    if (caller == null) {
      throw new IllegalStateException("the caller is not authenticated");
    }
    return type.cast(caller);
  }

  /** The object of this type that belongs to the exchange; made when it is first asked for. */
  public <T> T kept(Class<T> type, Supplier<T> first) {
    return type.cast(kept.computeIfAbsent(type, _ -> first.get()));
  }
}
