package dev.roster.testkit;

/** The roles of the members of a company. */
public enum Role {
  OWNER,
  ADMIN,
  EDITOR,
  VIEWER
}
