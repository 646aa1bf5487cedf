package dev.roster.server.directory;

import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.directory.TenantUserDetail.CompanyName;
import dev.roster.server.directory.TenantUserDetail.Nominee;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** People as users of a tenant; each look-up is scoped to the tenant. */
public final class TenantUserStore {
  private static final String COLUMNS =
      "p.uid, p.first_name, p.last_name, p.email, p.job_title, p.status, p.is_active\n";

  private static final String DETAIL =
      """
      , p.language, p.nominee_start, p.nominee_end, n.uid AS nominee_uid,
      n.first_name AS nominee_first_name, n.last_name AS nominee_last_name,\
      """
          + COLUMNS;

  /** A nominee of another tenant is not shown. */
  private static final String PERSON =
      """
      LEFT JOIN person p ON p.uid = :uid AND EXISTS (
        SELECT FROM membership m JOIN company c ON c.id = m.company_id
        WHERE m.person_id = p.id AND c.tenant_id = caller.tenant_id)
      LEFT JOIN person n ON n.id = p.nominee_person_id AND EXISTS (
        SELECT FROM membership m JOIN company c ON c.id = m.company_id
        WHERE m.person_id = n.id AND c.tenant_id = caller.tenant_id)
      """;

  private static final String COMPANIES =
      """
      SELECT row_number() OVER () AS n, company.*
      FROM (
        SELECT c.uid AS company_uid, c.name AS company_name
        FROM caller
        JOIN person p ON p.uid = :uid
        JOIN membership m ON m.person_id = p.id AND m.enabled
        JOIN company c ON c.id = m.company_id AND c.tenant_id = caller.tenant_id
        ORDER BY c.id) company
      """;

  /** More than most tenants have, and little memory. */
  private static final int ROWS_AT_ONCE = 500;

  /** Everybody with a membership in one of the tenant's companies, enabled or not. */
  <T> T all(ReadConnection tx, UUID tenantId, Collector<TenantUser, ?, T> into) {
    return tx.handle()
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM person p
                WHERE EXISTS (
                  SELECT FROM membership m JOIN company c ON c.id = m.company_id
                  WHERE m.person_id = p.id AND c.tenant_id = :tenant)
                ORDER BY p.id
                """)
        .bind("tenant", tenantId)
        .setFetchSize(ROWS_AT_ONCE)
        .map((row, context) -> user(row))
        .collect(into);
  }

  /**
   * Everybody with an enabled membership in the company; empty if the company is not one of the
   * tenant's.
   */
  <T> Optional<T> withAccessTo(
      ReadConnection tx, UUID tenantId, UUID companyUid, Collector<TenantUser, ?, T> into) {
    AtomicBoolean known = new AtomicBoolean();
    T users =
        tx.handle()
            .createQuery(
                "SELECT "
                    + COLUMNS
                    + """
                    FROM company c
                    LEFT JOIN membership m ON m.company_id = c.id AND m.enabled
                    LEFT JOIN person p ON p.id = m.person_id
                    WHERE c.uid = :company AND c.tenant_id = :tenant
                    ORDER BY p.id
                    """)
            .bind("tenant", tenantId)
            .bind("company", companyUid)
            .setFetchSize(ROWS_AT_ONCE)
            .map((row, context) -> {
              known.set(true);
              return userIfAny(row);
            })
            .collect(Collectors.flatMapping(Optional::stream, into));
    return known.get() ? Optional.of(users) : Optional.empty();
  }

  /** A company without users is one row without a user. */
  private static Optional<TenantUser> userIfAny(ResultSet row) throws SQLException {
    return row.getObject("uid") == null ? Optional.empty() : Optional.of(user(row));
  }

  /** The person with this public id, if it is a user of the tenant that asks. */
  CallerQuery<Optional<TenantUserDetail>> byUid(UUID personUid) {
    return new CallerQuery<>(
        "",
        DETAIL,
        PERSON,
        Optional.of(COMPANIES),
        Map.of("uid", personUid),
        TenantUserStore::found);
  }

  private static Optional<TenantUserDetail> found(ResultSet row) throws SQLException {
    if (row.getObject("uid", UUID.class) == null) {
      return Optional.empty();
    }
    TenantUser user = user(row);
    Optional<NamedLanguage> language =
        Optional.ofNullable(row.getString("language")).flatMap(NamedLanguage::of);
    Optional<Nominee> nominee = nominee(row);
    return Optional.of(
        new TenantUserDetail(
            user, language, nominee, CallerQuery.list(row, TenantUserStore::company)));
  }

  private static CompanyName company(ResultSet row) throws SQLException {
    return new CompanyName(row.getObject("company_uid", UUID.class), row.getString("company_name"));
  }

  private static Optional<Nominee> nominee(ResultSet row) throws SQLException {
    UUID nominee = row.getObject("nominee_uid", UUID.class);
    return nominee == null
        ? Optional.empty()
        : Optional.of(
            new Nominee(
                nominee,
                row.getString("nominee_first_name") + " " + row.getString("nominee_last_name"),
                TimestampColumns.optionalInstant(row, "nominee_start").orElse(null),
                TimestampColumns.optionalInstant(row, "nominee_end").orElse(null)));
  }

  private static TenantUser user(ResultSet row) throws SQLException {
    return new TenantUser(
        row.getObject("uid", UUID.class),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("email"),
        row.getString("job_title"),
        UserStatus.valueOf(row.getString("status")),
        row.getBoolean("is_active"));
  }
}
