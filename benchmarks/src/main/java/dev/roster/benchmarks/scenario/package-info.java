/** Scenarios: requests with variables, read from YAML. */
@NullMarked
package dev.roster.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
