package dev.roster.server.telemetry;

import dev.roster.server.db.DatabaseTracer;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.RequestTracer;
import dev.roster.server.mail.MailSender;
import dev.roster.server.mail.SmtpUrl;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The export by OpenTelemetry's SDK, which sends from threads of its own. */
final class OpenTelemetryExport implements Telemetry {
  private static final String SCOPE = "dev.roster.server";
  private static final String OTLP = "otlp";
  private static final String NONE = "none";
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> VERSION = AttributeKey.stringKey("service.version");

  /** Begins the name that the SDK gives a service without one. */
  private static final String UNKNOWN = "unknown_service";

  private static final Pattern PROPERTY = Pattern.compile("otel(?:\\.[a-z]+)+");

  /** A stop has to end in time, whether the receiver is there or not. */
  private static final int PATIENCE_SECONDS = 3;

  private final OpenTelemetrySdk sdk;
  private final TelemetrySettings settings;
  private final Tracer tracer;
  private final MeterProvider meters;

  private OpenTelemetryExport(OpenTelemetrySdk sdk, TelemetrySettings settings) {
    this.sdk = sdk;
    this.settings = settings;
    TracerProvider spans = settings.traces() ? sdk.getTracerProvider() : TracerProvider.noop();
    this.tracer = spans.get(SCOPE);
    this.meters = settings.metrics() ? sdk.getMeterProvider() : MeterProvider.noop();
  }

  static OpenTelemetryExport start(TelemetrySettings settings, String version) {
    try {
      return new OpenTelemetryExport(
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .setServiceClassLoader(OpenTelemetryExport.class.getClassLoader())
              .addPropertiesSupplier(() -> defaults(settings))
              .addPropertiesCustomizer(_ -> decided(settings))
              .addResourceCustomizer((resource, _) -> named(resource, version))
              .build()
              .getOpenTelemetrySdk(),
          settings);
    } catch (ConfigurationException | IllegalArgumentException wrong) {
      throw new UserErrorException(explanation(wrong), wrong);
    }
  }

  private static Map<String, String> defaults(TelemetrySettings settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    settings
        .variables()
        .forEach((name, value) ->
            properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
    return properties;
  }

  /** No variable changes these. */
  private static Map<String, String> decided(TelemetrySettings settings) {
    return Map.of(
        "otel.traces.exporter",
        settings.traces() ? OTLP : NONE,
        "otel.metrics.exporter",
        settings.metrics() ? OTLP : NONE,
        "otel.logs.exporter",
        NONE,
        "otel.propagators",
        "tracecontext");
  }

  private static Resource named(Resource resource, String version) {
    @Nullable String name = resource.getAttribute(SERVICE);
    Resource named = Resource.builder().put(VERSION, version).build().merge(resource);
    return name == null || name.startsWith(UNKNOWN)
        ? named.merge(Resource.builder().put(SERVICE, "roster").build())
        : named;
  }

  /** Names the variable and not its value, which may be a password. */
  private static String explanation(Throwable wrong) {
    Matcher property = PROPERTY.matcher(String.valueOf(wrong.getMessage()));
    if (property.find()) {
      return property.group().toUpperCase(Locale.ROOT).replace('.', '_') + " cannot be used.";
    }
    return String.valueOf(wrong.getMessage()).toLowerCase(Locale.ROOT).contains("endpoint")
        ? "OTEL_EXPORTER_OTLP_ENDPOINT must be a URL such as http://collector:4318."
        : "One of the OTEL_* variables cannot be used.";
  }

  @Override
  public RequestTracer requests() {
    return new RequestSpans(tracer, meters.get(SCOPE));
  }

  @Override
  public DatabaseTracer database(Optional<String> name) {
    return new DatabaseSpans(tracer, name);
  }

  @Override
  public MailSender mail(MailSender sender, SmtpUrl server) {
    return new MailSpans(tracer, sender, server);
  }

  @Override
  public void export(Supplier<MeterRegistry> registry) {
    if (settings.metrics()) {
      new MeterExport(meters.get(SCOPE), registry.get()).start();
    }
  }

  @Override
  public void close() {
    sdk.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
