package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/**
 * The extent of a measurement.
 *
 * @param warmUp the closed loop of each scenario and subject before anything counts
 * @param closed the length of a run in a closed loop
 * @param open the length of a run in the open model
 * @param load the rate of the open model as a share of the throughput in the closed loop before it
 */
public record Plan(
    List<Scenario> scenarios,
    int cycles,
    Duration warmUp,
    Duration closed,
    Duration open,
    double load) {}
