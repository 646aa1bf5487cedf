package dev.roster.server.sandbox.state;

/** The auth groups that every Roster begins with. */
public enum PredefinedAuthGroup {
  OWNER(1),
  ADMIN(2),
  EDITOR(3),
  VIEWER(4);

  private final long authGroup;

  PredefinedAuthGroup(long authGroup) {
    this.authGroup = authGroup;
  }

  /** Its identifier in the directory. */
  public long authGroup() {
    return authGroup;
  }
}
