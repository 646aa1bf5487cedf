package dev.roster.server.diagnosis;

import dev.roster.server.db.ReadConnection;
import java.time.Duration;
import java.util.List;

/** The state of the PostgreSQL server itself, as far as its catalogue shows it to a role. */
public final class PostgresStore {
  /**
   * The session and its server.
   *
   * @param local whether it is reached without a network
   */
  record Session(
      String version, boolean local, boolean encrypted, boolean standby, boolean readOnly) {}

  /**
   * The rights of the role.
   *
   * @param mayMigrate whether it may create tables and owns those that are there
   * @param refused the tables and sequences that it may not use
   */
  record Role(String name, boolean superuser, boolean mayMigrate, List<String> refused) {}

  /**
   * The connections of all databases of the server.
   *
   * @param most how many this role may have, at most
   */
  record Connections(int most, int used) {}

  /**
   * The standbys of a primary.
   *
   * @param visible whether the role may see their state
   * @param required whether a commit waits for one
   * @param lag of the slowest; zero if it is not known
   */
  record Standbys(boolean visible, boolean required, int all, int synchronous, Duration lag) {}

  Session session(ReadConnection tx) {
    return tx.handle()
        .createQuery(
            """
            SELECT current_setting('server_version') AS version,
                   coalesce(host(inet_server_addr()) IN ('127.0.0.1', '::1'), true) AS local,
                   coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)
                     AS encrypted,
                   pg_is_in_recovery() AS standby,
                   (SELECT reset_val FROM pg_settings
                    WHERE name = 'default_transaction_read_only') = 'on' AS read_only
            """)
        .map((row, context) ->
            new Session(
                row.getString("version"),
                row.getBoolean("local"),
                row.getBoolean("encrypted"),
                row.getBoolean("standby"),
                row.getBoolean("read_only")))
        .one();
  }

  Role role(ReadConnection tx) {
    return tx.handle()
        .createQuery(
            """
            WITH relation AS (
              SELECT oid, relname, relkind, relowner FROM pg_class
              WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                AND relkind IN ('r', 'S')
            )
            SELECT rolname, rolsuper,
                   coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
                     AND NOT EXISTS (SELECT FROM relation WHERE NOT pg_has_role(relowner, 'USAGE'))
                     AS may_migrate,
                   ARRAY(SELECT relname::text FROM relation
                         WHERE CASE
                           WHEN relkind = 'S' THEN NOT has_sequence_privilege(oid, 'USAGE')
                           WHEN relname = 'flyway_schema_history'
                             THEN NOT has_table_privilege(oid, 'SELECT')
                           ELSE NOT (has_table_privilege(oid, 'SELECT')
                             AND has_table_privilege(oid, 'INSERT')
                             AND has_table_privilege(oid, 'UPDATE')
                             AND has_table_privilege(oid, 'DELETE'))
                         END
                         ORDER BY relname) AS refused
            FROM pg_roles WHERE rolname = current_user
            """)
        .map((row, context) ->
            new Role(
                row.getString("rolname"),
                row.getBoolean("rolsuper"),
                row.getBoolean("may_migrate"),
                List.of((String[]) row.getArray("refused").getArray())))
        .one();
  }

  Connections connections(ReadConnection tx) {
    return tx.handle()
        .createQuery(
            """
            SELECT least(current_setting('max_connections')::int
                           - current_setting('superuser_reserved_connections')::int,
                         nullif(r.rolconnlimit, -1), nullif(d.datconnlimit, -1)) AS most,
                   (SELECT coalesce(sum(numbackends), 0) FROM pg_stat_database) AS used
            FROM pg_roles r, pg_database d
            WHERE r.rolname = current_user AND d.datname = current_database()
            """)
        .map((row, context) -> new Connections(row.getInt("most"), row.getInt("used")))
        .one();
  }

  Standbys standbys(ReadConnection tx) {
    return tx.handle()
        .createQuery(
            """
            SELECT pg_has_role('pg_read_all_stats', 'USAGE') AS visible,
                   current_setting('synchronous_standby_names') <> ''
                     AND current_setting('synchronous_commit') <> 'off' AS required,
                   count(*) AS standbys,
                   count(*) FILTER (WHERE sync_state IN ('sync', 'quorum')) AS synchronous,
                   coalesce(extract(epoch FROM max(replay_lag)), 0) AS lag
            FROM pg_stat_replication
            """)
        .map((row, context) ->
            new Standbys(
                row.getBoolean("visible"),
                row.getBoolean("required"),
                row.getInt("standbys"),
                row.getInt("synchronous"),
                Duration.ofMillis(Math.round(row.getDouble("lag") * 1000))))
        .one();
  }

  /**
   * The collations of Roster that the operating system sorts otherwise than when indexes were
   * built.
   */
  List<String> changedCollations(ReadConnection tx) {
    return tx.handle()
        .createQuery(
            """
            SELECT collname::text FROM pg_collation
            WHERE collnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
              AND collversion <> pg_collation_actual_version(oid)
            ORDER BY collname
            """)
        .mapTo(String.class)
        .list();
  }
}
