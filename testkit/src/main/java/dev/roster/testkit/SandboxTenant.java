package dev.roster.testkit;

import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * A tenant that nobody else uses, with a member for each role.
 *
 * @param key of the tenant, for the Compleat contract
 * @param companyId of its company, as the Coolset contract shows it
 * @param companyUid of its company, as the Compleat contract shows it
 */
record SandboxTenant(
    UUID id, String key, long companyId, UUID companyUid, Map<Role, Member> members) {
  /** A member of the company. */
  record Member(long id, UUID uid, String email, String token) {
    static Member of(Map<String, Object> json) {
      return new Member(
          number(json, "id"), uuid(json, "uid"), text(json, "email"), text(json, "token"));
    }
  }

  /** The tenant that the control API has made. */
  static SandboxTenant of(Map<String, Object> json) {
    Map<Role, Member> members = new EnumMap<>(Role.class);
    Json.members(json.get("members"))
        .forEach(
            (role, member) -> members.put(Role.valueOf(role), Member.of(Json.members(member))));
    return new SandboxTenant(
        uuid(json, "id"),
        text(json, "key"),
        number(json, "company_id"),
        uuid(json, "company_uid"),
        members);
  }

  private static String text(Map<String, Object> json, String member) {
    return String.valueOf(json.get(member));
  }

  private static long number(Map<String, Object> json, String member) {
    return Long.parseLong(text(json, member));
  }

  private static UUID uuid(Map<String, Object> json, String member) {
    return UUID.fromString(text(json, member));
  }
}
