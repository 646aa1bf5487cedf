package dev.roster.server.sandbox.state;

import dev.roster.server.sandbox.state.StateFixture.Row;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A tenant for whoever tests: one company with a value in every column, and a member with a token
 * for each role.
 *
 * @param key of the Compleat contract
 * @param companyId as the Coolset contract shows it
 * @param companyUid as the Compleat contract shows it
 */
public record IsolatedTenant(
    UUID id, String name, String key, long companyId, UUID companyUid, Map<Role, Member> members) {
  /**
   * A person of the company.
   *
   * @param id as the Coolset contract shows it
   * @param uid as the Compleat contract shows it
   */
  public record Member(long id, UUID uid, String email, String token) {}

  public IsolatedTenant {
    members = Map.copyOf(members);
  }

  /** A tenant and the rows it consists of. */
  public record Drawn(IsolatedTenant tenant, StateFixture scene) {}

  /** Makes one up, with secrets and identifiers of its own. */
  public static Drawn draw(String name, Instant now) {
    StateFixture scene = new StateFixture(now);
    Row tenant = scene.tenant(name);
    Row company = CoolsetStates.company(scene, tenant);
    Map<Role, Member> members = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Row person =
          person(scene, role).with("email", scene.newEmail(role.name().toLowerCase(Locale.ROOT)));
      scene.membership(person, company, role);
      members.put(
          role,
          new Member(
              person.id(),
              UUID.fromString(person.get("uid")),
              person.get("email"),
              scene.tokenOf(person)));
    }
    IsolatedTenant drawn =
        new IsolatedTenant(
            UUID.fromString(tenant.get("id")),
            name,
            scene.keyOf(tenant).toString(),
            company.id(),
            UUID.fromString(company.get("uid")),
            members);
    return new Drawn(drawn, scene);
  }

  private static Row person(StateFixture scene, Role role) {
    return switch (role) {
      case OWNER -> scene.person("Ada", "Lovelace");
      case ADMIN -> scene.person("Grace", "Hopper");
      case EDITOR -> scene.person("Alan", "Turing");
      case VIEWER -> scene.person("Mary", "Somerville");
    };
  }
}
