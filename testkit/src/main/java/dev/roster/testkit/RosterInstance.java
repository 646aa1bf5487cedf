package dev.roster.testkit;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A running Roster server with a directory that can be brought into named states. Safe for use by
 * many threads.
 *
 * {@snippet file="com/example/RosterExamplesTest.java" region="shared"}
 *
 * <p>The server runs in a process of its own and ends with this JVM, however that ends. A response
 * that breaks its document becomes a 500 that names the violation.
 *
 * <p>A state adds a tenant, companies and people of its own and leaves everything else alone, so
 * states never disturb each other and nothing has to be cleaned up between tests.
 */
public final class RosterInstance implements AutoCloseable {
  private final URI baseUri;
  private final ControlClient control;
  private final @Nullable SandboxLease lease;
  private volatile boolean closed;

  private RosterInstance(URI baseUri, @Nullable SandboxLease lease) {
    this.baseUri = baseUri;
    this.control = new ControlClient(baseUri);
    this.lease = lease;
  }

  private RosterInstance(SandboxLease lease) {
    this(lease.sandbox(), lease);
  }

  /**
   * Starts a server on an empty PostgreSQL of its own, which goes when the instance is closed.
   * Where {@code ROSTER_SANDBOX_URL} names a sandbox, it uses that one.
   *
   * @throws IllegalStateException if there is no program or no JDK to start; the message says what
   *     to do
   */
  public static RosterInstance start() {
    return running().orElseGet(RosterInstance::startDedicated);
  }

  /**
   * Starts a server on a PostgreSQL that exists. What states put there stays there.
   *
   * @param databaseUrl such as {@code postgresql://user:password@host/database}
   * @throws IllegalStateException if the server cannot be started; the message says why
   */
  public static RosterInstance start(String databaseUrl) {
    Objects.requireNonNull(databaseUrl);
    return new RosterInstance(SandboxLease.own(SandboxProgram.find(), databaseUrl));
  }

  /**
   * Uses the server that all JVMs of this user share, and starts it if there is none. It stops when
   * none of them uses it any more. Where {@code ROSTER_SANDBOX_URL} names a sandbox, it uses that
   * one.
   *
   * @throws IllegalStateException if there is no program or no JDK to start; the message says what
   *     to do
   */
  public static RosterInstance shared() {
    return running()
        .orElseGet(() -> new RosterInstance(SandboxLease.shared(SandboxProgram.find())));
  }

  /** Starts a server that nobody else uses, so that its clock can be moved. */
  static RosterInstance startDedicated() {
    return new RosterInstance(SandboxLease.own(SandboxProgram.find(), null));
  }

  private static Optional<RosterInstance> running() {
    return Setting.SANDBOX_URL
        .value()
        .map(url -> {
          RosterInstance named = new RosterInstance(parse(url), null);
          try {
            named.control.get("/states");
          } catch (IllegalStateException noSandbox) {
            throw new IllegalStateException(
                Setting.SANDBOX_URL.source()
                    + " must be the URL of a running sandbox: start one with `./roster sandbox"
                    + " --port 8090`, or unset it. "
                    + noSandbox.getMessage(),
                noSandbox);
          }
          return named;
        });
  }

  private static URI parse(String url) {
    try {
      URI parsed = new URI(url.strip().replaceFirst("/+$", ""));
      if (parsed.getHost() != null && String.valueOf(parsed.getScheme()).matches("https?")) {
        return parsed;
      }
    } catch (URISyntaxException malformed) {
      // as bad as any other
    }
    throw new IllegalStateException(
        Setting.SANDBOX_URL.source()
            + " must be the URL of a running sandbox, such as http://127.0.0.1:8090, not '"
            + url
            + "'.");
  }

  /** The URL of both contracts, without a trailing slash. */
  public URI baseUri() {
    return baseUri;
  }

  /** The names of all states. */
  public static List<String> states() {
    return StateNames.ALL;
  }

  /** Brings the directory into a state; see {@link #set(String, Map)}. */
  public State set(String state) {
    return set(state, Map.of());
  }

  /**
   * Brings the directory into a state.
   *
   * {@snippet file="com/example/RosterExamplesTest.java" region="state"}
   *
   * @param parameters what the state may be told, such as the role of the caller
   * @return the state with its values, such as the token of its caller
   * @throws UnknownStateException if there is no such state
   * @throws IllegalArgumentException if the state knows no such parameter, or not this value
   */
  public State set(String state, Map<String, ?> parameters) {
    return set(null, state, parameters);
  }

  State set(@Nullable UUID tenant, String state, Map<String, ?> parameters) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("state", state);
    if (tenant != null) {
      body.put("tenant", tenant);
    }
    Map<String, String> given = new LinkedHashMap<>();
    parameters.forEach((name, value) -> given.put(name, String.valueOf(value)));
    body.put("parameters", given);
    try {
      return new State(state, Json.members(control().post("/states", body).get("values")));
    } catch (IllegalArgumentException refused) {
      throw StateNames.ALL.contains(state) ? refused : new UnknownStateException(refused);
    }
  }

  ControlClient control() {
    if (closed) {
      throw new IllegalStateException(
          "This Roster is closed: its server may have stopped, and its directory be deleted. Start"
              + " another one.");
    }
    return control;
  }

  /**
   * Ends the use of the server. One that was started for this instance stops, its PostgreSQL with
   * it if it has one of its own, whose folder is deleted. States are an {@link
   * IllegalStateException} from then on.
   */
  @Override
  public void close() {
    closed = true;
    if (lease != null) {
      lease.close();
    }
  }

  /** The process that was started for this instance alone. */
  Optional<Process> process() {
    return Optional.ofNullable(lease).flatMap(SandboxLease::process);
  }
}
