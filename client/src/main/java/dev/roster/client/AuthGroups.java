package dev.roster.client;

/**
 * The auth groups that every Roster begins with, for {@link CoolsetInvitations#invite}. The
 * document fixes no identifiers: an installation may import other groups, and the published service
 * may number its own otherwise. The auth group of a user tells id and name of one: {@code
 * users().me().authGroup()}. Nobody can be invited as an owner.
 *
 * {@snippet file="com/example/InvitationExamples.java" region="invite"}
 */
public final class AuthGroups {
  /** May do everything but own the company. */
  public static final long ADMIN = 2;

  /** May see the company and its users, and invite others. */
  public static final long EDITOR = 3;

  /** May see the company and its users. */
  public static final long VIEWER = 4;

  private AuthGroups() {}
}
