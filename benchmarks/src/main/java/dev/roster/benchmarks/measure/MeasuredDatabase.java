package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.process.ProcessTree;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;

/** The database that the servers use. */
public final class MeasuredDatabase {
  /** Without the statements of this class, and those that begin and end a transaction. */
  private static final String STATEMENTS =
      """
      SELECT coalesce(sum(s.calls), 0)
      FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
      WHERE d.datname = current_database() AND s.query !~ 'pg_stat|pg_extension|pg_backend_pid'
        AND s.query !~* '^(BEGIN|COMMIT|ROLLBACK|SET|SHOW)'
      """;

  private final String jdbcUrl;

  /**
   * A database.
   *
   * @param url {@code postgresql://user:password@host:port/database}, or a URL of JDBC
   */
  public MeasuredDatabase(String url) {
    this.jdbcUrl = url.startsWith("jdbc:") ? url : jdbc(URI.create(url));
  }

  private static String jdbc(URI url) {
    String host = url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    StringBuilder jdbc = new StringBuilder("jdbc:postgresql://" + host + url.getPath());
    List<String> user = List.of((url.getUserInfo() == null ? "" : url.getUserInfo()).split(":", 2));
    List<String> names = List.of("user", "password");
    for (int i = 0; i < user.size() && !user.getFirst().isEmpty(); i++) {
      jdbc.append(i == 0 ? '?' : '&').append(names.get(i)).append('=');
      jdbc.append(URLEncoder.encode(user.get(i), StandardCharsets.UTF_8));
    }
    return jdbc.toString();
  }

  /** The URL for pgjdbc. */
  public String jdbcUrl() {
    return jdbcUrl;
  }

  /** The process tree of the database if it runs on this machine: the parent of a session. */
  public OptionalLong postmaster() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      OptionalLong parent = ProcessTree.parentOf(row.getLong(1));
      return parent.isPresent() && parent.getAsLong() > 1 ? parent : OptionalLong.empty();
    }
  }

  /** The number of statements so far; empty unless the database has pg_stat_statements. */
  OptionalLong statements() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*) FROM pg_extension WHERE extname = 'pg_stat_statements'")) {
        row.next();
        if (row.getLong(1) == 0) {
          return OptionalLong.empty();
        }
      }
      try (ResultSet row = statement.executeQuery(STATEMENTS)) {
        row.next();
        return OptionalLong.of(row.getLong(1));
      }
    }
  }

  /** The version of the server. */
  public String version() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW server_version")) {
      row.next();
      return row.getString(1);
    }
  }
}
