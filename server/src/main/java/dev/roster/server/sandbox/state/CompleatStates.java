package dev.roster.server.sandbox.state;

import dev.roster.server.directory.UserStatus;
import dev.roster.server.sandbox.state.StateFixture.Row;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** States for the Compleat contract, each around a tenant with a key. */
final class CompleatStates {
  private CompleatStates() {}

  static void addTo(Map<String, StateDefinition> states) {
    states.put("a tenant with users", CompleatStates::users);
    states.put("a tenant user with a bare profile", CompleatStates::bareProfile);
    states.put("a tenant user with a nominee for ever", CompleatStates::nomineeForEver);
    states.put("a tenant and a tenant of somebody else", CompleatStates::foreignTenant);
    states.put("a tenant whose key expires", CompleatStates::expiringKey);
    states.put("a tenant that has used up the rate limit", CompleatStates::spentKey);
    states.put("a key that nobody has", CompleatStates::unknownKey);
  }

  private static void users(StateFixture fixture, StateParameters parameters) {
    users(fixture);
  }

  private static Row users(StateFixture fixture) {
    Row tenant = tenant(fixture);
    fixture.reveal("key", fixture.keyOf(tenant).toString());
    Row grocers = fixture.company(tenant, "Green Grocers");
    Row energy = fixture.company(tenant, "Evergreen Energy");
    Row john = person(fixture, "John", "Doe", "Finance Controller", UserStatus.PWDRESET);
    Row smith = person(fixture, "John", "Smith", "Operator", UserStatus.SUSPENDED);
    Row jane =
        person(fixture, "Jane", "Doe", "Finance Director", UserStatus.ACTIVE)
            .with("language", "en-GB")
            .with("nominee_user_id", john.get("id"))
            .with("nominee_start", "2026-08-01T00:00:00Z")
            .with("nominee_end", "2026-08-15T00:00:00Z");
    fixture.membership(jane, grocers, PredefinedAuthGroup.OWNER);
    fixture.membership(jane, energy, PredefinedAuthGroup.OWNER);
    fixture.membership(john, grocers, PredefinedAuthGroup.EDITOR);
    fixture.membership(smith, energy, PredefinedAuthGroup.EDITOR);
    fixture.membership(smith, grocers, PredefinedAuthGroup.EDITOR).with("enabled", false);
    fixture.membership(
        jane,
        fixture.company(fixture.tenant("Other"), "Blue Builders"),
        PredefinedAuthGroup.VIEWER);
    fixture.reveal("company_id", grocers.get("uid")).reveal("user_id", jane.get("uid"));
    return tenant;
  }

  private static void bareProfile(StateFixture fixture, StateParameters parameters) {
    Row tenant = tenant(fixture);
    fixture.reveal("key", fixture.keyOf(tenant).toString());
    Row jane =
        fixture
            .person("Jane", "Doe")
            .with("status", parameters.oneOf("status", UserStatus.names()))
            .with("is_active", parameters.oneOf("active", List.of("true", "false")));
    fixture.membership(jane, fixture.company(tenant, "Bare"), PredefinedAuthGroup.VIEWER);
    fixture.reveal("user_id", jane.get("uid"));
  }

  /** A nominee without a beginning or an end. */
  private static void nomineeForEver(StateFixture fixture, StateParameters parameters) {
    Row tenant = tenant(fixture);
    fixture.reveal("key", fixture.keyOf(tenant).toString());
    Row company = fixture.company(tenant, "Green Grocers");
    Row john = fixture.person("John", "Doe");
    Row jane = fixture.person("Jane", "Doe").with("nominee_user_id", john.get("id"));
    fixture.membership(john, company, PredefinedAuthGroup.EDITOR);
    fixture.membership(jane, company, PredefinedAuthGroup.OWNER);
    fixture.reveal("user_id", jane.get("uid"));
  }

  private static void foreignTenant(StateFixture fixture, StateParameters parameters) {
    Row tenant = tenant(fixture);
    fixture.reveal("key", fixture.keyOf(tenant).toString());
    Row own = fixture.company(tenant, "Green Grocers");
    Row other = fixture.tenant("Other");
    Row company = fixture.company(other, "Blue Builders");
    Row emmy = fixture.person("Emmy", "Noether");
    fixture.membership(emmy, company, PredefinedAuthGroup.OWNER);
    Row jane = fixture.person("Jane", "Doe").with("nominee_user_id", emmy.get("id"));
    fixture.membership(jane, own, PredefinedAuthGroup.OWNER);
    fixture
        .reveal("user_id", jane.get("uid"))
        .reveal("foreign_tenant_id", other.get("id"))
        .reveal("foreign_company_id", company.get("uid"))
        .reveal("foreign_user_id", emmy.get("uid"));
  }

  private static void expiringKey(StateFixture fixture, StateParameters parameters) {
    Row tenant = tenant(fixture);
    Row key = fixture.key(tenant).with("expires_at", fixture.soon());
    Row jane = fixture.person("Jane", "Doe");
    fixture.membership(jane, fixture.company(tenant, "Green Grocers"), PredefinedAuthGroup.OWNER);
    fixture
        .reveal("key", key.get("key"))
        .reveal("user_id", jane.get("uid"))
        .reveal("expires_at", key.get("expires_at"));
  }

  private static void spentKey(StateFixture fixture, StateParameters parameters) {
    Row tenant = users(fixture);
    fixture.reveal("other_key", fixture.keyOf(tenant).toString()).exhaustRateLimit();
  }

  private static void unknownKey(StateFixture fixture, StateParameters parameters) {
    Row tenant = tenant(fixture);
    fixture.key(tenant);
    Row jane = fixture.person("Jane", "Doe");
    fixture.membership(jane, fixture.company(tenant, "Green Grocers"), PredefinedAuthGroup.OWNER);
    fixture.reveal("key", UUID.randomUUID().toString()).reveal("user_id", jane.get("uid"));
  }

  private static Row tenant(StateFixture fixture) {
    Row tenant = fixture.tenant("Green");
    fixture.reveal("tenant_id", tenant.get("id"));
    return tenant;
  }

  private static Row person(
      StateFixture fixture, String firstName, String lastName, String jobTitle, UserStatus status) {
    return fixture
        .person(firstName, lastName)
        .with("job_title", jobTitle)
        .with("status", status.name());
  }
}
