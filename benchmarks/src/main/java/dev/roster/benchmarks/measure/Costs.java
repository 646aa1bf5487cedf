package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.jvm.JvmConnection;
import dev.roster.benchmarks.report.Report.Cost;
import dev.roster.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Allocation and statements per request, after everything else: counting them costs the subjects
 * time and memory.
 */
final class Costs {
  private final List<Subject> subjects;
  private final Optional<MeasuredDatabase> database;
  private final Plan plan;

  Costs(List<Subject> subjects, Optional<MeasuredDatabase> database, Plan plan) {
    this.subjects = subjects;
    this.database = database;
    this.plan = plan;
  }

  List<Cost> measure() throws IOException, SQLException {
    Map<String, JvmConnection> machines = new HashMap<>();
    try {
      for (Subject subject : subjects) {
        JvmConnection.to(subject.processes().root())
            .ifPresent(machine -> machines.put(subject.name(), machine));
      }
      List<Cost> costs = new ArrayList<>();
      for (Scenario scenario : plan.scenarios()) {
        for (Subject subject : subjects) {
          if (subject.supports(scenario)) {
            Optional<JvmConnection> machine = Optional.ofNullable(machines.get(subject.name()));
            costs.add(measure(scenario, subject, machine));
          }
        }
      }
      return costs;
    } finally {
      for (JvmConnection machine : machines.values()) {
        machine.close();
      }
    }
  }

  private Cost measure(Scenario scenario, Subject subject, Optional<JvmConnection> machine)
      throws IOException, SQLException {
    OptionalLong statementsBefore = statements(subject);
    long allocatedBefore = machine.isPresent() ? machine.get().allocatedBytes() : 0;
    Subject.Load load = subject.closedLoop(scenario, plan.closed());
    long allocated = machine.isPresent() ? machine.get().allocatedBytes() - allocatedBefore : 0;
    OptionalLong statementsAfter = statements(subject);
    double requests = Math.max(1, load.requests() + load.errors());
    return new Cost(
        scenario.name(),
        subject.name(),
        machine.isPresent() ? allocated / requests : null,
        statementsBefore.isPresent() && statementsAfter.isPresent()
            ? (statementsAfter.getAsLong() - statementsBefore.getAsLong()) / requests
            : null);
  }

  private OptionalLong statements(Subject subject) throws SQLException {
    return database.isPresent() && subject.usesDatabase()
        ? database.get().statements()
        : OptionalLong.empty();
  }
}
