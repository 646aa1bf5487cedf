package dev.roster.server.sandbox.state;

import dev.roster.server.sandbox.state.StateFixture.Row;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A tenant for one test: one company with a value in every column, and a member with a token for
 * each role.
 *
 * @param key of the Compleat contract
 * @param companyId as the Coolset contract shows it
 * @param companyUid as the Compleat contract shows it
 */
public record IsolatedTenant(
    UUID id,
    String name,
    String key,
    long companyId,
    UUID companyUid,
    Map<PredefinedAuthGroup, Member> members) {
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
  public record Drawn(IsolatedTenant tenant, StateFixture fixture) {}

  /** Makes one up, with secrets and identifiers of its own. */
  public static Drawn draw(String name, Instant now) {
    StateFixture fixture = new StateFixture(now);
    Row tenant = fixture.tenant(name);
    Row company = CoolsetStates.company(fixture, tenant);
    Map<PredefinedAuthGroup, Member> members = new EnumMap<>(PredefinedAuthGroup.class);
    for (PredefinedAuthGroup role : PredefinedAuthGroup.values()) {
      Row person =
          person(fixture, role)
              .with("email", fixture.newEmail(role.name().toLowerCase(Locale.ROOT)));
      fixture.membership(person, company, role);
      members.put(
          role,
          new Member(
              person.id(),
              UUID.fromString(person.get("uid")),
              person.get("email"),
              fixture.tokenOf(person)));
    }
    IsolatedTenant drawn =
        new IsolatedTenant(
            UUID.fromString(tenant.get("id")),
            name,
            fixture.keyOf(tenant).toString(),
            company.id(),
            UUID.fromString(company.get("uid")),
            members);
    return new Drawn(drawn, fixture);
  }

  private static Row person(StateFixture fixture, PredefinedAuthGroup role) {
    return switch (role) {
      case OWNER -> fixture.person("Ada", "Lovelace");
      case ADMIN -> fixture.person("Grace", "Hopper");
      case EDITOR -> fixture.person("Alan", "Turing");
      case VIEWER -> fixture.person("Mary", "Somerville");
    };
  }
}
