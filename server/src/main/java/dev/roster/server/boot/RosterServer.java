package dev.roster.server.boot;

import dev.roster.openapi.OpenApiDocument;
import dev.roster.server.authentication.JwtAuthenticator;
import dev.roster.server.authentication.LastUseRecorder;
import dev.roster.server.db.Database;
import dev.roster.server.db.Migrations;
import dev.roster.server.http.Annex;
import dev.roster.server.http.AnswerGuard;
import dev.roster.server.http.FrontHandler;
import dev.roster.server.http.HttpListener;
import dev.roster.server.http.Outlet;
import dev.roster.server.http.PublicCredentialGuard;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.Verification;
import dev.roster.server.mail.OutboxRelay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import org.eclipse.jetty.server.Handler;
import org.glassfish.jersey.jetty.JettyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: both contracts on one port, on one database. */
public final class RosterServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RosterServer.class);

  /** Kept, because a logger that nobody keeps forgets its level. */
  private static final java.util.logging.Logger ABOUT_RESOURCES =
      java.util.logging.Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

  static {
    // it warns of every resource whose @Path stands on its generated interface, and serves it
    ABOUT_RESOURCES.setLevel(Level.SEVERE);
  }

  private final Database database;
  private final Wiring wiring;
  private final HttpListener http;
  private final URI listening;
  private final Optional<OutboxRelay> relay;
  private final Optional<AnswerGuard> guard;

  private RosterServer(
      Database database,
      Wiring wiring,
      HttpListener http,
      URI listening,
      Optional<OutboxRelay> relay,
      Optional<AnswerGuard> guard) {
    this.database = database;
    this.wiring = wiring;
    this.http = http;
    this.listening = listening;
    this.relay = relay;
    this.guard = guard;
  }

  /**
   * Looks if a server could listen there now, before anything is made for it.
   *
   * @throws PortUnavailable if the port is taken or may not be used
   */
  public static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException taken) {
      throw new PortUnavailable(host, port, taken);
    }
  }

  /**
   * Migrates the database and starts to listen.
   *
   * @throws dev.roster.server.db.DatabaseUnreachable if the database does not answer
   * @throws PortUnavailable if the port is taken
   */
  public static RosterServer start(Config config, Clock clock) {
    return start(config, clock, database -> Annex.NONE);
  }

  /**
   * The same with work that has to be done on the migrated database before anybody is answered.
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
          return Annex.NONE;
        });
  }

  /**
   * The same with something built on to it, which no server in production has.
   *
   * @param annex makes it, once the database is migrated
   */
  public static RosterServer start(Config config, Clock clock, Function<Database, Annex> annex) {
    Database database = Database.open(config.database(), config.connections());
    try {
      Migrations.apply(database);
      return listen(config, database, clock, annex.apply(database));
    } catch (RuntimeException | Error failure) {
      // an Error as well: whoever starts a server in a JVM of its own lives on
      database.close();
      throw failure;
    }
  }

  private static RosterServer listen(Config config, Database database, Clock clock, Annex annex) {
    Wiring wiring = new Wiring(database, clock, config, annex);
    Handler jersey =
        OwnServices.only(
            () -> ContainerFactory.createContainer(JettyHttpContainer.class, wiring.application()));
    Optional<AnswerGuard> guard = guard(config.verification(), jersey);
    Outlet outlet = new Outlet(config.http(), guard.map(Handler.class::cast).orElse(jersey));
    FrontHandler front = new FrontHandler(wiring.doors(), config.proxies(), outlet);
    HttpListener http;
    try {
      http =
          HttpListener.start(
              config.host(),
              config.port(),
              config.http(),
              front,
              new PublicCredentialGuard(annex.around().apply(front)));
    } catch (IOException taken) {
      throw new PortUnavailable(config.host(), config.port(), taken);
    }
    Optional<OutboxRelay> relay = Optional.empty();
    try {
      URI listening = baseUri(config.host(), http.port());
      relay = wiring.relay(database, config.mail(), listening);
      relay.ifPresent(OutboxRelay::start);
      wiring.lastUse().start();
      wiring.sweeper().start();
      wiring.jwts().ifPresent(JwtAuthenticator::start);
      return new RosterServer(database, wiring, http, listening, relay, guard);
    } catch (RuntimeException | Error failure) {
      try {
        stop(http, relay, wiring, database);
      } catch (RuntimeException | Error more) {
        failure.addSuppressed(more);
      }
      throw failure;
    }
  }

  /** Stops one after the other, each whatever happened to those before. */
  private static void stop(
      HttpListener http, Optional<OutboxRelay> relay, Wiring wiring, Database database) {
    OutboxRelay mail = relay.orElse(null);
    JwtAuthenticator jwts = wiring.jwts().orElse(null);
    Sweeper sweeper = wiring.sweeper();
    LastUseRecorder lastUse = wiring.lastUse();
    try (database;
        lastUse;
        sweeper;
        jwts;
        mail) {
      http.close();
    }
  }

  /** A check that lets wrong answers pass would be worse than none, so it proves itself first. */
  private static Optional<AnswerGuard> guard(Verification mode, Handler next) {
    if (mode == Verification.OFF) {
      return Optional.empty();
    }
    List<SelfTestedDocument> documents = Wiring.documents();
    int refused = documents.stream().mapToInt(SelfTestedDocument::refused).sum();
    LOG.info("Answers are verified; the check refused {} wrong ones first", refused);
    List<OpenApiDocument> promises = documents.stream().map(SelfTestedDocument::document).toList();
    return Optional.of(new AnswerGuard(mode, promises, next));
  }

  /** How many answers were compared with their document; empty if nobody looks. */
  public Optional<AnswerGuard.Tally> verified() {
    return guard.map(AnswerGuard::tally);
  }

  /** Where the server listens, without a trailing slash. */
  public URI baseUri() {
    return listening;
  }

  private static URI baseUri(String host, int port) {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + port);
  }

  /** The database that the server works on. */
  public Database database() {
    return database;
  }

  /** Whether somebody can call the server with this bearer token. */
  public boolean accepts(String token) {
    return wiring.authenticator().accepts(token);
  }

  /** What counts the requests of each bearer token; empty if nothing does. */
  public Optional<RateLimiter> coolsetLimiter() {
    return wiring.coolsetLimiter();
  }

  /** What counts the requests of each tenant key; empty if nothing does. */
  public Optional<RateLimiter> compleatLimiter() {
    return wiring.compleatLimiter();
  }

  /** How many mails wait to be sent. */
  public long waitingMails() {
    return database.reading(wiring.outbox()::waiting);
  }

  /** How many requests were cut off when the server was closed, since they took too long. */
  public int unfinished() {
    return http.unfinished();
  }

  /** Lets the requests under way finish, then stops. */
  @Override
  public void close() {
    stop(http, relay, wiring, database);
  }

  /** The port cannot be listened on. */
  public static final class PortUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortUnavailable(String host, int port, Throwable cause) {
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
