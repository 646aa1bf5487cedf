package dev.roster.server.transfer;

import dev.roster.server.caller.AuthGroup;
import java.util.List;

/** The steps of an import, in an order in which every row finds what it refers to. */
final class ImportPlan {
  private static final String REPEATED_PERMISSION =
      """
      SELECT line, 'names a permission twice' FROM stage_auth_groups
      WHERE cardinality(permissions) > (SELECT count(DISTINCT p) FROM unnest(permissions) p)
      """;

  private static final String REPEATED_SUBJECT =
      """
      SELECT line, 'has the same value as line ' || first FROM (
        SELECT line, min(line) OVER (PARTITION BY firebase_uid) AS first
        FROM stage_users WHERE firebase_uid <> '') s
      WHERE line > first
      """;

  private static final String KNOWN_SUBJECT =
      """
      SELECT s.line, 'is in the directory already'
      FROM stage_users s JOIN person t ON t.firebase_uid = s.firebase_uid AND t.firebase_uid <> ''
      """;

  /** Users may name each other as nominees. */
  private static final String UNKNOWN_NOMINEE =
      """
      SELECT s.line, 'there is no user with the id ' || s.nominee_user_id
      FROM stage_users s
      WHERE s.nominee_user_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM person t WHERE t.id = s.nominee_user_id)
        AND NOT EXISTS (SELECT FROM stage_users t WHERE t.id = s.nominee_user_id)
      """;

  private static final String REPEATED_MEMBERSHIP =
      """
      SELECT line, 'joins the same user and company as line ' || first FROM (
        SELECT line, min(line) OVER (PARTITION BY company_id, user_id) AS first
        FROM stage_memberships) s
      WHERE line > first
      """;

  private static final String KNOWN_MEMBERSHIP =
      """
      SELECT s.line, 'belongs to this company already'
      FROM stage_memberships s
      JOIN membership t ON t.company_id = s.company_id AND t.person_id = s.user_id
      """;

  private static final String FOREIGN_CURRENT_MEMBERSHIP =
      """
      SELECT s.line, 'the user has no membership with the id ' || s.active_membership_id
      FROM stage_users s
      WHERE s.active_membership_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM membership m WHERE m.id = s.active_membership_id AND m.person_id = s.id)
      """;

  /** An invitation that can be accepted. */
  private static final String PENDING =
      "s.is_active AND s.accepted_at IS NULL AND s.declined_at IS NULL AND s.revoked_at IS NULL"
          + " AND s.expired_at IS NULL";

  private static final String INVITED_OWNER =
      """
      SELECT s.line, 'nobody can be invited as ' || g.name
      FROM stage_invitations s JOIN auth_group g ON g.id = s.auth_group_id
      WHERE g.name = '%s' AND %s
      """
          .formatted(AuthGroup.OWNER, PENDING);

  private static final String INVITED_MEMBER =
      """
      SELECT s.line, 'is a member of this company already'
      FROM stage_invitations s
      JOIN person p ON p.email_key = s.email_key
      JOIN membership m ON m.person_id = p.id AND m.company_id = s.company_id AND m.enabled
      WHERE %s
      """
          .formatted(PENDING);

  private static final String REPEATED_INVITATION =
      """
      SELECT line, 'has the same pending invitation as line ' || first FROM (
        SELECT line, min(line) OVER (PARTITION BY company_id, email_key) AS first
        FROM stage_invitations s WHERE %s) s
      WHERE line > first
      """
          .formatted(PENDING);

  private static final String KNOWN_INVITATION =
      """
      SELECT s.line, 'has a pending invitation to this company already'
      FROM stage_invitations s
      JOIN invitation t ON t.company_id = s.company_id AND t.email_key = s.email_key
      WHERE %s
        AND t.accepted_at IS NULL AND t.revoked_at IS NULL AND t.expired_at IS NULL
      """
          .formatted(PENDING);

  private static final String UNKNOWN_SCOPE =
      """
      SELECT line, 'must be read, write or admin, or several of them with | between'
      FROM stage_tokens
      WHERE cardinality(scopes) = 0 OR NOT scopes <@ '{read,write,admin}'
      """;

  private ImportPlan() {}

  static List<ImportStep> steps() {
    return List.of(
        ImportStep.of(CsvSchema.TENANTS).unique("id").insert(),
        ImportStep.of(CsvSchema.TENANT_KEYS)
            .unique("key")
            .unique("id")
            .reference("tenant_id", CsvSchema.TENANTS, "tenant")
            .insert(),
        authGroups(),
        companies(),
        users(),
        memberships(),
        currentMemberships(),
        invitations(),
        ImportStep.of(CsvSchema.TOKENS)
            .unique("token")
            .unique("public_id")
            .reference("user_id", CsvSchema.USERS, "user")
            .check("scopes", UNKNOWN_SCOPE)
            .insert(),
        roomForIds(CsvSchema.COMPANIES, "company"),
        roomForIds(CsvSchema.USERS, "person"),
        roomForIds(CsvSchema.MEMBERSHIPS, "membership"));
  }

  /** A group that exists is redefined. */
  private static ImportStep authGroups() {
    return ImportStep.of(CsvSchema.AUTH_GROUPS)
        .distinct("id")
        .check("permissions", REPEATED_PERMISSION)
        .then(
            CsvSchema.AUTH_GROUPS.insert() + " ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .then(
            """
            DELETE FROM auth_group_permission WHERE auth_group_id IN (SELECT id FROM stage_auth_groups)
            """)
        .then(
            """
            INSERT INTO auth_group_permission (auth_group_id, codename, position)
            SELECT s.id, p.codename, p.position
            FROM stage_auth_groups s, unnest(s.permissions) WITH ORDINALITY AS p (codename, position)
            """);
  }

  /**
   * Companies without a tenant join the one named {@code default}, which is made when it is needed.
   */
  private static ImportStep companies() {
    return ImportStep.of(CsvSchema.COMPANIES)
        .unique("id")
        .unique("uid")
        .reference("tenant_id", CsvSchema.TENANTS, "tenant")
        .then(
            """
            INSERT INTO tenant (id, name) SELECT gen_random_uuid(), 'default'
            WHERE EXISTS (SELECT FROM stage_companies WHERE tenant_id IS NULL)
              AND NOT EXISTS (SELECT FROM tenant WHERE name = 'default')
            """)
        .insert();
  }

  /** An empty subject is as good as none, so that several users may have it. */
  private static ImportStep users() {
    return ImportStep.of(CsvSchema.USERS)
        .unique("id")
        .unique("uid")
        .unique("email")
        .check("firebase_uid", REPEATED_SUBJECT)
        .check("firebase_uid", KNOWN_SUBJECT)
        .check("nominee_user_id", UNKNOWN_NOMINEE)
        .insert();
  }

  private static ImportStep memberships() {
    return ImportStep.of(CsvSchema.MEMBERSHIPS)
        .unique("id")
        .reference("user_id", CsvSchema.USERS, "user")
        .reference("company_id", CsvSchema.COMPANIES, "company")
        .reference("auth_group_id", CsvSchema.AUTH_GROUPS, "auth group")
        .check("user_id", REPEATED_MEMBERSHIP)
        .check("user_id", KNOWN_MEMBERSHIP)
        .insert();
  }

  /** Users come before memberships, so their current ones can be checked only after both. */
  private static ImportStep currentMemberships() {
    return ImportStep.of(CsvSchema.USERS).check("active_membership_id", FOREIGN_CURRENT_MEMBERSHIP);
  }

  private static ImportStep invitations() {
    return ImportStep.of(CsvSchema.INVITATIONS)
        .unique("id")
        .reference("company_id", CsvSchema.COMPANIES, "company")
        .reference("auth_group_id", CsvSchema.AUTH_GROUPS, "auth group")
        .reference("invited_by", CsvSchema.USERS, "user")
        .check("auth_group_id", INVITED_OWNER)
        .check("email", INVITED_MEMBER)
        .check("email", REPEATED_INVITATION)
        .check("email", KNOWN_INVITATION)
        .insert();
  }

  /** Identifiers that the server makes later find room beside the imported ones. */
  private static ImportStep roomForIds(CsvSchema schema, String table) {
    return ImportStep.of(schema).then("SELECT leave_room_for_ids('" + table + "')");
  }
}
