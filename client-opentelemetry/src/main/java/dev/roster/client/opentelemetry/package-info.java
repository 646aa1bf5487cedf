/**
 * Traces and metrics of the Java client: {@link
 * dev.roster.client.opentelemetry.OpenTelemetryObserver}.
 */
package dev.roster.client.opentelemetry;
