package dev.roster.server.telemetry;

import dev.roster.server.db.DatabaseTracer;
import dev.roster.server.http.RequestTracer;
import dev.roster.server.mail.MailSender;
import dev.roster.server.mail.SmtpUrl;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The export of traces and metrics. Nothing here waits for the receiver, except {@link #close} for
 * a limited time. No class of OpenTelemetry is loaded before {@link #start}.
 */
public interface Telemetry extends AutoCloseable {
  /**
   * Begins to export.
   *
   * @param version of the program
   * @throws dev.roster.server.failure.UserErrorException if a variable cannot be used
   */
  static Telemetry start(TelemetrySettings settings, String version) {
    return OpenTelemetryExport.start(settings, version);
  }

  /** Makes a span of each request, and measures its duration. */
  RequestTracer requests();

  /**
   * Makes spans of work on a database that belongs to a span.
   *
   * @param name of the database
   */
  DatabaseTracer database(Optional<String> name);

  /** Makes spans of mails that are sent to a mail server. */
  MailSender mail(MailSender sender, SmtpUrl server);

  /** Exports the meters of a registry, which is not asked for unless metrics are exported. */
  void export(Supplier<MeterRegistry> registry);

  /** Sends what is left, for a few seconds at most. */
  @Override
  void close();
}
