package dev.roster.server.boot;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseClock;
import dev.roster.server.db.Migrations;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.ResponseVerifier;
import dev.roster.server.http.ServerExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: both contracts on one port, on one database. */
public final class RosterServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RosterServer.class);

  /** The difference between the clocks of this machine and of the database that needs no word. */
  private static final Duration MOST_SKEW = Duration.ofSeconds(1);

  private final Database database;
  private final Wiring wiring;
  private final JettyServer http;
  private final Observation observation;

  private RosterServer(
      Database database, Wiring wiring, JettyServer http, Observation observation) {
    this.database = database;
    this.wiring = wiring;
    this.http = http;
    this.observation = observation;
  }

  /**
   * Looks if a server could listen there now, before anything is made for it.
   *
   * @throws PortUnavailableException if the port is taken or may not be used
   */
  public static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException taken) {
      throw new PortUnavailableException(host, port, taken);
    }
  }

  /**
   * Migrates the database and starts to listen.
   *
   * @throws dev.roster.server.db.DatabaseUnreachableException if the database does not answer
   * @throws PortUnavailableException if the port is taken
   */
  public static RosterServer start(Config config, Clock clock) {
    return start(config, clock, database -> ServerExtension.NONE);
  }

  /**
   * The same with work that has to be done on the migrated database before the first request is
   * served.
   *
   * @param preparation what it throws keeps the server from starting
   */
  public static RosterServer startPrepared(
      Config config, Clock clock, Consumer<Database> preparation) {
    return start(
        config,
        clock,
        database -> {
          preparation.accept(database);
          return ServerExtension.NONE;
        });
  }

  /**
   * The same with something built on to it, which no server in production has.
   *
   * @param extension makes it, once the database is migrated
   */
  public static RosterServer start(
      Config config, Clock clock, Function<Database, ServerExtension> extension) {
    Observation observation = Observation.begin(config);
    try {
      return start(config, clock, extension, observation);
    } catch (RuntimeException | Error failure) {
      observation.close();
      throw failure;
    }
  }

  private static RosterServer start(
      Config config,
      Clock clock,
      Function<Database, ServerExtension> extension,
      Observation observation) {
    Database database = Database.open(config.database(), config.connections());
    try {
      Migrations.apply(database);
      database.sessionWarnings().forEach(LOG::warn);
      return listen(config, database, clock, extension.apply(database), observation);
    } catch (RuntimeException | Error failure) {
      // an Error as well: whoever starts a server in a JVM of its own lives on
      database.close();
      throw failure;
    }
  }

  private static void warnOfSkew(Duration skew) {
    if (skew.abs().compareTo(MOST_SKEW) > 0) {
      LOG.warn(
          "the clock of this machine is {} s {} that of the database; tokens expire by the one and"
              + " invitations by the other, so synchronize both (NTP)",
          skew.abs().toSeconds(),
          skew.isNegative() ? "ahead of" : "behind");
    }
  }

  private static RosterServer listen(
      Config config,
      Database database,
      Clock clock,
      ServerExtension extension,
      Observation observation) {
    observation.follow(database);
    Wiring wiring = new Wiring(database, clock, config, extension, observation.managementUri());
    JettyServer http = JettyServer.start(config, wiring, extension, observation);
    RosterServer server = new RosterServer(database, wiring, http, observation);
    try {
      wiring.addRelay(
          database,
          config.mail(),
          http.baseUri(),
          observation.telemetry(),
          observation.measure(database, clock, wiring, http));
      wiring.background().forEach(each -> each.start().run());
      observation.serving(database, config.mail().publicUrl().orElse(http.baseUri()));
      warnOfSkew(new DatabaseClock(database, clock).skew());
      return server;
    } catch (RuntimeException | Error failure) {
      try {
        server.close();
      } catch (RuntimeException | Error more) {
        failure.addSuppressed(more);
      }
      throw failure;
    }
  }

  /** The number of responses that were verified; empty if verification is off. */
  public Optional<ResponseVerifier.Tally> verified() {
    return http.verified();
  }

  /** The URL of the server, without a trailing slash. */
  public URI baseUri() {
    return http.baseUri();
  }

  /** The database that the server works on. */
  public Database database() {
    return database;
  }

  /** Reports whether the server accepts this bearer token. */
  public boolean accepts(String token) {
    return wiring.authenticator().accepts(token);
  }

  /** The rate limiter of bearer tokens; empty without a limit. */
  public Optional<RateLimiter> coolsetLimiter() {
    return wiring.coolsetLimiter();
  }

  /** The rate limiter of tenant keys; empty without a limit. */
  public Optional<RateLimiter> compleatLimiter() {
    return wiring.compleatLimiter();
  }

  /** The number of mails that wait to be sent. */
  public long waitingMails() {
    return database.reading(wiring.outbox()::waiting);
  }

  /**
   * The number of requests that were cut off when the server was closed, since they took too long.
   */
  public int unfinished() {
    return http.unfinished();
  }

  /** The URL of the management port, without a trailing slash; empty if there is none. */
  public Optional<URI> managementUri() {
    return observation.managementUri();
  }

  /**
   * Announces that the server is about to stop: it is not ready any more, and closes each
   * connection with its next response. It responds to all requests until it is closed.
   */
  public void drain() {
    observation.draining();
    http.listener().announceStop();
  }

  /** Finishes the requests under way, then stops. */
  @Override
  public void close() {
    Shutdown shutdown = new Shutdown();
    shutdown.run(this::drain);
    shutdown.run(http::close);
    wiring.background().reversed().forEach(each -> shutdown.run(each.stop()));
    shutdown.run(observation::close);
    shutdown.run(database::close);
    shutdown.finish();
  }

  /** The port cannot be listened on. */
  public static final class PortUnavailableException extends UserErrorException {
    private static final long serialVersionUID = 1L;

    PortUnavailableException(String host, int port, Throwable cause) {
      super(
          isElsewhere(host)
              ? "--host must be an address of this machine or a name of one, not '" + host + "'."
              : "Port "
                  + port
                  + " of "
                  + host
                  + " is taken or may not be used; choose another with --port.",
          cause);
    }

    /** Reports whether no network interface of this machine has an address of the host. */
    private static boolean isElsewhere(String host) {
      try {
        for (InetAddress address : InetAddress.getAllByName(host)) {
          if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
            return false;
          }
        }
        return true;
      } catch (IOException unknown) {
        return false;
      }
    }
  }
}
