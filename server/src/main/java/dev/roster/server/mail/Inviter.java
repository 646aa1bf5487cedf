package dev.roster.server.mail;

/**
 * The person who invites, as stored.
 *
 * @param name first and last name, empty if neither is known
 */
public record Inviter(String name, String email) {
  /** The name as it may be shown; empty if there is none. */
  public String displayName() {
    return DisplayName.of(name);
  }

  /** The address as it may be shown. */
  public String displayAddress() {
    return DisplayName.address(email);
  }
}
