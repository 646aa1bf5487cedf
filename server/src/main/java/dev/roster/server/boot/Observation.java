package dev.roster.server.boot;

import dev.roster.server.audit.AuditStore;
import dev.roster.server.db.Database;
import dev.roster.server.http.AccessLog;
import dev.roster.server.http.RequestObserver;
import dev.roster.server.http.RequestTracer;
import dev.roster.server.mail.DeliveryObserver;
import dev.roster.server.ops.DatabaseReadiness;
import dev.roster.server.ops.Management;
import dev.roster.server.ops.Metrics;
import dev.roster.server.ops.PageLook;
import dev.roster.server.ops.RequestMetrics;
import dev.roster.server.telemetry.Telemetry;
import dev.roster.server.web.PageFrame;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts that observe a server: its access log, its management port and OpenTelemetry. */
final class Observation implements AutoCloseable {
  private static final PageLook LOOK = new PageLook(PageFrame::elsewhere, PageFrame.STYLES);

  private final Optional<Management> management;
  private final Optional<Telemetry> telemetry;

  private Observation(Optional<Management> management, Optional<Telemetry> telemetry) {
    this.management = management;
    this.telemetry = telemetry;
  }

  /** Begins before there is a database, so that a long migration is seen. */
  static Observation begin(Config config) {
    Optional<Telemetry> telemetry =
        config.telemetry().map(settings -> Telemetry.start(settings, version()));
    try {
      return new Observation(
          config.management().map(address -> new Management(address, LOOK)), telemetry);
    } catch (RuntimeException | Error failure) {
      telemetry.ifPresent(Telemetry::close);
      throw failure;
    }
  }

  private static String version() {
    return Optional.ofNullable(Observation.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }

  /** The export to OpenTelemetry; empty if it is off. */
  Optional<Telemetry> telemetry() {
    return telemetry;
  }

  RequestTracer tracer() {
    return telemetry.map(Telemetry::requests).orElse(RequestTracer.OF_CALLERS);
  }

  /** The observers of requests for the doors of a server. */
  List<RequestObserver> observers(Wiring wiring) {
    List<RequestObserver> observers = new ArrayList<>(List.of(new AccessLog()));
    management.ifPresent(
        each -> observers.add(new RequestMetrics(each.metrics().registry(), wiring.apis())));
    return observers;
  }

  /** Follows work on the database from now on. */
  void follow(Database database) {
    telemetry.ifPresent(each -> database.traceWith(each.database(database.name())));
  }

  /** Measures the parts of a server, and returns the counter of the mails that its relay sends. */
  DeliveryObserver measure(Database database, Clock clock, Wiring wiring, JettyServer http) {
    return management
        .map(each -> measure(each.metrics(), database, clock, wiring, http))
        .orElse(DeliveryObserver.NONE);
  }

  private DeliveryObserver measure(
      Metrics metrics, Database database, Clock clock, Wiring wiring, JettyServer http) {
    ServerMetrics measures = new ServerMetrics(metrics);
    measures.addDatabase(database);
    measures.addListener(http.listener());
    measures.addStored(database, clock, wiring.outbox(), new AuditStore());
    http.verifier().ifPresent(measures::addVerifier);
    wiring.exchange().ifPresent(measures::addExchange);
    metrics.version(version());
    telemetry.ifPresent(each -> each.export(metrics::complete));
    return measures.deliveries();
  }

  /**
   * Announces that the server serves.
   *
   * @param address where people reach it
   */
  void serving(Database database, URI address) {
    management.ifPresent(each -> {
      each.serving(address);
      each.readiness().serving(new DatabaseReadiness(database.probe()));
    });
  }

  /** Announces that the server is about to stop. */
  void draining() {
    management.ifPresent(each -> each.readiness().draining());
  }

  /** The URL of the management port, without a trailing slash; empty if there is none. */
  Optional<URI> managementUri() {
    return management.map(Management::baseUri);
  }

  /** Sends what is left to be exported, and closes the management port. */
  @Override
  public void close() {
    Shutdown shutdown = new Shutdown();
    telemetry.ifPresent(each -> shutdown.run(each::close));
    management.ifPresent(each -> shutdown.run(each::close));
    shutdown.finish();
  }
}
