package dev.roster.server.leaks;

import dev.roster.server.audit.AuditFormat;
import dev.roster.server.audit.AuditQuery;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.leaks.Evidence.Source;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Every row of every table of a database, and its audit events as the two exports write them. */
public final class DatabaseDump {
  private static final OperatorCaller SEARCH = new OperatorCaller("search");

  /** The columns that hold SHA-256 of secrets. */
  private static final Map<String, SecretKind> HASHES =
      Map.of(
          "api_token.token_hash", SecretKind.BEARER_TOKEN,
          "tenant_key.key_hash", SecretKind.TENANT_KEY,
          "invitation_secret.hash", SecretKind.INVITATION_SECRET);

  private DatabaseDump() {}

  /** Adds a database to the evidence. */
  public static void add(String name, DatabaseUrl url, Evidence evidence) {
    boolean audited;
    try (Handle handle = Jdbi.create(url.jdbcUrl()).open()) {
      handle.execute("SET statement_timeout = '20s'");
      audited = addTables(handle, name, evidence);
    }
    if (audited) {
      try (Database database = Database.openForTransfer(url)) {
        addExport(database, name, evidence);
      }
    }
  }

  /** Returns whether there are audit events. */
  private static boolean addTables(Handle handle, String name, Evidence evidence) {
    List<String> tables =
        handle
            .createQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            .mapTo(String.class)
            .list();
    if (tables.isEmpty()) {
      return false;
    }
    Set<String> filled = new HashSet<>();
    handle
        .createQuery(
            tables.stream()
                .map(table ->
                    "SELECT '%1$s' AS place, t::text AS line FROM \"%1$s\" t".formatted(table))
                .collect(Collectors.joining(" UNION ALL ")))
        .map((row, context) -> Map.entry(row.getString("place"), row.getString("line")))
        .forEach(row -> {
          filled.add(row.getKey());
          evidence.add(Source.TABLE, name + "." + row.getKey(), row.getValue());
        });
    HASHES.forEach((column, kind) -> {
      String[] parts = column.split("\\.");
      if (filled.contains(parts[0])) {
        handle
            .createQuery("SELECT encode(" + parts[1] + ", 'hex') FROM " + parts[0])
            .mapTo(String.class)
            .forEach(hash -> evidence.addHash(kind, hash));
      }
    });
    return filled.contains("audit_event");
  }

  private static void addExport(Database database, String name, Evidence evidence) {
    OperatorServices.over(database, Clock.systemUTC())
        .audit()
        .each(
            SEARCH,
            AuditQuery.ALL,
            Long.MAX_VALUE,
            event -> {
              for (AuditFormat format : AuditFormat.values()) {
                evidence.add(Source.AUDIT_EXPORT, name + " " + format, format.line(event));
              }
            });
  }
}
