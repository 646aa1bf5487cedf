package dev.roster.testkit;

/** The auth groups that exist from the start. */
enum Role {
  OWNER(1),
  ADMIN(2),
  EDITOR(3),
  VIEWER(4);

  private final long authGroup;

  Role(long authGroup) {
    this.authGroup = authGroup;
  }

  long authGroup() {
    return authGroup;
  }
}
