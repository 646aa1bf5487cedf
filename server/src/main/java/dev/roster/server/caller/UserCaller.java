package dev.roster.server.caller;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A person who showed a bearer token.
 *
 * @param current the membership that is the person's current workspace; empty for a person who
 *     belongs to no company
 * @param tokenId which token was shown, or the same for every JWT of the person; rate limits count
 *     by it
 * @param credential the public id of the token, as lists and logs show it, or {@code jwt}
 * @param scopes what the token may be used for
 */
public record UserCaller(
    long personId,
    Optional<CurrentMembership> current,
    UUID tokenId,
    String credential,
    Set<Scope> scopes,
    CallOrigin callOrigin)
    implements Caller {
  public UserCaller {
    scopes = Set.copyOf(scopes);
  }

  /** The caller's place in the company that is the current workspace. */
  public record CurrentMembership(long membershipId, long companyId, AuthGroup group) {}

  /** Reports whether the token may be used for this. */
  public boolean holds(Scope needed) {
    return scopes.stream().anyMatch(scope -> scope.includes(needed));
  }

  /**
   * Reports whether the caller has the permission in the current workspace, never without one, and
   * shows a token that may be used for it.
   */
  public boolean may(String permission) {
    return holds(Permission.scope(permission))
        && current.map(place -> place.group().permissions().contains(permission)).orElse(false);
  }

  /**
   * The current workspace of a caller whose permission was checked before.
   *
   * @throws NotPermittedException if there is none
   */
  public CurrentMembership workspace() {
    return current.orElseThrow(NotPermittedException::new);
  }

  /**
   * @throws NotPermittedException unless the caller has the permission
   */
  public void require(String permission) {
    if (!may(permission)) {
      throw new NotPermittedException();
    }
  }

  /**
   * The current workspace of a caller who is one of its owners or admins.
   *
   * @throws NotPermittedException unless the caller is, and shows a token that may be used for this
   */
  public CurrentMembership administered(Scope needed) {
    require(needed);
    return current
        .filter(place -> place.group().administers())
        .orElseThrow(NotPermittedException::new);
  }

  /**
   * @throws NotPermittedException unless the token may be used for this
   */
  public void require(Scope needed) {
    if (!holds(needed)) {
      throw new NotPermittedException();
    }
  }
}
