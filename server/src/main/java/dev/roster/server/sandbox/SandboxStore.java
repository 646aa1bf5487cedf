package dev.roster.server.sandbox;

import dev.roster.server.credential.SecretHash;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import dev.roster.server.sandbox.SandboxClock.Setting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The database work of a sandbox alone: it keeps a clock there, and removes a tenant with all that
 * belongs to it.
 */
final class SandboxStore {

  /**
   * Makes a schema with the functions of the clock, for connections that look there before they
   * look into PostgreSQL's own schema. {@code CURRENT_TIMESTAMP} is no function and stays real, as
   * defaults of columns do.
   *
   * @param schema a name of our own making
   */
  void installClock(Transaction tx, String schema) {
    tx.handle()
        .createScript(
            """
            CREATE SCHEMA %1$s;
            CREATE TABLE %1$s.clock (frozen_at timestamptz, ahead interval NOT NULL);
            INSERT INTO %1$s.clock (ahead) VALUES (interval '0');
            CREATE FUNCTION %1$s.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
              'SELECT coalesce(frozen_at, pg_catalog.clock_timestamp() + ahead) FROM %1$s.clock';
            CREATE FUNCTION %1$s.statement_timestamp() RETURNS timestamptz LANGUAGE sql STABLE AS
              'SELECT coalesce(frozen_at, pg_catalog.statement_timestamp() + ahead) FROM %1$s.clock';
            CREATE FUNCTION %1$s.now() RETURNS timestamptz LANGUAGE sql STABLE AS
              'SELECT coalesce(frozen_at, pg_catalog.now() + ahead) FROM %1$s.clock';
            """
                .formatted(schema))
        .execute();
  }

  void moveClock(Transaction tx, String schema, Setting setting) {
    tx.handle()
        .createUpdate(
            "UPDATE %s.clock SET frozen_at = :frozenAt, ahead = :micros * interval '1 microsecond'"
                .formatted(schema))
        .bind("frozenAt", setting.frozenAt())
        .bind("micros", setting.ahead().toNanos() / 1000)
        .execute();
  }

  void removeClock(Transaction tx, String schema) {
    tx.handle().execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
  }

  /** By which the rate limits know a bearer token. */
  UUID tokenId(ReadConnection tx, String token) {
    return idOf(tx, "SELECT id FROM api_token WHERE token_hash = :hash", SecretHash.ofToken(token));
  }

  /** By which the rate limits know a tenant key. */
  UUID keyId(ReadConnection tx, UUID key) {
    return idOf(tx, "SELECT id FROM tenant_key WHERE key_hash = :hash", SecretHash.ofKey(key));
  }

  private static UUID idOf(ReadConnection tx, String query, byte[] hash) {
    return tx.handle().createQuery(query).bind("hash", hash).mapTo(UUID.class).one();
  }

  /** The identifier by which operators know a tenant key; empty if no tenant has it. */
  Optional<UUID> findKeyId(ReadConnection tx, UUID key) {
    return tx.handle()
        .createQuery("SELECT id FROM tenant_key WHERE key_hash = :hash")
        .bind("hash", SecretHash.ofKey(key))
        .mapTo(UUID.class)
        .findOne();
  }

  /** Makes a user one who has sent so many invitations today. */
  void useUpInvitations(Transaction tx, String kind, String subject, int used) {
    tx.handle()
        .createUpdate(
            """
            INSERT INTO invitation_quota (kind, subject, day, used)
            VALUES (:kind, :subject, CAST(now() AT TIME ZONE 'UTC' AS date), :used)
            """)
        .bind("kind", kind)
        .bind("subject", subject)
        .bind("used", used)
        .execute();
  }

  /** The company that an invitation is to; empty if there is no such invitation. */
  OptionalLong companyOf(ReadConnection tx, UUID invitation) {
    return tx.handle()
        .createQuery("SELECT company_id FROM invitation WHERE id = :id")
        .bind("id", invitation)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /**
   * Adds a secret to an invitation, whatever became of that, as its newest mail would; false if
   * there is no such invitation.
   */
  boolean arm(Transaction tx, UUID invitation, byte[] secretHash) {
    return tx.handle()
            .createUpdate(
                """
                INSERT INTO invitation_secret (hash, invitation_id, mailing)
                SELECT :hash, id, mailing FROM invitation WHERE id = :id
                """)
            .bind("hash", secretHash)
            .bind("id", invitation)
            .execute()
        == 1;
  }

  /**
   * Removes tenants with their companies and people, and every row that refers to one of these. A
   * person who is also a member elsewhere stays.
   *
   * @param tenantIds with commas between them
   * @param personIds people who may have no membership; with commas between them
   */
  void wipe(Transaction tx, String tenantIds, String personIds) {
    Wipe wipe = new Wipe(tx.handle(), tenantIds);
    String tenants = "IN (SELECT unnest(string_to_array(:tenants, ',')::uuid[]))";
    String companies = "IN (SELECT id FROM company WHERE tenant_id " + tenants + ")";
    List<Long> people = people(tx.handle(), companies, tenantIds, personIds);
    wipe.delete("company", "tenant_id " + tenants, List.of());
    wipe.delete("tenant", "id " + tenants, List.of());
    wipe.delete(
        "person",
        "id IN (SELECT unnest(:people)) AND NOT EXISTS"
            + " (SELECT FROM membership m WHERE m.person_id = person.id)",
        people);
  }

  private static List<Long> people(
      Handle handle, String companies, String tenantIds, String personIds) {
    return handle
        .createQuery(
            "SELECT person_id FROM membership WHERE company_id "
                + companies
                + " UNION SELECT unnest(string_to_array(:people, ',')::bigint[])")
        .bind("tenants", tenantIds)
        .bind("people", personIds)
        .mapTo(Long.class)
        .list();
  }

  /** Follows the foreign keys as they are, so that a new table needs no word here. */
  private record Wipe(Handle handle, String tenants) {
    private record Reference(String table, String column, String target, boolean optional) {}

    void delete(String table, String condition, List<Long> people) {
      for (Reference reference : references(table)) {
        String affected =
            "%s IN (SELECT %s FROM %s WHERE %s)"
                .formatted(reference.column(), reference.target(), table, condition);
        if (reference.optional()) {
          run(
              "UPDATE %s SET %s = NULL WHERE %s"
                  .formatted(reference.table(), reference.column(), affected),
              people);
        } else {
          delete(reference.table(), affected, people);
        }
      }
      run("DELETE FROM %s WHERE %s".formatted(table, condition), people);
    }

    private void run(String statement, List<Long> people) {
      var update = handle.createUpdate(statement);
      if (statement.contains(":tenants")) {
        update.bind("tenants", tenants);
      }
      if (statement.contains(":people")) {
        update.bindArray("people", Long.class, people);
      }
      update.execute();
    }

    /** Which columns refer to the table. */
    private List<Reference> references(String table) {
      return handle
          .createQuery(
              """
              SELECT c.conrelid::regclass::text AS referring, quote_ident(a.attname) AS col,
                     quote_ident(t.attname) AS target,
                     -- a row that goes with the one it refers to may need it in spite of the column
                     NOT a.attnotnull AND c.confdeltype <> 'c' AS optional
              FROM pg_constraint c
              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
              JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = c.confkey[1]
              WHERE c.contype = 'f' AND c.confrelid = :table::regclass
                AND cardinality(c.conkey) = 1
              ORDER BY c.conrelid, c.conkey
              """)
          .bind("table", table)
          .map((row, context) ->
              new Reference(
                  row.getString("referring"),
                  row.getString("col"),
                  row.getString("target"),
                  row.getBoolean("optional")))
          .list();
    }
  }
}
