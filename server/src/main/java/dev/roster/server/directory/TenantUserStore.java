package dev.roster.server.directory;

import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.directory.TenantUserDetail.CompanyName;
import dev.roster.server.directory.TenantUserDetail.Nominee;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collector;

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

  /**
   * Sorted beside the caller, who is one row, so that the first rows need not wait for the last.
   */
  private static final String ALL =
      """
      LEFT JOIN LATERAL (
        SELECT p.* FROM person p
        WHERE EXISTS (
          SELECT FROM membership m JOIN company c ON c.id = m.company_id
          WHERE m.person_id = p.id AND c.tenant_id = caller.tenant_id)
        ORDER BY p.id) p ON true
      """;

  private static final String WITH_ACCESS =
      """
      LEFT JOIN company c ON c.uid = :company AND c.tenant_id = caller.tenant_id
      LEFT JOIN LATERAL (
        SELECT p.* FROM membership m JOIN person p ON p.id = m.person_id
        WHERE m.company_id = c.id AND m.enabled
        ORDER BY p.id) p ON true
      """;

  /** Everybody with a membership in one of the tenant's companies, enabled or not. */
  <T> CallerQuery<T> all(Collector<TenantUser, ?, T> into) {
    return new CallerQuery<>(
        "", ", " + COLUMNS, ALL, Optional.empty(), Map.of(), row -> collect(row, into));
  }

  /**
   * Everybody with an enabled membership in the company; empty if the company is not one of the
   * tenant's.
   */
  <T> CallerQuery<Optional<T>> withAccessTo(UUID companyUid, Collector<TenantUser, ?, T> into) {
    return new CallerQuery<>(
        "",
        ", c.id AS company_id, " + COLUMNS,
        WITH_ACCESS,
        Optional.empty(),
        Map.of("company", companyUid),
        row ->
            row.getObject("company_id") == null
                ? Optional.empty()
                : Optional.of(collect(row, into)));
  }

  /** Reads to the end, one user after the other. A tenant without users is one row without any. */
  private static <A, T> T collect(ResultSet row, Collector<TenantUser, A, T> into)
      throws SQLException {
    A users = into.supplier().get();
    do {
      if (row.getObject("uid") != null) {
        into.accumulator().accept(users, user(row));
      }
    } while (row.next());
    return into.finisher().apply(users);
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
