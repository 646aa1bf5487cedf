package dev.roster.server.directory;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.directory.TenantUserDetail.CompanyName;
import dev.roster.server.directory.TenantUserDetail.Nominee;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collector;

/** People as users of a tenant; each look-up is scoped to the tenant. */
public final class TenantUserStore {
  private static final String COLUMNS =
      "p.uid, p.first_name, p.last_name, p.email, p.job_title, p.status, p.is_active\n";

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

  /** Everybody with an enabled membership in the company, which belongs to the tenant. */
  <T> T withAccessTo(
      ReadConnection tx, UUID tenantId, long companyId, Collector<TenantUser, ?, T> into) {
    return tx.handle()
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM company c
                JOIN membership m ON m.company_id = c.id AND m.enabled
                JOIN person p ON p.id = m.person_id
                WHERE c.id = :company AND c.tenant_id = :tenant
                ORDER BY p.id
                """)
        .bind("tenant", tenantId)
        .bind("company", companyId)
        .setFetchSize(ROWS_AT_ONCE)
        .map((row, context) -> user(row))
        .collect(into);
  }

  /** The person with this public id, if it is a user of the tenant. */
  Optional<TenantUserDetail> byUid(ReadConnection tx, UUID tenantId, UUID personUid) {
    return tx.handle()
        .createQuery(
            "SELECT p.language, p.nominee_start, p.nominee_end, n.uid AS nominee_uid,"
                + " n.first_name AS nominee_first_name, n.last_name AS nominee_last_name, "
                + COLUMNS
                + """
                FROM person p
                LEFT JOIN person n ON n.id = p.nominee_person_id AND EXISTS (
                  SELECT FROM membership m JOIN company c ON c.id = m.company_id
                  WHERE m.person_id = n.id AND c.tenant_id = :tenant)
                WHERE p.uid = :uid AND EXISTS (
                  SELECT FROM membership m JOIN company c ON c.id = m.company_id
                  WHERE m.person_id = p.id AND c.tenant_id = :tenant)
                """)
        .bind("tenant", tenantId)
        .bind("uid", personUid)
        .map((row, context) -> detail(row, companiesOf(tx, tenantId, personUid)))
        .findOne();
  }

  private static List<CompanyName> companiesOf(ReadConnection tx, UUID tenantId, UUID personUid) {
    return tx.handle()
        .createQuery(
            """
            SELECT c.uid, c.name
            FROM person p
            JOIN membership m ON m.person_id = p.id AND m.enabled
            JOIN company c ON c.id = m.company_id AND c.tenant_id = :tenant
            WHERE p.uid = :uid
            ORDER BY c.id
            """)
        .bind("tenant", tenantId)
        .bind("uid", personUid)
        .map((row, context) ->
            new CompanyName(row.getObject("uid", UUID.class), row.getString("name")))
        .list();
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

  private static TenantUserDetail detail(ResultSet row, List<CompanyName> companies)
      throws SQLException {
    UUID nominee = row.getObject("nominee_uid", UUID.class);
    return new TenantUserDetail(
        user(row),
        Optional.ofNullable(row.getString("language")).flatMap(NamedLanguage::of),
        nominee == null
            ? Optional.empty()
            : Optional.of(
                new Nominee(
                    nominee,
                    row.getString("nominee_first_name") + " " + row.getString("nominee_last_name"),
                    TimestampColumns.optionalInstant(row, "nominee_start").orElse(null),
                    TimestampColumns.optionalInstant(row, "nominee_end").orElse(null))),
        companies);
  }
}
