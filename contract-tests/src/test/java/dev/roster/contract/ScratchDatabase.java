package dev.roster.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A database of its own in a PostgreSQL that others use as well. It is there in a moment, while a
 * PostgreSQL of its own takes seconds.
 */
final class ScratchDatabase implements AutoCloseable {
  private final String cluster;
  private final String name;

  private ScratchDatabase(String cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  /**
   * Makes an empty database.
   *
   * @param cluster the file with the JDBC URL of another database of the PostgreSQL, with the right
   *     to do this; a password on a command line would be seen by all users of the machine
   */
  static ScratchDatabase create(Path cluster) {
    ScratchDatabase database =
        new ScratchDatabase(
            read(cluster), "scratch_" + UUID.randomUUID().toString().replace("-", ""));
    database.execute("CREATE DATABASE " + database.name);
    return database;
  }

  private static String read(Path url) {
    try {
      return Files.readString(url);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Its JDBC URL. */
  String url() {
    return cluster.replaceFirst("/[^/?]*(?=\\?|$)", "/" + name);
  }

  private void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(cluster);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    execute("DROP DATABASE " + name + " WITH (FORCE)");
  }
}
