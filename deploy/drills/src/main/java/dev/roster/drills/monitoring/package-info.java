/** A real Prometheus beside a cluster: fires each alert by its fault, and draws the dashboard. */
@NullMarked
package dev.roster.drills.monitoring;

import org.jspecify.annotations.NullMarked;
