package dev.roster.server.telemetry;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows the meters of a registry to OpenTelemetry, which reads them whenever it exports. A meter of
 * several statistics becomes an instrument for each, such as {@code
 * hikaricp.connections.usage.max}.
 */
final class MeterExport {
  /** Measured by {@link RequestSpans}, by the names and buckets of the semantic conventions. */
  private static final String REQUESTS = "http.server.requests";

  private static final Set<Statistic> GROWING =
      Set.of(Statistic.COUNT, Statistic.TOTAL, Statistic.TOTAL_TIME);

  private final Meter meter;
  private final MeterRegistry registry;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  MeterExport(Meter meter, MeterRegistry registry) {
    this.meter = meter;
    this.registry = registry;
  }

  /** Shows all meters that are there, and those that come later. */
  void start() {
    registry.config().onMeterAdded(this::add);
    registry.getMeters().forEach(this::add);
  }

  private void add(io.micrometer.core.instrument.Meter added) {
    String name = added.getId().getName();
    if (name.equals(REQUESTS) || !known.add(name)) {
      return;
    }
    Iterable<Measurement> all = added.measure();
    boolean alone = all.spliterator().getExactSizeIfKnown() == 1;
    for (Measurement each : all) {
      Statistic statistic = each.getStatistic();
      show(
          added.getId(),
          alone ? name : name + "." + statistic.name().toLowerCase(Locale.ROOT),
          statistic);
    }
  }

  private void show(
      io.micrometer.core.instrument.Meter.Id shown, String name, Statistic statistic) {
    String description = Objects.requireNonNullElse(shown.getDescription(), "");
    String unit = Objects.requireNonNullElse(shown.getBaseUnit(), "");
    if (GROWING.contains(statistic)) {
      var unused =
          meter
              .counterBuilder(name)
              .ofDoubles()
              .setDescription(description)
              .setUnit(unit)
              .buildWithCallback(observed -> observe(observed, shown.getName(), statistic));
    } else {
      var unused =
          meter
              .gaugeBuilder(name)
              .setDescription(description)
              .setUnit(unit)
              .buildWithCallback(observed -> observe(observed, shown.getName(), statistic));
    }
  }

  private void observe(ObservableDoubleMeasurement observed, String name, Statistic statistic) {
    for (io.micrometer.core.instrument.Meter each : registry.find(name).meters()) {
      for (Measurement measurement : each.measure()) {
        double value = measurement.getValue();
        // what is not known now, such as the outbox without the database, is not exported
        if (measurement.getStatistic() == statistic && Double.isFinite(value)) {
          observed.record(value, attributes(each.getId()));
        }
      }
    }
  }

  private static Attributes attributes(io.micrometer.core.instrument.Meter.Id meter) {
    AttributesBuilder attributes = Attributes.builder();
    for (Tag tag : meter.getTagsAsIterable()) {
      attributes.put(tag.getKey(), tag.getValue());
    }
    return attributes.build();
  }
}
