package dev.roster.server.sandbox.state;

/** The auth groups that exist from the start. */
public enum Role {
  OWNER(1),
  ADMIN(2),
  EDITOR(3),
  VIEWER(4);

  private final long authGroup;

  Role(long authGroup) {
    this.authGroup = authGroup;
  }

  /** Its identifier in the directory. */
  public long authGroup() {
    return authGroup;
  }
}
