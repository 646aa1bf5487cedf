/** Traces and metrics for OpenTelemetry, off unless its environment variables ask for them. */
@NullMarked
package dev.roster.server.telemetry;

import org.jspecify.annotations.NullMarked;
