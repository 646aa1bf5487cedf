package dev.roster.server.authentication;

import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.Authentication.InactiveUser;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.caller.UserCaller.CurrentMembership;
import dev.roster.server.credential.TokenStore;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.NamedQuery;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.directory.AuthGroupStore;
import dev.roster.server.directory.CurrentMembershipSql;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The statement that authenticates a caller and answers a {@link CallerQuery} about the caller. */
final class CallerStore {
  private static final String JWT = "jwt";

  private static final String CALLER =
      """
      SELECT %s, p.id, p.is_active, CASE WHEN p.is_active THEN p.id END AS person_id,
             m.id AS membership_id, m.company_id, g.id AS group_id, g.name AS group_name,
             ARRAY(SELECT gp.codename FROM auth_group_permission gp
                   WHERE gp.auth_group_id = g.id ORDER BY gp.position) AS permissions
      FROM %s
      LEFT JOIN membership m ON p.is_active AND m.id = %s
      LEFT JOIN auth_group g ON g.id = m.auth_group_id
      WHERE %s
      """;

  private static final String COLUMNS =
      """
      caller.token_id, caller.credential, caller.scopes, caller.id AS caller_id, caller.is_active AS caller_is_active,
      caller.membership_id AS caller_membership_id, caller.company_id AS caller_company_id,
      caller.group_id AS caller_group_id, caller.group_name AS caller_group_name,
      caller.permissions AS caller_permissions
      """;

  private final String caller;

  /**
   * @param credential the columns {@code token_id}, {@code credential} and {@code scopes}
   * @param from the tables, among them {@code person p}
   * @param condition that the credential sets
   */
  CallerStore(String credential, String from, String condition) {
    this.caller = CALLER.formatted(credential, from, CurrentMembershipSql.ID, condition);
  }

  /**
   * The caller and the answer; empty if nobody has the credential.
   *
   * @param scopes of a credential that is not stored here
   */
  Optional<Authentication> find(
      ReadConnection tx,
      Map<String, Object> binds,
      CallerQuery<?> about,
      Set<Scope> scopes,
      CallOrigin callOrigin) {
    return find(
        tx,
        about.statement(caller, COLUMNS),
        binds,
        about,
        row -> authentication(row, about, scopes, callOrigin));
  }

  /** Runs a statement that answers a query; empty if it has no caller. */
  static <T> Optional<T> find(
      ReadConnection tx,
      NamedQuery statement,
      Map<String, Object> binds,
      CallerQuery<?> about,
      CallerQuery.Reader<T> reader) {
    Map<String, Object> values = new HashMap<>(about.binds());
    values.putAll(binds);
    return statement.first(tx, values, reader);
  }

  private static Authentication authentication(
      ResultSet row, CallerQuery<?> about, Set<Scope> scopes, CallOrigin callOrigin)
      throws SQLException {
    if (!row.getBoolean("caller_is_active")) {
      return new InactiveUser();
    }
    long personId = row.getLong("caller_id");
    UUID token = row.getObject("token_id", UUID.class);
    UserCaller caller =
        token == null
            ? new UserCaller(personId, current(row), jwtsOf(personId), JWT, scopes, callOrigin)
            : new UserCaller(
                personId,
                current(row),
                token,
                row.getString("credential"),
                TokenStore.scopes(row),
                callOrigin);
    return new Authenticated(caller, about.reader().read(row));
  }

  /** The id that stands for all JWTs of a person, who gets a new one every hour. */
  private static UUID jwtsOf(long personId) {
    return UUID.nameUUIDFromBytes(("JWTs of " + personId).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<CurrentMembership> current(ResultSet row) throws SQLException {
    long membership = row.getLong("caller_membership_id");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new CurrentMembership(
                membership, row.getLong("caller_company_id"), AuthGroupStore.groupOfCaller(row)));
  }
}
