package dev.roster.server.sandbox.state;

import dev.roster.server.directory.CompanyType;
import dev.roster.server.sandbox.state.StateFixture.Row;
import java.util.List;
import java.util.Map;

/** States for the Coolset contract, each around a caller called Ada with a token. */
final class CoolsetStates {
  private CoolsetStates() {}

  static void addTo(Map<String, StateDefinition> states) {
    states.put("a caller", CoolsetStates::caller);
    states.put("a caller with a bare profile", CoolsetStates::bareProfile);
    states.put("a caller with three workspaces", CoolsetStates::threeWorkspaces);
    states.put("a caller with a company of every type", CoolsetStates::everyType);
    states.put("a caller who never switched", CoolsetStates::neverSwitched);
    states.put("a caller without a company", CoolsetStates::noCompany);
    states.put("a caller whose token may only read", CoolsetStates::mayOnlyRead);
    states.put("a caller who may not view users", CoolsetStates::mayNotViewUsers);
    states.put("a deactivated caller", CoolsetStates::deactivated);
    states.put("a caller whose token expires", CoolsetStates::expiringToken);
    states.put("a caller who has used up the rate limit", CoolsetStates::spentToken);
    states.put(
        "a caller who has used up the invitations of a day", CoolsetStates::spentInvitations);
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

  private static void caller(StateFixture fixture, StateParameters parameters) {
    Row company = company(fixture);
    member(fixture, company, parameters.role("role", PredefinedAuthGroup.OWNER));
    Row colleague = fixture.person("Grace", "Hopper");
    fixture.membership(colleague, company, PredefinedAuthGroup.EDITOR);
    fixture.membership(fixture.person("Mary", "Somerville"), company, PredefinedAuthGroup.VIEWER);
    Row charles = fixture.person("Charles", "Babbage");
    fixture.membership(charles, company, PredefinedAuthGroup.VIEWER).with("enabled", false);
    fixture.reveal("colleague_email", colleague.get("email"));
  }

  private static void bareProfile(StateFixture fixture, StateParameters parameters) {
    Row ada = tokenHolder(fixture);
    fixture.membership(ada, bareCompany(fixture, parameters), PredefinedAuthGroup.OWNER);
  }

  private static void everyType(StateFixture fixture, StateParameters parameters) {
    Row ada = tokenHolder(fixture);
    Row tenant = fixture.tenant("Types");
    for (String type : CompanyType.codes()) {
      Row company = fixture.company(tenant, "Company " + type).with("type", type);
      fixture.membership(ada, company, PredefinedAuthGroup.OWNER);
    }
  }

  private static void threeWorkspaces(StateFixture fixture, StateParameters parameters) {
    Row ada = tokenHolder(fixture);
    Row tenant = fixture.tenant("Three");
    Row grocers =
        fixture
            .company(tenant, "Green Grocers")
            .with("type", "active")
            .with("country", "NL")
            .with("is_mfa_enabled", true)
            .with("logo", "https://assets.state.example/green-grocers.png");
    Row energy =
        fixture.company(tenant, "Evergreen Energy").with("type", "trial").with("country", "BE");
    Row builders = fixture.company(tenant, "Blue Builders").with("type", "stakeholder");
    Row current = fixture.membership(ada, grocers, PredefinedAuthGroup.OWNER);
    fixture.membership(ada, energy, PredefinedAuthGroup.ADMIN);
    fixture.membership(ada, builders, PredefinedAuthGroup.VIEWER);
    Row closed = fixture.company(tenant, "Closed Caterers");
    fixture.membership(ada, closed, PredefinedAuthGroup.VIEWER).with("enabled", false);
    ada.with("active_membership_id", current.get("id"));
    fixture.reveal("company_id", grocers.id()).reveal("other_company_id", energy.id());
  }

  /** The membership that was there first is neither of the older company nor the current one. */
  private static void neverSwitched(StateFixture fixture, StateParameters parameters) {
    Row ada = tokenHolder(fixture);
    Row tenant = fixture.tenant("Three");
    Row older = fixture.company(tenant, "Older");
    Row first = fixture.company(tenant, "First");
    Row closed = fixture.company(tenant, "Closed");
    Row gone = fixture.membership(ada, closed, PredefinedAuthGroup.OWNER).with("enabled", false);
    fixture.membership(ada, first, PredefinedAuthGroup.EDITOR);
    fixture.membership(ada, older, PredefinedAuthGroup.ADMIN);
    if (parameters.oneOf("current", List.of("none", "closed")).equals("closed")) {
      ada.with("active_membership_id", gone.get("id"));
    }
    fixture
        .reveal("company_id", first.id())
        .reveal("other_company_id", older.id())
        .reveal("closed_company_id", closed.id());
  }

  private static void noCompany(StateFixture fixture, StateParameters parameters) {
    tokenHolder(fixture);
  }

  private static void mayOnlyRead(StateFixture fixture, StateParameters parameters) {
    Row company = company(fixture);
    Row ada = fixture.person("Ada", "Lovelace");
    fixture.membership(ada, company, PredefinedAuthGroup.OWNER);
    fixture.reveal("token", fixture.tokenOf(ada, "read")).reveal("company_id", company.id());
  }

  private static void mayNotViewUsers(StateFixture fixture, StateParameters parameters) {
    Row ada = tokenHolder(fixture);
    fixture.membership(ada, company(fixture), fixture.authGroup("GUEST", "view_company"));
  }

  private static void deactivated(StateFixture fixture, StateParameters parameters) {
    Row ada = member(fixture, company(fixture), PredefinedAuthGroup.OWNER);
    ada.with("is_active", false);
  }

  private static void expiringToken(StateFixture fixture, StateParameters parameters) {
    Row ada = fixture.person("Ada", "Lovelace");
    fixture.membership(ada, company(fixture), PredefinedAuthGroup.OWNER);
    Row token = fixture.token(ada).with("expires_at", fixture.soon());
    fixture
        .reveal("token", token.get("token"))
        .reveal("user_id", ada.id())
        .reveal("expires_at", token.get("expires_at"));
  }

  private static void spentToken(StateFixture fixture, StateParameters parameters) {
    member(fixture, company(fixture), parameters.role("role", PredefinedAuthGroup.OWNER));
    fixture.exhaustRateLimit();
  }

  private static void unknownToken(StateFixture fixture, StateParameters parameters) {
    company(fixture);
    fixture.reveal("token", fixture.unknownToken());
  }

  private static void foreignCompany(StateFixture fixture, StateParameters parameters) {
    member(fixture, company(fixture), PredefinedAuthGroup.OWNER);
    Row foreign = fixture.company(fixture.tenant("Other"), "Blue Builders");
    fixture.membership(fixture.person("Emmy", "Noether"), foreign, PredefinedAuthGroup.OWNER);
    fixture.reveal("foreign_company_id", foreign.id());
  }

  private static void pendingInvitation(StateFixture fixture, StateParameters parameters) {
    Row company = company(fixture);
    Row ada = member(fixture, company, PredefinedAuthGroup.OWNER);
    reveal(fixture, fixture.invitation(company, ada, fixture.newEmail("alan.turing")));
  }

  private static void keyedInvitation(StateFixture fixture, StateParameters parameters) {
    inviterUnderKey(fixture);
  }

  private static void spentInvitations(StateFixture fixture, StateParameters parameters) {
    fixture.exhaustInvitations(inviterUnderKey(fixture));
  }

  private static Row inviterUnderKey(StateFixture fixture) {
    Row company = company(fixture);
    Row ada = member(fixture, company, PredefinedAuthGroup.OWNER);
    Row invitation = fixture.invitation(company, ada, fixture.newEmail("alan.turing"));
    reveal(fixture, invitation);
    fixture.reveal("idempotency_key", fixture.keyOf(ada, invitation));
    return ada;
  }

  private static void keyedSwitch(StateFixture fixture, StateParameters parameters) {
    Row company = company(fixture);
    Row ada = member(fixture, company, PredefinedAuthGroup.OWNER);
    Row other = fixture.company(fixture.tenant("Other"), "Blue Builders");
    fixture.membership(ada, other, PredefinedAuthGroup.VIEWER);
    fixture
        .reveal("company_id", company.id())
        .reveal("other_company_id", other.id())
        .reveal("idempotency_key", fixture.switchKeyOf(ada, company));
  }

  private static void invitedUser(StateFixture fixture, StateParameters parameters) {
    Row company = company(fixture);
    Row ada = member(fixture, company, PredefinedAuthGroup.OWNER);
    Row alan = fixture.person("Alan", "Turing");
    reveal(fixture, fixture.invitation(company, ada, alan.get("email")));
  }

  private static void expiredInvitation(StateFixture fixture, StateParameters parameters) {
    Row company = company(fixture);
    Row ada = member(fixture, company, PredefinedAuthGroup.OWNER);
    Row invitation = fixture.invitation(company, ada, fixture.newEmail("alan.turing"));
    reveal(fixture, fixture.expired(invitation));
  }

  private static void foreignInvitation(StateFixture fixture, StateParameters parameters) {
    member(fixture, company(fixture), PredefinedAuthGroup.OWNER);
    Row foreign = fixture.company(fixture.tenant("Other"), "Blue Builders");
    Row emmy = fixture.person("Emmy", "Noether");
    fixture.membership(emmy, foreign, PredefinedAuthGroup.OWNER);
    reveal(fixture, fixture.invitation(foreign, emmy, fixture.newEmail("alan.turing")));
  }

  private static void bareInvitation(StateFixture fixture, StateParameters parameters) {
    Row company = bareCompany(fixture, parameters);
    Row ada = tokenHolder(fixture);
    fixture.membership(ada, company, PredefinedAuthGroup.OWNER);
    reveal(fixture, fixture.invitation(company, ada, fixture.newEmail("alan.turing")));
  }

  /** A company of the type that is asked for, with nothing but what it must have. */
  private static Row bareCompany(StateFixture fixture, StateParameters parameters) {
    return fixture
        .company(fixture.tenant("Bare"), "Bare")
        .with("type", parameters.oneOf("type", CompanyType.codes()))
        .without("default_currency")
        .without("default_locale");
  }

  /** A company with a value in every column. */
  private static Row company(StateFixture fixture) {
    return company(fixture, fixture.tenant("Green"));
  }

  /** A company of this tenant with a value in every column. */
  static Row company(StateFixture fixture, Row tenant) {
    return fixture
        .company(tenant, "Green Grocers")
        .with("type", "active")
        .with("country", "NL")
        .with("is_mfa_enabled", true)
        .with("created_at", "2024-01-15T09:00:00Z")
        .with("updated_at", "2025-12-31T23:59:59.250000Z")
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
  private static Row member(StateFixture fixture, Row company, PredefinedAuthGroup role) {
    Row ada = tokenHolder(fixture);
    ada.with("job_title", "Finance Director")
        .with("firebase_uid", "firebase-" + ada.id())
        .with("is_mfa_enrolled", true)
        .with("is_mfa_required", true)
        .with("data_room_consumer_id", "room-8")
        .with("pylon_email_hash", "0f343b0931126a20");
    Row membership =
        fixture
            .membership(ada, company, role)
            .with("data_room_consumer_id", "room-9")
            .with("config", "{\"theme\": \"dark\"}");
    ada.with("active_membership_id", membership.get("id"));
    fixture.reveal("company_id", company.id());
    return ada;
  }

  private static Row tokenHolder(StateFixture fixture) {
    Row ada = fixture.person("Ada", "Lovelace");
    fixture.reveal("token", fixture.tokenOf(ada)).reveal("user_id", ada.id());
    return ada;
  }

  private static void reveal(StateFixture fixture, Row invitation) {
    fixture
        .reveal("invitation_id", invitation.get("id"))
        .reveal("invited_email", invitation.get("email"));
  }
}
