package dev.roster.server.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The metrics of a server, in Prometheus' text format. Safe for use by many threads. */
public final class Metrics implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int OK = 200;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Micrometer itself refers to them weakly, and shows the last value once they are gone. */
  private final List<DoubleSupplier> counted = new CopyOnWriteArrayList<>();

  /** Bound by the first look, so that a server that nobody watches does not carry them. */
  private @Nullable JvmGcMetrics ofCollector;

  /** The registry, for meters of libraries. */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * Shows a value of now.
   *
   * @param value must not wait; NaN where it is not known
   */
  public void gauge(String name, String description, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  /**
   * Shows a number that only grows.
   *
   * @param value must not wait
   * @param tags names and values by turns
   */
  public void counter(String name, String description, DoubleSupplier value, String... tags) {
    counted.add(value);
    FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /** Shows the version of the running program, as the labels of a gauge that is always 1. */
  public void version(String version) {
    Gauge.builder("roster.build.info", () -> 1)
        .description("The version of Roster and of Java")
        .tags("version", version, "java", Runtime.version().toString())
        .register(registry);
  }

  /** The registry with the meters of the JVM, for those who read all. */
  public MeterRegistry complete() {
    bindJvm();
    return registry;
  }

  Page page() {
    bindJvm();
    return new Page(OK, TEXT, registry.scrape(), "");
  }

  private synchronized void bindJvm() {
    if (ofCollector == null) {
      ofCollector = new JvmGcMetrics();
      List<MeterBinder> binders =
          List.of(
              ofCollector,
              new JvmMemoryMetrics(),
              new JvmThreadMetrics(),
              new JvmInfoMetrics(),
              new ClassLoaderMetrics(),
              new ProcessorMetrics(),
              new FileDescriptorMetrics(),
              new UptimeMetrics());
      binders.forEach(each -> each.bindTo(registry));
    }
  }

  @Override
  public synchronized void close() {
    if (ofCollector != null) {
      ofCollector.close();
    }
    registry.close();
  }
}
