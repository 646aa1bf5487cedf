package dev.roster.server.directory;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.db.ReadConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Auth groups, which belong to all tenants. */
public final class AuthGroupStore {
  /** The columns of an auth group {@code g} that {@link #group} reads. */
  public static final String COLUMNS =
      """
      g.id AS group_id, g.name AS group_name,
      ARRAY(SELECT gp.codename FROM auth_group_permission gp
            WHERE gp.auth_group_id = g.id ORDER BY gp.position) AS permissions
      """;

  /** The auth group with this id. */
  Optional<AuthGroup> find(ReadConnection tx, long id) {
    return tx.handle()
        .createQuery("SELECT %s FROM auth_group g WHERE g.id = :id".formatted(COLUMNS))
        .bind("id", id)
        .map((row, context) -> group(row))
        .findOne();
  }

  /** All auth groups. */
  List<AuthGroup> all(ReadConnection tx) {
    return tx.handle()
        .createQuery("SELECT %s FROM auth_group g ORDER BY g.id".formatted(COLUMNS))
        .map((row, context) -> group(row))
        .list();
  }

  /** The auth group of a row with the {@link #COLUMNS}. */
  static AuthGroup group(ResultSet row) throws SQLException {
    return group(row, "");
  }

  /** The auth group of a caller who has a current workspace. */
  public static AuthGroup groupOfCaller(ResultSet row) throws SQLException {
    return group(row, "caller_");
  }

  /**
   * @param prefix of the names of the columns
   */
  private static AuthGroup group(ResultSet row, String prefix) throws SQLException {
    return new AuthGroup(
        row.getLong(prefix + "group_id"),
        row.getString(prefix + "group_name"),
        List.of((String[]) row.getArray(prefix + "permissions").getArray()));
  }
}
