package dev.roster.server.sandbox.state;

import dev.roster.server.directory.CompanyType;
import dev.roster.server.sandbox.state.StateFixture.Row;
import java.util.Map;

/** States for the Coolset contract, each around a caller called Ada with a token. */
final class CoolsetStates {
  private CoolsetStates() {}

  static void addTo(Map<String, State> states) {
    states.put("a caller", CoolsetStates::caller);
    states.put("a caller with a bare profile", CoolsetStates::bareProfile);
    states.put("a caller with three workspaces", CoolsetStates::threeWorkspaces);
    states.put("a caller with a company of every type", CoolsetStates::everyType);
    states.put("a caller without a company", CoolsetStates::noCompany);
    states.put("a caller whose token may only read", CoolsetStates::mayOnlyRead);
    states.put("a caller who may not view users", CoolsetStates::mayNotViewUsers);
    states.put("a deactivated caller", CoolsetStates::deactivated);
    states.put("a caller whose token expires", CoolsetStates::expiringToken);
    states.put("a caller who has used up the rate limit", CoolsetStates::spentToken);
    states.put("a token that nobody has", CoolsetStates::unknownToken);
    states.put("a company of somebody else", CoolsetStates::foreignCompany);
    states.put("a pending invitation", CoolsetStates::pendingInvitation);
    states.put("an invitation made under a key", CoolsetStates::keyedInvitation);
    states.put("a switch made under a key", CoolsetStates::keyedSwitch);
    states.put("a pending invitation of a user", CoolsetStates::invitedUser);
    states.put("an expired invitation", CoolsetStates::expiredInvitation);
    states.put("an invitation of somebody else", CoolsetStates::foreignInvitation);
    states.put("a pending invitation to a bare company", CoolsetStates::bareInvitation);
  }

  private static void caller(StateFixture scene, Parameters parameters) {
    Row company = company(scene);
    member(scene, company, parameters.role("role", Role.OWNER));
    Row colleague = scene.person("Grace", "Hopper");
    scene.membership(colleague, company, Role.EDITOR);
    scene.membership(scene.person("Mary", "Somerville"), company, Role.VIEWER);
    Row charles = scene.person("Charles", "Babbage");
    scene.membership(charles, company, Role.VIEWER).with("enabled", false);
    scene.reveal("colleague_email", colleague.get("email"));
  }

  private static void bareProfile(StateFixture scene, Parameters parameters) {
    Row ada = tokenHolder(scene);
    scene.membership(ada, bareCompany(scene, parameters), Role.OWNER);
  }

  private static void everyType(StateFixture scene, Parameters parameters) {
    Row ada = tokenHolder(scene);
    Row tenant = scene.tenant("Types");
    for (String type : CompanyType.codes()) {
      Row company = scene.company(tenant, "Company " + type).with("type", type);
      scene.membership(ada, company, Role.OWNER);
    }
  }

  private static void threeWorkspaces(StateFixture scene, Parameters parameters) {
    Row ada = tokenHolder(scene);
    Row tenant = scene.tenant("Three");
    Row grocers =
        scene
            .company(tenant, "Green Grocers")
            .with("type", "active")
            .with("country", "NL")
            .with("is_mfa_enabled", true)
            .with("logo", "https://assets.state.example/green-grocers.png");
    Row energy =
        scene.company(tenant, "Evergreen Energy").with("type", "trial").with("country", "BE");
    Row builders = scene.company(tenant, "Blue Builders").with("type", "stakeholder");
    Row current = scene.membership(ada, grocers, Role.OWNER);
    scene.membership(ada, energy, Role.ADMIN);
    scene.membership(ada, builders, Role.VIEWER);
    Row closed = scene.company(tenant, "Closed Caterers");
    scene.membership(ada, closed, Role.VIEWER).with("enabled", false);
    ada.with("active_membership_id", current.get("id"));
    scene.reveal("company_id", grocers.id()).reveal("other_company_id", energy.id());
  }

  private static void noCompany(StateFixture scene, Parameters parameters) {
    tokenHolder(scene);
  }

  private static void mayOnlyRead(StateFixture scene, Parameters parameters) {
    Row company = company(scene);
    Row ada = scene.person("Ada", "Lovelace");
    scene.membership(ada, company, Role.OWNER);
    scene.reveal("token", scene.tokenOf(ada, "read")).reveal("company_id", company.id());
  }

  private static void mayNotViewUsers(StateFixture scene, Parameters parameters) {
    Row ada = tokenHolder(scene);
    scene.membership(ada, company(scene), scene.authGroup("GUEST", "view_company"));
  }

  private static void deactivated(StateFixture scene, Parameters parameters) {
    Row ada = member(scene, company(scene), Role.OWNER);
    ada.with("is_active", false);
  }

  private static void expiringToken(StateFixture scene, Parameters parameters) {
    Row ada = scene.person("Ada", "Lovelace");
    scene.membership(ada, company(scene), Role.OWNER);
    Row token = scene.token(ada).with("expires_at", scene.soon());
    scene
        .reveal("token", token.get("token"))
        .reveal("user_id", ada.id())
        .reveal("expires_at", token.get("expires_at"));
  }

  private static void spentToken(StateFixture scene, Parameters parameters) {
    member(scene, company(scene), Role.OWNER);
    scene.exhaustRateLimit();
  }

  private static void unknownToken(StateFixture scene, Parameters parameters) {
    company(scene);
    scene.reveal("token", scene.unknownToken());
  }

  private static void foreignCompany(StateFixture scene, Parameters parameters) {
    member(scene, company(scene), Role.OWNER);
    Row foreign = scene.company(scene.tenant("Other"), "Blue Builders");
    scene.membership(scene.person("Emmy", "Noether"), foreign, Role.OWNER);
    scene.reveal("foreign_company_id", foreign.id());
  }

  private static void pendingInvitation(StateFixture scene, Parameters parameters) {
    Row company = company(scene);
    Row ada = member(scene, company, Role.OWNER);
    reveal(scene, scene.invitation(company, ada, scene.newEmail("alan.turing")));
  }

  private static void keyedInvitation(StateFixture scene, Parameters parameters) {
    Row company = company(scene);
    Row ada = member(scene, company, Role.OWNER);
    Row invitation = scene.invitation(company, ada, scene.newEmail("alan.turing"));
    reveal(scene, invitation);
    scene.reveal("idempotency_key", scene.keyOf(ada, invitation));
  }

  private static void keyedSwitch(StateFixture scene, Parameters parameters) {
    Row company = company(scene);
    Row ada = member(scene, company, Role.OWNER);
    Row other = scene.company(scene.tenant("Other"), "Blue Builders");
    scene.membership(ada, other, Role.VIEWER);
    scene
        .reveal("company_id", company.id())
        .reveal("other_company_id", other.id())
        .reveal("idempotency_key", scene.switchKeyOf(ada, company));
  }

  private static void invitedUser(StateFixture scene, Parameters parameters) {
    Row company = company(scene);
    Row ada = member(scene, company, Role.OWNER);
    Row alan = scene.person("Alan", "Turing");
    reveal(scene, scene.invitation(company, ada, alan.get("email")));
  }

  private static void expiredInvitation(StateFixture scene, Parameters parameters) {
    Row company = company(scene);
    Row ada = member(scene, company, Role.OWNER);
    Row invitation = scene.invitation(company, ada, scene.newEmail("alan.turing"));
    reveal(scene, scene.expired(invitation));
  }

  private static void foreignInvitation(StateFixture scene, Parameters parameters) {
    member(scene, company(scene), Role.OWNER);
    Row foreign = scene.company(scene.tenant("Other"), "Blue Builders");
    Row emmy = scene.person("Emmy", "Noether");
    scene.membership(emmy, foreign, Role.OWNER);
    reveal(scene, scene.invitation(foreign, emmy, scene.newEmail("alan.turing")));
  }

  private static void bareInvitation(StateFixture scene, Parameters parameters) {
    Row company = bareCompany(scene, parameters);
    Row ada = tokenHolder(scene);
    scene.membership(ada, company, Role.OWNER);
    reveal(scene, scene.invitation(company, ada, scene.newEmail("alan.turing")));
  }

  /** A company of the type that is asked for, with nothing but what it must have. */
  private static Row bareCompany(StateFixture scene, Parameters parameters) {
    return scene
        .company(scene.tenant("Bare"), "Bare")
        .with("type", parameters.oneOf("type", CompanyType.codes()))
        .without("default_currency")
        .without("default_locale");
  }

  /** A company with a value in every column. */
  private static Row company(StateFixture scene) {
    return company(scene, scene.tenant("Green"));
  }

  /** A company of this tenant with a value in every column. */
  static Row company(StateFixture scene, Row tenant) {
    return scene
        .company(tenant, "Green Grocers")
        .with("type", "active")
        .with("country", "NL")
        .with("is_mfa_enabled", true)
        .with("created_at", "2024-01-15T09:00:00Z")
        .with("updated_at", "2026-03-01T12:30:00.250000Z")
        .with("credits_used", "12.50")
        .with("nr_of_employees", 42)
        .with("nr_of_locations", 3)
        .with("nr_of_transactions", 5_000_000_000L)
        .with("minimum_date_filter", "2020-01-01")
        .with("results_limit_earliest_year", "2021-01-01")
        .with("results_limit_latest_year", "2025-12-31")
        .with("min_transaction_date", "2020-02-03")
        .with("max_transaction_date", "2025-11-30")
        .with("chift_consumer_id", "chift-7")
        .with("default_currency", "EUR")
        .with("default_locale", "nl-NL")
        .with("data_room_consumer_id", "room-7")
        .with("information", "{\"industry\": \"retail\"}")
        .with("pulse_params", "weekly")
        .with("flags", "carbon|supply-chain")
        .with("logo", "https://assets.state.example/green-grocers.png");
  }

  /** The caller as a member of this company, with a value in every column. */
  private static Row member(StateFixture scene, Row company, Role role) {
    Row ada = tokenHolder(scene);
    ada.with("job_title", "Finance Director")
        .with("firebase_uid", "firebase-" + ada.id())
        .with("is_mfa_enrolled", true)
        .with("is_mfa_required", true)
        .with("data_room_consumer_id", "room-8")
        .with("pylon_email_hash", "0f343b0931126a20");
    Row membership =
        scene
            .membership(ada, company, role)
            .with("data_room_consumer_id", "room-9")
            .with("config", "{\"theme\": \"dark\"}");
    ada.with("active_membership_id", membership.get("id"));
    scene.reveal("company_id", company.id());
    return ada;
  }

  private static Row tokenHolder(StateFixture scene) {
    Row ada = scene.person("Ada", "Lovelace");
    scene.reveal("token", scene.tokenOf(ada)).reveal("user_id", ada.id());
    return ada;
  }

  private static void reveal(StateFixture scene, Row invitation) {
    scene
        .reveal("invitation_id", invitation.get("id"))
        .reveal("invited_email", invitation.get("email"));
  }
}
