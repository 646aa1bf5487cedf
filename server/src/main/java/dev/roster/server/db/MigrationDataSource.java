package dev.roster.server.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions for migrations, whose short lock timeout no session of a pool may inherit. */
final class MigrationDataSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;

  private final @Nullable String settings;

  MigrationDataSource(DatabaseUrl url) {
    this.settings = SessionSettings.MIGRATION.sql(url).orElse(null);
    setUrl(SessionSettings.MIGRATION.address(url));
    SessionSettings.OF_DRIVER.forEach((option, value) -> {
      if (url.option(option).isEmpty()) {
        setProperty(option, value);
      }
    });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Connection connection = super.getConnection(user, password);
    if (settings == null) {
      return connection;
    }
    try (Statement sql = connection.createStatement()) {
      sql.execute(settings);
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }
}
