package dev.roster.server.testing;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.db.Migrations;
import dev.roster.server.leaks.DatabaseDump;
import dev.roster.server.leaks.Evidence;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL, started once per JVM. Each caller gets a database of its own, copied from one
 * that was migrated once.
 */
public final class TestDatabase {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String OBJECT_IN_USE = "55006";

  private TestDatabase() {}

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres postgres = EmbeddedPostgres.startThrowaway();
      Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
      run(postgres.url(), "CREATE DATABASE migrated");
      try (Database migrated = Database.openForTransfer(named(postgres.url(), "migrated"))) {
        Migrations.apply(migrated);
      }
      return postgres;
    }
  }

  /** A migrated database that nobody else uses. */
  public static synchronized DatabaseUrl fresh() {
    return create(" TEMPLATE migrated STRATEGY FILE_COPY");
  }

  /** A database without anything in it. */
  public static synchronized DatabaseUrl empty() {
    return create(" STRATEGY FILE_COPY");
  }

  /** A database that somebody created with options of their own, without anything in it. */
  public static synchronized DatabaseUrl created(String options) {
    return create(" TEMPLATE template0 " + options);
  }

  /**
   * Runs a statement as an administrator of the server; {@code %s} stands for the database's name.
   */
  public static void administer(DatabaseUrl url, String statement) {
    run(Server.POSTGRES.url(), statement.formatted(name(url)));
  }

  /** Ends all sessions of a database, as its server does when it stops. */
  public static void closeConnections(DatabaseUrl url) {
    administer(
        url, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '%s'");
  }

  /** Sends a process of the database a signal: {@code STOP} freezes it until {@code CONT}. */
  public static void signal(String name, long process) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process)).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("there is no process " + process);
      }
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Runs statements in a database as its administrator. */
  public static void change(DatabaseUrl url, String... statements) {
    for (String statement : statements) {
      run(named(Server.POSTGRES.url(), name(url)), statement);
    }
  }

  /** The same database for a role without rights, which is made for it. */
  public static DatabaseUrl asNobody(DatabaseUrl url) {
    String role = "nobody_" + name(url);
    administer(url, "CREATE ROLE " + role + " LOGIN PASSWORD 'pw'");
    return as(url, role, "pw");
  }

  /** The same database for another role. */
  public static DatabaseUrl as(DatabaseUrl url, String role, String password) {
    String address = url.jdbcUrl().substring(0, url.jdbcUrl().indexOf('?'));
    return new DatabaseUrl(address + "?user=" + role + "&password=" + password);
  }

  /** The name of a database. */
  public static String name(DatabaseUrl url) {
    return url.toString().substring(url.toString().lastIndexOf('/') + 1);
  }

  /** Frees the disk, for tests that use a great many databases. */
  public static void drop(DatabaseUrl url) {
    String name = name(url);
    dump(name);
    run(Server.POSTGRES.url(), "DROP DATABASE " + name + " WITH (FORCE)");
  }

  /**
   * Adds every database that is still there to the evidence of the suite, counts them, and drops
   * those that nobody uses any more.
   */
  public static synchronized int dumpAll() {
    if (COUNT.get() == 0) {
      return 0;
    }
    List<String> names = new ArrayList<>();
    try (var connection = DriverManager.getConnection(Server.POSTGRES.url().jdbcUrl());
        Statement sql = connection.createStatement()) {
      try (ResultSet all =
          sql.executeQuery("SELECT datname FROM pg_database WHERE datname ~ '^test[0-9]+$'")) {
        while (all.next()) {
          names.add(all.getString(1));
        }
      }
      for (String name : names) {
        dump(name);
        dropUnused(sql, name);
      }
      return names.size();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void dropUnused(Statement sql, String name) throws SQLException {
    try {
      sql.execute("DROP DATABASE " + name);
    } catch (SQLException failure) {
      if (!OBJECT_IN_USE.equals(failure.getSQLState())) {
        throw failure;
      }
    }
  }

  private static void dump(String name) {
    // a test of an outage may have closed it
    run(Server.POSTGRES.url(), "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    DatabaseDump.add(name, named(Server.POSTGRES.url(), name), Evidence.ofSuite());
  }

  private static DatabaseUrl create(String from) {
    String name = "test" + COUNT.incrementAndGet();
    run(Server.POSTGRES.url(), "CREATE DATABASE " + name + from);
    return named(Server.POSTGRES.url(), name);
  }

  private static DatabaseUrl named(DatabaseUrl url, String name) {
    return new DatabaseUrl(url.jdbcUrl().replace("/postgres?", "/" + name + "?"));
  }

  private static void run(DatabaseUrl url, String statement) {
    try (var connection = DriverManager.getConnection(url.jdbcUrl());
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException failure) {
      throw new IllegalStateException(statement, failure);
    }
  }
}
