package com.example;

import dev.roster.client.CoolsetClient;
import dev.roster.client.opentelemetry.OpenTelemetryObserver;
import io.opentelemetry.api.OpenTelemetry;

/** The example in the Javadoc about traces and metrics. */
public final class TelemetryExamples {
  private TelemetryExamples() {}

  public static CoolsetClient traced(CoolsetClient.Builder builder, OpenTelemetry telemetry) {
    // @start region="traced"
    CoolsetClient coolset = builder.observer(OpenTelemetryObserver.create(telemetry)).build();
    // @end region="traced"
    return coolset;
  }
}
