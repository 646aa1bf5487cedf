package dev.roster.server.caller;

import java.util.List;

/**
 * A role: a named set of permissions.
 *
 * @param permissions codenames in the order in which they were given
 */
public record AuthGroup(long id, String name, List<String> permissions) {
  /** The name of the role that nobody is invited with. */
  public static final String OWNER = "OWNER";

  private static final String ADMIN = "ADMIN";

  public AuthGroup {
    permissions = List.copyOf(permissions);
  }

  /** Reports whether an invitation may have this role at all; owners come from onboarding only. */
  public boolean isInvitable() {
    return !name.equals(OWNER);
  }

  /**
   * Reports whether a member with this role sees and changes what belongs to the whole workspace.
   */
  public boolean administers() {
    return name.equals(OWNER) || name.equals(ADMIN);
  }

  /** Reports whether a member with this role may send an invitation with the other one. */
  public boolean mayInvite(AuthGroup other) {
    return other.isInvitable() && (!other.name.equals(ADMIN) || administers());
  }
}
