package dev.roster.server.transfer;

import dev.roster.server.address.Blanks;
import dev.roster.server.caller.AuthGroup;
import dev.roster.server.directory.EmailAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the rows of an export that an import would refuse, since they were stored before there was
 * a rule against them.
 */
final class ExportReview {
  private static final int FETCH = 10_000;
  private static final String PENDING =
      "accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL";

  private static final Addresses USERS =
      new Addresses(
          CsvSchema.USERS,
          "user",
          "SELECT id::text, email, email_key, '' FROM person ORDER BY id",
          "SELECT id::text FROM person WHERE email_key = ? AND '' = ?");

  private static final Addresses INVITATIONS =
      new Addresses(
          CsvSchema.INVITATIONS,
          "invitation",
          "SELECT id::text, email, email_key, company_id::text FROM invitation WHERE "
              + PENDING
              + " ORDER BY created_at, id",
          "SELECT id::text FROM invitation WHERE email_key = ? AND company_id::text = ? AND "
              + PENDING);

  private final Connection connection;

  /**
   * @param connection in the transaction of the export
   */
  ExportReview(Connection connection) {
    this.connection = connection;
  }

  /**
   * Rows with an address that no other row may have.
   *
   * @param rows selects id, address, key and the place within which the address is unique
   * @param owner selects the row that has a key in a place
   */
  private record Addresses(CsvSchema schema, String noun, String rows, String owner) {}

  /** A key, and the place within which it is unique. */
  private record Key(String text, String place) {}

  /** Pending invitations that the API would not make, and who could not be invited today. */
  private static final String NOT_INVITABLE =
      """
      SELECT 'auth_group_id', 'invitation ' || i.id || ': nobody can be invited as ' || g.name
      FROM invitation i JOIN auth_group g ON g.id = i.auth_group_id
      WHERE g.name = ? AND %1$s
      UNION ALL
      SELECT 'email', 'invitation ' || i.id || ' is for a member of its company'
      FROM invitation i
      JOIN person p ON p.email_key = i.email_key
      JOIN membership m ON m.person_id = p.id AND m.company_id = i.company_id AND m.enabled
      WHERE %1$s
      ORDER BY 1, 2
      """
          .formatted(PENDING);

  /** The problems that an import would report; at most 20 cells of a file. */
  List<ImportProblem> problems(Function<CsvSchema, Path> files) throws SQLException, IOException {
    List<ImportProblem> all = new ArrayList<>();
    for (CsvSchema schema : CsvSchema.values()) {
      List<ImportProblem> problems = new ArrayList<>();
      new CsvLoader(schema, (file, rows) -> {}, problems).review(files.apply(schema));
      all.addAll(problems);
    }
    all.addAll(shared(USERS));
    all.addAll(shared(INVITATIONS));
    all.addAll(notInvitable());
    return all;
  }

  private List<ImportProblem> notInvitable() throws SQLException {
    List<ImportProblem> problems = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(NOT_INVITABLE)) {
      select.setString(1, AuthGroup.OWNER);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          problems.add(
              new ImportProblem(
                  CsvSchema.INVITATIONS.fileName(), 0, rows.getString(1), rows.getString(2)));
        }
      }
    }
    return problems;
  }

  /**
   * The addresses of several rows. Keys that are stored differ from each other, so one of two rows
   * at least has another key than an import would compute.
   */
  private List<ImportProblem> shared(Addresses addresses) throws SQLException {
    List<ImportProblem> problems = new ArrayList<>();
    Map<Key, String> owners = new LinkedHashMap<>();
    for (Map.Entry<String, Key> odd : withAnotherKey(addresses).entrySet()) {
      Key key = odd.getValue();
      Optional<String> owner = owner(addresses, key).or(() -> Optional.ofNullable(owners.get(key)));
      owner.ifPresent(other -> problems.add(problem(addresses, odd.getKey(), other)));
      owners.putIfAbsent(key, odd.getKey());
    }
    return problems;
  }

  private static ImportProblem problem(Addresses addresses, String id, String other) {
    return new ImportProblem(
        addresses.schema().fileName(),
        0,
        "email",
        "%1$s %2$s has the same address as %1$s %3$s".formatted(addresses.noun(), id, other));
  }

  private Map<String, Key> withAnotherKey(Addresses addresses) throws SQLException {
    Map<String, Key> odd = new LinkedHashMap<>();
    try (PreparedStatement select = connection.prepareStatement(addresses.rows())) {
      select.setFetchSize(FETCH);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String key = new EmailAddress(Blanks.strip(rows.getString(2))).key();
          if (!key.equals(rows.getString(3))) {
            odd.put(rows.getString(1), new Key(key, rows.getString(4)));
          }
        }
      }
    }
    return odd;
  }

  private Optional<String> owner(Addresses addresses, Key key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(addresses.owner())) {
      select.setString(1, key.text());
      select.setString(2, key.place());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }
}
