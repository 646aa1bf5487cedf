package dev.roster.server.directory;

/** SQL that finds the current workspace of a person in one look-up of an index. */
public final class CurrentMembershipSql {
  /**
   * The id of the current membership of a person {@code p}: the chosen one, or else the first that
   * is enabled; null without any.
   */
  public static final String ID =
      """
      coalesce(
        (SELECT a.id FROM membership a
         WHERE a.person_id = p.id AND a.id = p.active_membership_id AND a.enabled),
        (SELECT a.id FROM membership a
         WHERE a.person_id = p.id AND a.enabled ORDER BY a.id LIMIT 1))
      """;

  private CurrentMembershipSql() {}
}
