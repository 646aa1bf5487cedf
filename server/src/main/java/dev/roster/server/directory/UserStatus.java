package dev.roster.server.directory;

import java.util.Arrays;
import java.util.List;

/**
 * The statuses of a user that the Compleat document shows; the database and imports write them like
 * this, too. Only {@link TenantUser#active()} decides about logging in.
 */
public enum UserStatus {
  ACTIVE,
  /** The user must set a new password. */
  PWDRESET,
  SUSPENDED;

  /** All names, in the order of the document. */
  public static List<String> names() {
    return Arrays.stream(values()).map(UserStatus::name).toList();
  }
}
