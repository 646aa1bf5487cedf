package dev.roster.server.transfer;

/** SQL expressions of columns that need more than a name. */
final class SqlExpressions {
  /** The setting that holds the time of an import until the end of its transaction. */
  static final String TIME_SETTING = "roster.import_time";

  static final String NOW = "current_setting('" + TIME_SETTING + "')::timestamptz";

  static final String NEW_UUID = "gen_random_uuid()";

  static final String DEFAULT_TENANT =
      "(SELECT id FROM tenant WHERE name = 'default' ORDER BY created_at, id LIMIT 1)";

  static final String PERMISSIONS =
      """
      array_to_string(ARRAY(
        SELECT p.codename FROM auth_group_permission p
        WHERE p.auth_group_id = auth_group.id ORDER BY p.position), '|')\
      """;

  static final String IS_PENDING =
      "(accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL)::text";

  /** An invitation that was declined is revoked as well. */
  static final String REVOKED_AT = "coalesce(revoked_at, declined_at)";

  /** An invitation that is neither active nor accepted nor declined nor revoked has run out. */
  static final String EXPIRED_AT =
      """
      CASE WHEN NOT is_active AND accepted_at IS NULL AND declined_at IS NULL AND revoked_at IS NULL
        THEN coalesce(expired_at, expires_at, created_at, %s) ELSE expired_at END\
      """
          .formatted(NOW);

  private SqlExpressions() {}
}
