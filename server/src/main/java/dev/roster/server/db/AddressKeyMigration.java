package dev.roster.server.db;

import dev.roster.server.address.MailAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the keys of all addresses anew, since only Java knows the rule. Nobody is merged or
 * removed: a row whose address another row has keeps everything but its key, and what needs a look
 * is noted in {@code address_finding}. Links that were mailed to another domain than the invited
 * one lose their secret.
 */
final class AddressKeyMigration implements JavaMigration {
  private static final Logger LOG = LoggerFactory.getLogger(AddressKeyMigration.class);
  private static final int FETCH = 10_000;

  private static final String TAKEN_BY_PERSON = "SELECT FROM person o WHERE o.email_key = ?";

  private static final String PENDING =
      " %1$s.accepted_at IS NULL AND %1$s.revoked_at IS NULL AND %1$s.expired_at IS NULL";

  /** Pending invitations of a company have one address each; of others it does not matter. */
  private static final String TAKEN_BY_INVITATION =
      "SELECT FROM invitation o WHERE o.email_key = ? AND o.company_id = r.company_id AND"
          + PENDING.formatted("o")
          + " AND"
          + PENDING.formatted("r");

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("8.1");
  }

  @Override
  public String getDescription() {
    return "address keys";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  /** A row whose key or address is not as it should be. */
  private record Row(String id, String oldKey, String key, boolean reachable) {
    boolean isRekeyed() {
      return !oldKey.equals(key);
    }

    /** Whether mail went to another domain than the one that was meant. */
    boolean isElsewhere() {
      return !domain(oldKey).equals(domain(key));
    }

    private static String domain(String key) {
      return key.substring(key.lastIndexOf('@') + 1);
    }
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    try (Statement sql = connection.createStatement()) {
      sql.execute("LOCK TABLE person, invitation IN SHARE ROW EXCLUSIVE MODE");
    }
    rekey(connection, "person", "person_id", TAKEN_BY_PERSON);
    rekey(connection, "invitation", "invitation_id", TAKEN_BY_INVITATION);
    report(connection);
  }

  private static void rekey(Connection connection, String table, String reference, String taken)
      throws SQLException {
    List<Row> rows = oddRows(connection, table);
    List<Row> rekeyed = rows.stream().filter(Row::isRekeyed).toList();
    for (Row row : rekeyed) {
      change(connection, "UPDATE " + table + " SET email_key = NULL WHERE id::text = ?", row.id());
    }
    for (Row row : rekeyed) {
      boolean free =
          change(
                  connection,
                  "UPDATE %s r SET email_key = ? WHERE r.id::text = ? AND NOT EXISTS (%s)"
                      .formatted(table, taken),
                  row.key(),
                  row.id(),
                  row.key())
              == 1;
      if (!free) {
        note(connection, reference, row, "shared");
      } else if (row.isElsewhere()) {
        note(connection, reference, row, "rekeyed");
      }
      if (table.equals("invitation") && row.isElsewhere()) {
        change(connection, "DELETE FROM invitation_secret WHERE invitation_id::text = ?", row.id());
      }
    }
    for (Row row : rows) {
      if (!row.reachable()) {
        note(connection, reference, row, "unreachable");
      }
    }
  }

  private static List<Row> oddRows(Connection connection, String table) throws SQLException {
    List<Row> odd = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id::text, email, email_key FROM %s ORDER BY id".formatted(table))) {
      select.setFetchSize(FETCH);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String email = rows.getString(2);
          boolean reachable = MailAddress.of(email).isPresent();
          Row row =
              new Row(rows.getString(1), rows.getString(3), MailAddress.key(email), reachable);
          if (row.isRekeyed() || !reachable) {
            odd.add(row);
          }
        }
      }
    }
    return odd;
  }

  private static void note(Connection connection, String reference, Row row, String kind)
      throws SQLException {
    String type = reference.equals("person_id") ? "bigint" : "uuid";
    change(
        connection,
        "INSERT INTO address_finding (%s, kind, old_key) VALUES (?::%s, ?, ?)"
            .formatted(reference, type),
        row.id(),
        kind,
        row.oldKey());
  }

  private static int change(Connection connection, String sql, String... binds)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < binds.length; i++) {
        statement.setString(i + 1, binds[i]);
      }
      return statement.executeUpdate();
    }
  }

  /** Counts only: addresses are personal data, which logs do not hold. */
  private static void report(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet found =
            sql.executeQuery(
                """
                SELECT count(*), count(*) FILTER (WHERE kind = 'rekeyed'),
                  count(*) FILTER (WHERE kind = 'shared'), count(*) FILTER (WHERE kind = 'unreachable')
                FROM address_finding
                """)) {
      found.next();
      if (found.getLong(1) > 0) {
        LOG.warn(
            "addresses follow IDNA 2008 now: {} are in another domain than was thought, {} are the"
                + " address of another row as well, {} cannot be reached by mail. Nobody was merged"
                + " or removed; 'roster user addresses' lists them.",
            found.getLong(2),
            found.getLong(3),
            found.getLong(4));
      }
    }
  }
}
