package dev.roster.server.access;

import java.util.Optional;

/**
 * A person who showed a bearer token.
 *
 * @param current the membership that is the person's current workspace; empty for a person who
 *     belongs to no company
 */
public record UserCaller(long personId, Optional<CurrentMembership> current) implements Caller {

  /** The caller's place in the company that is the current workspace. */
  public record CurrentMembership(long membershipId, long companyId, AuthGroup group) {}

  /** Whether the caller has the permission in the current workspace; never without one. */
  public boolean may(String permission) {
    return current.map(place -> place.group().permissions().contains(permission)).orElse(false);
  }

  /**
   * The current workspace of a caller whose permission was checked before.
   *
   * @throws NotPermitted if there is none
   */
  public CurrentMembership workspace() {
    return current.orElseThrow(NotPermitted::new);
  }

  /**
   * @throws NotPermitted unless the caller has the permission
   */
  public void require(String permission) {
    if (!may(permission)) {
      throw new NotPermitted();
    }
  }
}
