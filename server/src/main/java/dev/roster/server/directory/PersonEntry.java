package dev.roster.server.directory;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A user as operators see one.
 *
 * @param uid the id in the Compleat contract
 * @param active whether bearer tokens of the user work
 * @param subject the identifier at the identity provider
 * @param memberships in the order of their companies
 */
public record PersonEntry(
    long id,
    UUID uid,
    String email,
    String name,
    boolean active,
    UserStatus status,
    Optional<String> subject,
    List<CompanyRole> memberships) {
  public PersonEntry {
    memberships = List.copyOf(memberships);
  }

  /**
   * The role of a user in a company.
   *
   * @param enabled whether the access is switched on
   */
  public record CompanyRole(long companyId, String company, String role, boolean enabled) {}
}
