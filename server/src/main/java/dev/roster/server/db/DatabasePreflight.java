package dev.roster.server.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a database that are checked before anything is changed in it.
 *
 * @param schema where new tables would go; null if the search path leads nowhere
 * @param migrated whether the tables of Roster, or of another application, have a history there
 * @param elsewhere a later schema of the search path that has one; null if there is none
 */
record DatabasePreflight(
    int versionNumber,
    String version,
    String encoding,
    String role,
    String searchPath,
    @Nullable String schema,
    boolean migrated,
    boolean mayCreate,
    @Nullable String elsewhere,
    boolean readOnly) {
  private static final int OLDEST = 140_000;

  private static final String QUERY =
      """
      SELECT current_setting('server_version_num')::int, current_setting('server_version'),
             current_setting('server_encoding'), current_user::text,
             current_setting('search_path'), current_schema()::text,
             EXISTS (SELECT FROM pg_catalog.pg_tables
                     WHERE schemaname = current_schema() AND tablename = 'flyway_schema_history'),
             coalesce(has_schema_privilege(current_schema()::text, 'CREATE'), false),
             (SELECT min(schemaname::text) FROM pg_catalog.pg_tables
              WHERE tablename = 'flyway_schema_history' AND schemaname <> current_schema()
                AND schemaname = ANY (current_schemas(false))),
             pg_is_in_recovery() OR (SELECT reset_val FROM pg_catalog.pg_settings
                                     WHERE name = 'default_transaction_read_only') = 'on'
      """;

  static DatabasePreflight of(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(QUERY)) {
      row.next();
      return new DatabasePreflight(
          row.getInt(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          row.getString(6),
          row.getBoolean(7),
          row.getBoolean(8),
          row.getString(9),
          row.getBoolean(10));
    }
  }

  /** Why Roster cannot work here, with what to do about it. */
  Optional<String> objection() {
    if (versionNumber < OLDEST) {
      return Optional.of("it is PostgreSQL " + version + ", and Roster needs 14 or newer.");
    }
    if (!encoding.equals("UTF8")) {
      return Optional.of(
          "its encoding is "
              + encoding
              + ", which cannot hold or compare every language. Create another with ENCODING"
              + " 'UTF8' TEMPLATE template0.");
    }
    if (schema == null) {
      return Optional.of(
          "no schema of the search path ("
              + searchPath
              + ") exists for the role "
              + role
              + ". Create one, or name another by ?currentSchema=NAME in the database URL.");
    }
    if (!migrated && elsewhere != null) {
      return Optional.of(
          "the search path begins with the schema "
              + schema
              + ", but the tables stand in "
              + elsewhere
              + ". Add ?currentSchema="
              + elsewhere
              + " to the database URL.");
    }
    if (migrated) {
      return Optional.empty();
    }
    if (readOnly) {
      return Optional.of(
          "it is read-only and has no tables of Roster. Name the primary in the database URL.");
    }
    if (!mayCreate) {
      return Optional.of(
          "the role "
              + role
              + " may not create tables. As an administrator, run GRANT CREATE ON SCHEMA "
              + schema
              + " TO "
              + role
              + ".");
    }
    return Optional.empty();
  }
}
