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
 * Computes the keys of addresses anew, since only Java knows the rule. Nobody is merged or removed:
 * a row whose address another row has keeps everything but its key, and what needs a look is noted
 * in {@code address_finding}. Links that were mailed to another domain than the invited one lose
 * their secret.
 */
final class AddressKeyMigration implements JavaMigration {
  private static final Logger LOG = LoggerFactory.getLogger(AddressKeyMigration.class);
  private static final int FETCH = 10_000;

  private static final String PENDING =
      " %1$s.accepted_at IS NULL AND %1$s.revoked_at IS NULL AND %1$s.expired_at IS NULL";

  /**
   * The columns that hold addresses.
   *
   * @param reference the column of a finding that names the row
   * @param taken selects another row that has the key already
   * @param mailed the condition under which mail may still go to the address
   */
  private record Addresses(String table, String reference, String taken, String mailed) {}

  private static final Addresses PEOPLE =
      new Addresses("person", "person_id", "SELECT FROM person o WHERE o.email_key = ?", "true");

  /** Pending invitations of a company have one address each; of others it does not matter. */
  private static final Addresses INVITATIONS =
      new Addresses(
          "invitation",
          "invitation_id",
          "SELECT FROM invitation o WHERE o.email_key = ? AND o.company_id = r.company_id AND"
              + PENDING.formatted("o")
              + " AND"
              + PENDING.formatted("r"),
          PENDING.formatted("r"));

  private final String version;
  private final String description;
  private final String condition;
  private final boolean movesMail;

  /**
   * @param condition of the rows that are looked at
   * @param movesMail whether another key means that mail went to another reader
   */
  private AddressKeyMigration(
      String version, String description, String condition, boolean movesMail) {
    this.version = version;
    this.description = description;
    this.condition = condition;
    this.movesMail = movesMail;
  }

  /** From IDNA 2003 to 2008. */
  static AddressKeyMigration ofDomains() {
    return new AddressKeyMigration("8.1", "address keys", "true", true);
  }

  /**
   * To one form of IP addresses in brackets, which were compared as they were written. Rows without
   * a key, which share their address already, stay without.
   */
  static AddressKeyMigration ofLiterals() {
    return new AddressKeyMigration(
        "10.1", "keys of literals", "r.email LIKE '%[%' AND r.email_key IS NOT NULL", false);
  }

  /** All that there are. */
  static List<AddressKeyMigration> all() {
    return List.of(ofDomains(), ofLiterals());
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion(version);
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  /**
   * A row whose key or address is not as it should be.
   *
   * @param id of the type of its column, since only that is looked up in an index
   * @param unreachable whether mail may go to it still, and cannot
   */
  private record Row(Object id, String oldKey, String key, boolean unreachable) {
    boolean isRekeyed() {
      return !oldKey.equals(key);
    }

    /** Reports whether mail went to another domain than the one that was meant. */
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
    rekey(connection, PEOPLE);
    rekey(connection, INVITATIONS);
    report(connection);
  }

  private void rekey(Connection connection, Addresses addresses) throws SQLException {
    List<Row> rows = oddRows(connection, addresses);
    List<Row> rekeyed = rows.stream().filter(Row::isRekeyed).toList();
    for (Row row : rekeyed) {
      change(
          connection,
          "UPDATE %s SET email_key = NULL WHERE id = ?".formatted(addresses.table()),
          row.id());
    }
    for (Row row : rekeyed) {
      if (!isKeyed(connection, addresses, row)) {
        note(connection, addresses, row, "shared");
      }
      if (movesMail && row.isElsewhere()) {
        note(connection, addresses, row, "rekeyed");
        forgetLinks(connection, addresses, row);
      }
    }
    for (Row row : rows) {
      if (row.unreachable()) {
        note(connection, addresses, row, "unreachable");
      }
    }
  }

  /** Gives the row its key; false if another row has it. */
  private static boolean isKeyed(Connection connection, Addresses addresses, Row row)
      throws SQLException {
    return change(
            connection,
            "UPDATE %s r SET email_key = ? WHERE r.id = ? AND NOT EXISTS (%s)"
                .formatted(addresses.table(), addresses.taken()),
            row.key(),
            row.id(),
            row.key())
        == 1;
  }

  private static void forgetLinks(Connection connection, Addresses addresses, Row row)
      throws SQLException {
    if (addresses == INVITATIONS) {
      change(connection, "DELETE FROM invitation_secret WHERE invitation_id = ?", row.id());
    }
  }

  private List<Row> oddRows(Connection connection, Addresses addresses) throws SQLException {
    List<Row> odd = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT r.id, r.email, r.email_key, %s FROM %s r WHERE %s ORDER BY r.id"
                .formatted(addresses.mailed(), addresses.table(), condition))) {
      select.setFetchSize(FETCH);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String email = rows.getString(2);
          boolean unreachable = rows.getBoolean(4) && MailAddress.of(email).isEmpty();
          Row row =
              new Row(rows.getObject(1), rows.getString(3), MailAddress.key(email), unreachable);
          if (row.isRekeyed() || unreachable) {
            odd.add(row);
          }
        }
      }
    }
    return odd;
  }

  /** Once, since a migration may find again what another has found. */
  private static void note(Connection connection, Addresses addresses, Row row, String kind)
      throws SQLException {
    change(
        connection,
        """
        INSERT INTO address_finding (%1$s, kind, old_key) SELECT ?, ?, ?
        WHERE NOT EXISTS (SELECT FROM address_finding WHERE %1$s = ? AND kind = ?)
        """
            .formatted(addresses.reference()),
        row.id(),
        kind,
        row.oldKey(),
        row.id(),
        kind);
  }

  private static int change(Connection connection, String sql, Object... binds)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < binds.length; i++) {
        statement.setObject(i + 1, binds[i]);
      }
      return statement.executeUpdate();
    }
  }

  /** Counts only: addresses are personal data, which logs do not hold. */
  private void report(Connection connection) throws SQLException {
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
            "the keys of addresses follow another rule now ({}): {} are in another domain than was"
                + " thought, {} are the address of another row as well, {} cannot be reached by"
                + " mail. Nobody was merged or removed; 'roster user addresses' lists them.",
            description,
            found.getLong(2),
            found.getLong(3),
            found.getLong(4));
      }
    }
  }
}
