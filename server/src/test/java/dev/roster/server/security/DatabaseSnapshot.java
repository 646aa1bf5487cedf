package dev.roster.server.security;

import dev.roster.server.testing.TestServer;
import java.util.List;
import java.util.stream.Collectors;

/** The content of a database, row by row. */
final class DatabaseSnapshot {
  private DatabaseSnapshot() {}

  /** Every table of the schema, except the migrations. */
  static List<String> tables(TestServer server) {
    return server
        .database()
        .reading(tx ->
            tx.handle()
                .createQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                        + " AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'flyway%'"
                        + " ORDER BY table_name")
                .mapTo(String.class)
                .list());
  }

  /**
   * All rows of these tables as one text. When a token was used last is left out: it is no change
   * of the directory, and written later.
   */
  static String of(TestServer server, List<String> tables) {
    String query =
        tables.stream()
            .map(table ->
                "SELECT '%s ' || (to_jsonb(t) - 'last_used_at')::text AS row FROM \"%s\" t"
                    .formatted(table, table))
            .collect(Collectors.joining(" UNION ALL "));
    return server
        .database()
        .reading(tx ->
            String.join(
                "\n", tx.handle().createQuery(query + " ORDER BY row").mapTo(String.class).list()));
  }
}
