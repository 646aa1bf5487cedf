package dev.roster.testkit;

/**
 * The roles of the members of a company.
 *
 * {@snippet file="com/example/CompaniesTest.java" region="test"}
 */
public enum Role {
  /** Owns the company and may do everything. */
  OWNER,
  /** May do everything but own the company. */
  ADMIN,
  /** May see the company and its users, and invite others. */
  EDITOR,
  /** May see the company and its users. */
  VIEWER
}
