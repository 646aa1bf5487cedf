package dev.roster.benchmarks.floor;

import dev.roster.benchmarks.load.Latencies;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.Scenarios;
import dev.roster.benchmarks.scenario.Statement;
import dev.roster.benchmarks.scenario.Template;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Executes the statements of a scenario through pgjdbc: the least that the data costs. */
final class StatementFloor implements AutoCloseable {
  private final Scenarios scenarios;
  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads;

  StatementFloor(String jdbcUrl, int count, Scenarios scenarios) throws SQLException {
    this.scenarios = scenarios;
    this.threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      connections.add(DriverManager.getConnection(jdbcUrl));
    }
  }

  /** Keeps all connections busy for so long. */
  StatementResult run(StatementRequest request) {
    Scenario scenario = scenarios.named(request.scenario());
    long begin = System.nanoTime();
    long end = begin + request.duration().toNanos();
    List<Callable<List<Long>>> loops = new ArrayList<>();
    for (Connection connection : connections) {
      loops.add(() -> loop(connection, scenario.floor(), end));
    }
    Latencies latencies = new Latencies();
    try {
      for (Future<List<Long>> loop : threads.invokeAll(loops)) {
        loop.get().forEach(latencies::add);
      }
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException("the statements of " + scenario.name() + " fail", failure);
    }
    return new StatementResult(
        latencies.size(),
        System.nanoTime() - begin,
        latencies.percentile(0.5),
        latencies.percentile(0.99),
        latencies.percentile(0.999));
  }

  private List<Long> loop(Connection connection, List<Statement> statements, long end)
      throws SQLException {
    List<Prepared> all = new ArrayList<>();
    for (Statement statement : statements) {
      all.add(new Prepared(connection, statement));
    }
    List<Long> latencies = new ArrayList<>();
    for (long now = System.nanoTime(); now - end < 0; ) {
      for (Prepared statement : all) {
        statement.execute();
      }
      long done = System.nanoTime();
      latencies.add(done - now);
      now = done;
    }
    for (Prepared statement : all) {
      statement.prepared.close();
    }
    return latencies;
  }

  private final class Prepared {
    private final PreparedStatement prepared;
    private final List<Template> parameters;

    Prepared(Connection connection, Statement statement) throws SQLException {
      this.prepared = connection.prepareStatement(statement.sql());
      this.parameters = statement.texts().stream().map(scenarios::template).toList();
    }

    void execute() throws SQLException {
      for (int i = 0; i < parameters.size(); i++) {
        prepared.setString(i + 1, parameters.get(i).nextText());
      }
      try (ResultSet rows = prepared.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            rows.getObject(column);
          }
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    threads.shutdown();
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
