package dev.roster.server.sandbox.state;

import dev.roster.server.directory.UserStatus;
import dev.roster.server.sandbox.state.StateFixture.Row;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** States for the Compleat contract, each around a tenant with a key. */
final class CompleatStates {
  private CompleatStates() {}

  static void addTo(Map<String, State> states) {
    states.put("a tenant with users", CompleatStates::users);
    states.put("a tenant user with a bare profile", CompleatStates::bareProfile);
    states.put("a tenant user with a nominee for ever", CompleatStates::nomineeForEver);
    states.put("a tenant and a tenant of somebody else", CompleatStates::foreignTenant);
    states.put("a tenant whose key expires", CompleatStates::expiringKey);
    states.put("a tenant that has used up the rate limit", CompleatStates::spentKey);
    states.put("a key that nobody has", CompleatStates::unknownKey);
  }

  private static void users(StateFixture scene, Parameters parameters) {
    Row tenant = tenant(scene);
    scene.reveal("key", scene.keyOf(tenant).toString());
    Row grocers = scene.company(tenant, "Green Grocers");
    Row energy = scene.company(tenant, "Evergreen Energy");
    Row john = person(scene, "John", "Doe", "Finance Controller", UserStatus.PWDRESET);
    Row smith = person(scene, "John", "Smith", "Operator", UserStatus.SUSPENDED);
    Row jane =
        person(scene, "Jane", "Doe", "Finance Director", UserStatus.ACTIVE)
            .with("language", "en-GB")
            .with("nominee_user_id", john.get("id"))
            .with("nominee_start", "2026-08-01T00:00:00Z")
            .with("nominee_end", "2026-08-15T00:00:00Z");
    scene.membership(jane, grocers, Role.OWNER);
    scene.membership(jane, energy, Role.OWNER);
    scene.membership(john, grocers, Role.EDITOR);
    scene.membership(smith, energy, Role.EDITOR);
    scene.membership(smith, grocers, Role.EDITOR).with("enabled", false);
    scene.membership(jane, scene.company(scene.tenant("Other"), "Blue Builders"), Role.VIEWER);
    scene.reveal("company_id", grocers.get("uid")).reveal("user_id", jane.get("uid"));
  }

  private static void bareProfile(StateFixture scene, Parameters parameters) {
    Row tenant = tenant(scene);
    scene.reveal("key", scene.keyOf(tenant).toString());
    Row jane =
        scene
            .person("Jane", "Doe")
            .with("status", parameters.oneOf("status", UserStatus.names()))
            .with("is_active", parameters.oneOf("active", List.of("true", "false")));
    scene.membership(jane, scene.company(tenant, "Bare"), Role.VIEWER);
    scene.reveal("user_id", jane.get("uid"));
  }

  /** A nominee without a beginning or an end. */
  private static void nomineeForEver(StateFixture scene, Parameters parameters) {
    Row tenant = tenant(scene);
    scene.reveal("key", scene.keyOf(tenant).toString());
    Row company = scene.company(tenant, "Green Grocers");
    Row john = scene.person("John", "Doe");
    Row jane = scene.person("Jane", "Doe").with("nominee_user_id", john.get("id"));
    scene.membership(john, company, Role.EDITOR);
    scene.membership(jane, company, Role.OWNER);
    scene.reveal("user_id", jane.get("uid"));
  }

  private static void foreignTenant(StateFixture scene, Parameters parameters) {
    Row tenant = tenant(scene);
    scene.reveal("key", scene.keyOf(tenant).toString());
    Row own = scene.company(tenant, "Green Grocers");
    Row other = scene.tenant("Other");
    Row company = scene.company(other, "Blue Builders");
    Row emmy = scene.person("Emmy", "Noether");
    scene.membership(emmy, company, Role.OWNER);
    Row jane = scene.person("Jane", "Doe").with("nominee_user_id", emmy.get("id"));
    scene.membership(jane, own, Role.OWNER);
    scene
        .reveal("user_id", jane.get("uid"))
        .reveal("foreign_tenant_id", other.get("id"))
        .reveal("foreign_company_id", company.get("uid"))
        .reveal("foreign_user_id", emmy.get("uid"));
  }

  private static void expiringKey(StateFixture scene, Parameters parameters) {
    Row tenant = tenant(scene);
    Row key = scene.key(tenant).with("expires_at", scene.soon());
    Row jane = scene.person("Jane", "Doe");
    scene.membership(jane, scene.company(tenant, "Green Grocers"), Role.OWNER);
    scene
        .reveal("key", key.get("key"))
        .reveal("user_id", jane.get("uid"))
        .reveal("expires_at", key.get("expires_at"));
  }

  private static void spentKey(StateFixture scene, Parameters parameters) {
    users(scene, parameters);
    scene.exhaustRateLimit();
  }

  private static void unknownKey(StateFixture scene, Parameters parameters) {
    Row tenant = tenant(scene);
    scene.key(tenant);
    Row jane = scene.person("Jane", "Doe");
    scene.membership(jane, scene.company(tenant, "Green Grocers"), Role.OWNER);
    scene.reveal("key", UUID.randomUUID().toString()).reveal("user_id", jane.get("uid"));
  }

  private static Row tenant(StateFixture scene) {
    Row tenant = scene.tenant("Green");
    scene.reveal("tenant_id", tenant.get("id"));
    return tenant;
  }

  private static Row person(
      StateFixture scene, String firstName, String lastName, String jobTitle, UserStatus status) {
    return scene
        .person(firstName, lastName)
        .with("job_title", jobTitle)
        .with("status", status.name());
  }
}
