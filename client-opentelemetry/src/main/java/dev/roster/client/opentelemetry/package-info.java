/**
 * Traces and metrics of the Java client: {@link
 * dev.roster.client.opentelemetry.OpenTelemetryObserver}.
 *
 * {@snippet file="com/example/TelemetryExamples.java" region="traced"}
 */
package dev.roster.client.opentelemetry;
