package dev.roster.server.boot;

import dev.roster.server.audit.AuditStore;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseClock;
import dev.roster.server.http.HttpListener;
import dev.roster.server.http.ResponseVerifier;
import dev.roster.server.mail.DeliveryObserver;
import dev.roster.server.mail.MailNotSentException;
import dev.roster.server.mail.Outbox;
import dev.roster.server.ops.Metrics;
import dev.roster.server.ops.Sampler;
import dev.roster.server.replica.RateLimitExchange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/** The metrics of a server's own parts, beside those of requests and of the JVM. */
final class ServerMetrics {
  private static final double NANOS = 1e9;

  private final Metrics metrics;

  ServerMetrics(Metrics metrics) {
    this.metrics = metrics;
  }

  void addListener(HttpListener listener) {
    listener
        .certificateExpiry()
        .ifPresent(_ ->
            metrics.gauge(
                "roster.tls.certificate.expiry.seconds",
                "End of the validity of the certificate of TLS, in seconds since 1970",
                () -> listener.certificateExpiry().map(Instant::getEpochSecond).orElse(0L)));
    metrics.gauge("http.server.connections", "Open connections of clients", listener::connections);
    metrics.counter(
        "http.server.requests.refused",
        "Requests that were refused with 503 since too many came",
        listener::refused);
    metrics.gauge("http.server.requests.running", "Requests that run", listener::running);
    metrics.gauge(
        "http.server.requests.waiting", "Requests that wait for others", listener::waiting);
  }

  void addDatabase(Database database) {
    database.reportTo(metrics.registry());
    metrics.gauge(
        "roster.database.waiting", "Requests that wait for a connection", database::waiting);
  }

  /** The stored work of all servers, and how far the clock there is ahead of that here. */
  private record Stored(Outbox.Backlog mail, long events, Duration skew) {}

  /** Shows the work that is stored, read once for all; NaN while the database does not respond. */
  void addStored(Database database, Clock clock, Outbox outbox, AuditStore audit) {
    DatabaseClock theirs = new DatabaseClock(database, clock);
    Sampler<Stored> stored =
        new Sampler<>(() -> {
          Duration skew = theirs.skew();
          return database.reading(tx -> new Stored(outbox.backlog(tx), audit.written(tx), skew));
        });
    metrics.gauge(
        "roster.database.clock.skew.seconds",
        "Time by which the clock of the database is ahead of that of this server",
        () -> stored.value(each -> each.skew().toNanos() / NANOS));
    metrics.gauge(
        "roster.outbox.waiting",
        "Mails that wait to be sent, of all servers",
        () -> stored.value(each -> each.mail().waiting()));
    metrics.gauge(
        "roster.outbox.oldest.age.seconds",
        "Age of the mail that has waited longest",
        () -> stored.value(each -> each.mail().oldest().toNanos() / NANOS));
    metrics.counter(
        "roster.audit.events",
        "Events of the audit log, of all servers",
        () -> stored.value(Stored::events));
  }

  void addExchange(RateLimitExchange exchange) {
    metrics.gauge(
        "roster.rate.limit.replicas",
        "Servers that count rate limits together, this one among them",
        exchange::replicas);
  }

  void addVerifier(ResponseVerifier verifier) {
    metrics.counter(
        "roster.responses.verified",
        "Responses that were compared with their document",
        () -> verifier.tally().checked());
    metrics.counter(
        "roster.responses.violating",
        "Responses that violated their document",
        () -> verifier.tally().broken());
  }

  /** Counts attempts to send mail. */
  DeliveryObserver deliveries() {
    MeterRegistry registry = metrics.registry();
    Counter sent = attempts(registry, "sent");
    Counter givenUp =
        Counter.builder("roster.mail.given.up")
            .description("Mails that are not tried again")
            .register(registry);
    Stream.of(MailNotSentException.Kind.values()).forEach(kind -> attempts(registry, name(kind)));
    return new DeliveryObserver() {
      @Override
      public void sent() {
        sent.increment();
      }

      @Override
      public void failed(MailNotSentException.Kind kind, boolean isLast) {
        attempts(registry, name(kind)).increment();
        if (isLast) {
          givenUp.increment();
        }
      }
    };
  }

  private static String name(MailNotSentException.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Counter attempts(MeterRegistry registry, String result) {
    return Counter.builder("roster.mail.attempts")
        .description("Attempts to send a mail, by their result")
        .tags("result", result)
        .register(registry);
  }
}
