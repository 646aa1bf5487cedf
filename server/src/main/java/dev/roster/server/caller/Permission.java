package dev.roster.server.caller;

/** The codenames that Roster itself asks for; an auth group may have any others besides. */
public final class Permission {
  /** May list the users of the current workspace. */
  public static final String VIEW_USER = "view_user";

  /** May invite people to the current workspace. */
  public static final String INVITE_USER = "invite_user";

  private Permission() {}

  /** The scope that a token needs for the permission. */
  static Scope scope(String permission) {
    return permission.equals(INVITE_USER) ? Scope.WRITE : Scope.READ;
  }
}
