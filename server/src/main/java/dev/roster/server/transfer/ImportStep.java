package dev.roster.server.transfer;

import dev.roster.server.caller.AuthGroup;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Moves the rows of one temporary table into the directory, after checks that look at other rows.
 *
 * @param checks the rows that cannot be moved
 * @param statements move the rows that can
 */
record ImportStep(CsvFormat format, List<Check> checks, List<String> statements) {
  /** An invitation that can be accepted. */
  private static final String PENDING =
      "s.is_active AND s.accepted_at IS NULL AND s.revoked_at IS NULL AND s.expired_at IS NULL";

  /**
   * @param query selects line and reason of each row that cannot be moved
   */
  record Check(String column, String query) {}

  /** All steps, in an order in which every row finds what it refers to. */
  static List<ImportStep> all(Clock clock) {
    String now = "'" + clock.instant() + "'::timestamptz";
    return List.of(
        tenants(),
        tenantKeys(),
        authGroups(),
        companies(now),
        users(),
        memberships(),
        currentMemberships(),
        invitations(now),
        tokens(),
        sequences());
  }

  /** What is wrong with the rows, empty if nothing is. */
  List<Problem> problems(Statement sql, int limit) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    for (Check check : checks) {
      problems.addAll(
          Importer.read(
              sql, format, check.column(), check.query() + "\nORDER BY 1 LIMIT " + limit));
    }
    return problems.subList(0, Math.min(limit, problems.size()));
  }

  void move(Statement sql) throws SQLException {
    for (String statement : statements) {
      sql.execute(statement);
    }
  }

  /** No value stands twice in the file or is in the directory already. */
  private static List<Check> unique(CsvFormat format, String column, String table, String target) {
    String stage = format.stage();
    return List.of(
        new Check(
            column,
            """
            SELECT line, 'has the same value as line ' || first FROM (
              SELECT line, min(line) OVER (PARTITION BY %1$s) AS first FROM %2$s WHERE %1$s IS NOT NULL) s
            WHERE line > first
            """
                .formatted(column, stage)),
        new Check(
            column,
            """
            SELECT s.line, 'is in the directory already'
            FROM %s s JOIN %s t ON t.%s = s.%s
            """
                .formatted(stage, table, target, column)));
  }

  /** Every value refers to a row that is in the directory by now. */
  private static Check reference(CsvFormat format, String column, String table, String what) {
    return new Check(
        column,
        """
        SELECT s.line, 'there is no %s with the id ' || s.%s
        FROM %s s WHERE s.%s IS NOT NULL AND NOT EXISTS (SELECT FROM %s t WHERE t.id = s.%s)
        """
            .formatted(what, column, format.stage(), column, table, column));
  }

  @SafeVarargs
  private static List<Check> checks(List<Check>... groups) {
    return Stream.of(groups).flatMap(List::stream).toList();
  }

  private static ImportStep tenants() {
    return new ImportStep(
        CsvFormat.TENANTS,
        unique(CsvFormat.TENANTS, "id", "tenant", "id"),
        List.of("INSERT INTO tenant (id, name) SELECT id, name FROM stage_tenants"));
  }

  private static ImportStep tenantKeys() {
    return new ImportStep(
        CsvFormat.TENANT_KEYS,
        checks(
            unique(CsvFormat.TENANT_KEYS, "key", "tenant_key", "key_hash"),
            unique(CsvFormat.TENANT_KEYS, "id", "tenant_key", "id"),
            List.of(reference(CsvFormat.TENANT_KEYS, "tenant_id", "tenant", "tenant"))),
        List.of(
            "INSERT INTO tenant_key (key_hash, tenant_id, label, id, expires_at)"
                + " SELECT key, tenant_id, label, coalesce(id, gen_random_uuid()), expires_at"
                + " FROM stage_tenant_keys"));
  }

  private static ImportStep authGroups() {
    return new ImportStep(
        CsvFormat.AUTH_GROUPS,
        List.of(
            unique(CsvFormat.AUTH_GROUPS, "id", "auth_group", "id").getFirst(),
            new Check(
                "permissions",
                """
                SELECT line, 'names a permission twice' FROM stage_auth_groups
                WHERE cardinality(permissions) > (SELECT count(DISTINCT p) FROM unnest(permissions) p)
                """)),
        List.of(
            """
            INSERT INTO auth_group (id, name) SELECT id, name FROM stage_auth_groups
            ON CONFLICT (id) DO UPDATE SET name = excluded.name
            """,
            """
            DELETE FROM auth_group_permission WHERE auth_group_id IN (SELECT id FROM stage_auth_groups)
            """,
            """
            INSERT INTO auth_group_permission (auth_group_id, codename, position)
            SELECT s.id, p.codename, p.position
            FROM stage_auth_groups s, unnest(s.permissions) WITH ORDINALITY AS p (codename, position)
            """));
  }

  /**
   * Companies without a tenant join the one named {@code default}, which is made when it is needed.
   */
  private static ImportStep companies(String now) {
    return new ImportStep(
        CsvFormat.COMPANIES,
        checks(
            unique(CsvFormat.COMPANIES, "id", "company", "id"),
            unique(CsvFormat.COMPANIES, "uid", "company", "uid"),
            List.of(reference(CsvFormat.COMPANIES, "tenant_id", "tenant", "tenant"))),
        List.of(
            """
            INSERT INTO tenant (id, name) SELECT gen_random_uuid(), 'default'
            WHERE EXISTS (SELECT FROM stage_companies WHERE tenant_id IS NULL)
              AND NOT EXISTS (SELECT FROM tenant WHERE name = 'default')
            """,
            """
            INSERT INTO company (id, uid, tenant_id, name, type, country, is_mfa_enabled, logo, created_at,
              updated_at, credits_used, nr_of_employees, nr_of_locations, nr_of_transactions,
              minimum_date_filter, results_limit_earliest_year, results_limit_latest_year,
              min_transaction_date, max_transaction_date, chift_consumer_id, default_currency,
              default_locale, data_room_consumer_id, information, pulse_params, flags)
            SELECT id, coalesce(uid, gen_random_uuid()),
              coalesce(tenant_id, (SELECT id FROM tenant WHERE name = 'default' ORDER BY created_at, id LIMIT 1)),
              name, type, country, is_mfa_enabled, logo, coalesce(created_at, %1$s),
              coalesce(updated_at, created_at, %1$s), credits_used, nr_of_employees, nr_of_locations,
              nr_of_transactions, minimum_date_filter, results_limit_earliest_year,
              results_limit_latest_year, min_transaction_date, max_transaction_date, chift_consumer_id,
              default_currency, default_locale, data_room_consumer_id, information, pulse_params, flags
            FROM stage_companies
            """
                .formatted(now)));
  }

  private static ImportStep users() {
    return new ImportStep(
        CsvFormat.USERS,
        checks(
            unique(CsvFormat.USERS, "id", "person", "id"),
            unique(CsvFormat.USERS, "uid", "person", "uid"),
            unique(CsvFormat.USERS, "email_key", "person", "email_key").stream()
                .map(check -> new Check("email", check.query()))
                .toList(),
            uniqueSubjects(),
            List.of(
                new Check(
                    "nominee_user_id",
                    """
                    SELECT s.line, 'there is no user with the id ' || s.nominee_user_id
                    FROM stage_users s
                    WHERE s.nominee_user_id IS NOT NULL
                      AND NOT EXISTS (SELECT FROM person t WHERE t.id = s.nominee_user_id)
                      AND NOT EXISTS (SELECT FROM stage_users t WHERE t.id = s.nominee_user_id)
                    """))),
        List.of(
            """
            INSERT INTO person (id, uid, email, email_key, first_name, last_name, job_title, firebase_uid,
              is_active, is_mfa_enrolled, is_mfa_required, data_room_consumer_id, pylon_email_hash, status,
              language, nominee_person_id, nominee_start, nominee_end, active_membership_id)
            SELECT id, coalesce(uid, gen_random_uuid()), email, email_key, first_name, last_name, job_title,
              firebase_uid, is_active, is_mfa_enrolled, is_mfa_required, data_room_consumer_id,
              pylon_email_hash, status, language, nominee_user_id, nominee_start, nominee_end,
              active_membership_id
            FROM stage_users
            """));
  }

  /** Like {@link #unique}, except that an empty one is as good as none. */
  private static List<Check> uniqueSubjects() {
    return List.of(
        new Check(
            "firebase_uid",
            """
            SELECT line, 'has the same value as line ' || first FROM (
              SELECT line, min(line) OVER (PARTITION BY firebase_uid) AS first
              FROM stage_users WHERE firebase_uid <> '') s
            WHERE line > first
            """),
        new Check(
            "firebase_uid",
            """
            SELECT s.line, 'is in the directory already'
            FROM stage_users s JOIN person t ON t.firebase_uid = s.firebase_uid AND t.firebase_uid <> ''
            """));
  }

  private static ImportStep memberships() {
    return new ImportStep(
        CsvFormat.MEMBERSHIPS,
        checks(
            unique(CsvFormat.MEMBERSHIPS, "id", "membership", "id"),
            List.of(
                reference(CsvFormat.MEMBERSHIPS, "user_id", "person", "user"),
                reference(CsvFormat.MEMBERSHIPS, "company_id", "company", "company"),
                reference(CsvFormat.MEMBERSHIPS, "auth_group_id", "auth_group", "auth group"),
                new Check(
                    "user_id",
                    """
                    SELECT line, 'joins the same user and company as line ' || first FROM (
                      SELECT line, min(line) OVER (PARTITION BY company_id, user_id) AS first
                      FROM stage_memberships) s
                    WHERE line > first
                    """),
                new Check(
                    "user_id",
                    """
                    SELECT s.line, 'belongs to this company already'
                    FROM stage_memberships s
                    JOIN membership t ON t.company_id = s.company_id AND t.person_id = s.user_id
                    """))),
        List.of(
            """
            INSERT INTO membership (id, company_id, person_id, auth_group_id, enabled, data_room_consumer_id,
              config)
            SELECT id, company_id, user_id, auth_group_id, enabled, data_room_consumer_id, config
            FROM stage_memberships
            """));
  }

  /**
   * Users come before memberships, so whose current workspace is whose can be checked only here.
   */
  private static ImportStep currentMemberships() {
    return new ImportStep(
        CsvFormat.USERS,
        List.of(
            new Check(
                "active_membership_id",
                """
                SELECT s.line, 'the user has no membership with the id ' || s.active_membership_id
                FROM stage_users s
                WHERE s.active_membership_id IS NOT NULL AND NOT EXISTS (
                  SELECT FROM membership m WHERE m.id = s.active_membership_id AND m.person_id = s.id)
                """)),
        List.of());
  }

  private static ImportStep invitations(String now) {
    return new ImportStep(
        CsvFormat.INVITATIONS,
        checks(
            unique(CsvFormat.INVITATIONS, "id", "invitation", "id"),
            List.of(
                reference(CsvFormat.INVITATIONS, "company_id", "company", "company"),
                reference(CsvFormat.INVITATIONS, "auth_group_id", "auth_group", "auth group"),
                reference(CsvFormat.INVITATIONS, "invited_by", "person", "user"),
                new Check(
                    "auth_group_id",
                    """
                    SELECT s.line, 'nobody can be invited as ' || g.name
                    FROM stage_invitations s JOIN auth_group g ON g.id = s.auth_group_id
                    WHERE g.name = '%s' AND %s
                    """
                        .formatted(AuthGroup.OWNER, PENDING)),
                new Check(
                    "email",
                    """
                    SELECT s.line, 'is a member of this company already'
                    FROM stage_invitations s
                    JOIN person p ON p.email_key = s.email_key
                    JOIN membership m ON m.person_id = p.id AND m.company_id = s.company_id AND m.enabled
                    WHERE %s
                    """
                        .formatted(PENDING)),
                new Check(
                    "email",
                    """
                    SELECT line, 'has the same pending invitation as line ' || first FROM (
                      SELECT line, min(line) OVER (PARTITION BY company_id, email_key) AS first
                      FROM stage_invitations
                      WHERE is_active AND accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL) s
                    WHERE line > first
                    """),
                new Check(
                    "email",
                    """
                    SELECT s.line, 'has a pending invitation to this company already'
                    FROM stage_invitations s
                    JOIN invitation t ON t.company_id = s.company_id AND t.email_key = s.email_key
                    WHERE s.is_active AND s.accepted_at IS NULL AND s.revoked_at IS NULL
                      AND s.expired_at IS NULL
                      AND t.accepted_at IS NULL AND t.revoked_at IS NULL AND t.expired_at IS NULL
                    """))),
        List.of(
            // one that is neither active nor accepted nor revoked has run out
            """
            INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, invited_by, created_at,
              expires_at, accepted_at, revoked_at, expired_at)
            SELECT id, company_id, email, email_key, auth_group_id, invited_by, coalesce(created_at, %1$s),
              expires_at, accepted_at, revoked_at,
              CASE WHEN NOT is_active AND accepted_at IS NULL AND revoked_at IS NULL
                THEN coalesce(expired_at, expires_at, created_at, %1$s) ELSE expired_at END
            FROM stage_invitations
            """
                .formatted(now)));
  }

  private static ImportStep tokens() {
    return new ImportStep(
        CsvFormat.TOKENS,
        checks(
            unique(CsvFormat.TOKENS, "token", "api_token", "token_hash"),
            unique(CsvFormat.TOKENS, "public_id", "api_token", "public_id"),
            List.of(
                reference(CsvFormat.TOKENS, "user_id", "person", "user"),
                new Check(
                    "scopes",
                    """
                    SELECT line, 'must be read, write or admin, or several of them with | between'
                    FROM stage_tokens
                    WHERE cardinality(scopes) = 0 OR NOT scopes <@ '{read,write,admin}'
                    """))),
        List.of(
            "INSERT INTO api_token (token_hash, person_id, label, public_id, scopes, expires_at)"
                + " SELECT token, user_id, label, public_id, scopes, expires_at FROM"
                + " stage_tokens"));
  }

  /** Identifiers that the server makes later find room beside the imported ones. */
  private static ImportStep sequences() {
    return new ImportStep(
        CsvFormat.COMPANIES,
        List.of(),
        List.of(
            "SELECT leave_room_for_ids('company')",
            "SELECT leave_room_for_ids('person')",
            "SELECT leave_room_for_ids('membership')"));
  }
}
