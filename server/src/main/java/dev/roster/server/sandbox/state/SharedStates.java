package dev.roster.server.sandbox.state;

import dev.roster.server.console.Cursor;
import dev.roster.server.directory.UserStatus;
import dev.roster.server.invitation.InvitationEntry;
import dev.roster.server.sandbox.state.StateFixture.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** States that both contracts show, each with a token and a key. */
final class SharedStates {
  /** More than a page of the console. */
  private static final int LONG = 30;

  /** One more than a page of the console can have. */
  private static final int SUSPENDED = 101;

  /** The usual size of a page of the console. */
  private static final int CONSOLE_PAGE = 25;

  /** More than a page of the Coolset contract can have. */
  private static final int MORE_THAN_A_PAGE = 1005;

  private static final List<String> LANGUAGES = List.of("nl-NL", "zh-Hant-TW", "de", "en-GB");

  private SharedStates() {}

  static void addTo(Map<String, StateDefinition> states) {
    states.put("a company in both contracts", SharedStates::company);
    states.put("an accepted invitation", SharedStates::acceptedInvitation);
    states.put("a revoked invitation", SharedStates::revokedInvitation);
    states.put("a declined invitation", SharedStates::declinedInvitation);
    states.put("an invitation of a user of another company", SharedStates::invitationOfUser);
    states.put("more users than a page can have", SharedStates::manyUsers);
    states.put("a user without access to a company", SharedStates::switchedOff);
    states.put("a company with members of every kind", SharedStates::membersOfEveryKind);
    states.put("an address that was invited as often as a day allows", SharedStates::spentTarget);
    states.put("a workspace with a long history", SharedStates::longHistory);
    states.put("users with languages", SharedStates::languages);
    states.put("a company with large numbers", SharedStates::largeNumbers);
  }

  /** A company with a member of each role, who each have a token, and a company beside it. */
  private static void company(StateFixture fixture, StateParameters parameters) {
    Row tenant = tenant(fixture);
    Row company = grocers(fixture, tenant);
    Row ada = owner(fixture, company);
    Row energy = fixture.company(tenant, "Evergreen Energy");
    fixture.membership(ada, energy, PredefinedAuthGroup.EDITOR);
    Row barbara = fixture.person("Barbara", "Liskov").with("is_mfa_enrolled", true);
    fixture.membership(barbara, company, PredefinedAuthGroup.ADMIN);
    Row grace = fixture.person("Grace", "Hopper");
    fixture.membership(grace, company, PredefinedAuthGroup.EDITOR);
    Row mary = fixture.person("Mary", "Somerville").with("is_mfa_required", true);
    fixture.membership(mary, company, PredefinedAuthGroup.VIEWER);
    Row closed = fixture.company(tenant, "Closed Caterers");
    fixture.membership(grace, closed, PredefinedAuthGroup.OWNER).with("enabled", false);
    fixture
        .reveal("other_token", fixture.tokenOf(ada))
        .reveal("read_token", fixture.tokenOf(ada, "read"))
        .reveal("admin_token", fixture.tokenOf(barbara))
        .reveal("editor_token", fixture.tokenOf(grace))
        .reveal("viewer_token", fixture.tokenOf(mary))
        .reveal("other_key", fixture.keyOf(tenant).toString())
        .reveal("editor_id", grace.id())
        .reveal("editor_uid", grace.get("uid"))
        .reveal("editor_email", grace.get("email"))
        .reveal("other_company_id", energy.id())
        .reveal("other_company_uid", energy.get("uid"));
    Row foreign = fixture.company(fixture.tenant("Other"), "Blue Builders");
    fixture.membership(fixture.person("Emmy", "Noether"), foreign, PredefinedAuthGroup.OWNER);
    fixture.reveal("foreign_company_id", foreign.id());
    for (String name : List.of("tenant_id", "company_uid", "user_uid", "key")) {
      fixture.reveal("upper_" + name, upper(Objects.requireNonNull(fixture.values().get(name))));
    }
  }

  private static String upper(Object value) {
    return value.toString().toUpperCase(Locale.ROOT);
  }

  /** Accepted a day ago by somebody whose address is spelled otherwise in the account. */
  private static void acceptedInvitation(StateFixture fixture, StateParameters parameters) {
    Row company = grocers(fixture, tenant(fixture));
    Row ada = owner(fixture, company);
    Row alan = spelledOtherwise(fixture);
    fixture.membership(alan, company, PredefinedAuthGroup.EDITOR);
    reveal(
        fixture,
        fixture
            .invitation(company, ada, invited(alan))
            .with("created_at", fixture.before(2, ChronoUnit.DAYS))
            .with("accepted_at", fixture.before(1, ChronoUnit.DAYS)));
  }

  private static void revokedInvitation(StateFixture fixture, StateParameters parameters) {
    Row company = grocers(fixture, tenant(fixture));
    Row ada = owner(fixture, company);
    reveal(
        fixture,
        fixture
            .invitation(company, ada, fixture.newEmail("alan.turing"))
            .with("created_at", fixture.before(2, ChronoUnit.DAYS))
            .with("revoked_at", fixture.before(1, ChronoUnit.DAYS)));
  }

  private static void declinedInvitation(StateFixture fixture, StateParameters parameters) {
    Row company = grocers(fixture, tenant(fixture));
    Row ada = owner(fixture, company);
    reveal(
        fixture,
        fixture
            .invitation(company, ada, fixture.newEmail("alan.turing"))
            .with("created_at", fixture.before(2, ChronoUnit.DAYS))
            .with("declined_at", fixture.before(1, ChronoUnit.DAYS)));
  }

  /** A pending one; the address is spelled otherwise in the account. */
  private static void invitationOfUser(StateFixture fixture, StateParameters parameters) {
    Row company = grocers(fixture, tenant(fixture));
    Row ada = owner(fixture, company);
    Row alan = spelledOtherwise(fixture);
    Row own = fixture.company(fixture.tenant("Other"), "Blue Builders");
    Row membership = fixture.membership(alan, own, PredefinedAuthGroup.OWNER);
    alan.with("active_membership_id", membership.get("id"));
    reveal(fixture, fixture.invitation(company, ada, invited(alan)));
    fixture
        .reveal("invitee_token", fixture.tokenOf(alan))
        .reveal("invitee_id", alan.id())
        .reveal("invitee_uid", alan.get("uid"))
        .reveal("invitee_company_id", own.id());
  }

  /** An address whose domain is written with letters and whose local part has capitals. */
  private static Row spelledOtherwise(StateFixture fixture) {
    Row alan = fixture.person("Alan", "Turing");
    return alan.with("email", "Alan.Turing." + alan.id() + "@b\u00fccher.example");
  }

  /** The same address with the domain in ASCII and the local part in small letters. */
  private static String invited(Row alan) {
    return "alan.turing." + alan.id() + "@xn--bcher-kva.example";
  }

  /** In each list of both contracts, the caller among them. */
  private static void manyUsers(StateFixture fixture, StateParameters parameters) {
    Row tenant = tenant(fixture);
    Row company = grocers(fixture, tenant);
    Row ada = owner(fixture, company);
    for (int i = 1; i < MORE_THAN_A_PAGE; i++) {
      Row other = fixture.company(tenant, String.valueOf(10_000 - i));
      fixture.membership(ada, other, PredefinedAuthGroup.VIEWER);
      fixture.membership(
          fixture.person("User", String.valueOf(10_000 - i)), company, PredefinedAuthGroup.VIEWER);
    }
  }

  /** The list of the tenant has the user, that of the company has not. */
  private static void switchedOff(StateFixture fixture, StateParameters parameters) {
    Row tenant = tenant(fixture);
    Row company = grocers(fixture, tenant);
    owner(fixture, company);
    Row energy = fixture.company(tenant, "Evergreen Energy");
    Row smith = fixture.person("John", "Smith").with("is_active", false);
    fixture.membership(smith, company, PredefinedAuthGroup.EDITOR).with("enabled", false);
    fixture.membership(smith, energy, PredefinedAuthGroup.EDITOR);
    Row robinson = fixture.person("Julia", "Robinson");
    fixture.membership(robinson, company, PredefinedAuthGroup.EDITOR).with("enabled", false);
    fixture.reveal("other_uid", smith.get("uid")).reveal("other_company_uid", energy.get("uid"));
  }

  /**
   * Members who may and who may not sign in, and one who has left; the caller left another company
   * before, and never switched.
   */
  private static void membersOfEveryKind(StateFixture fixture, StateParameters parameters) {
    Row tenant = tenant(fixture);
    Row left = fixture.company(tenant, "Long Ago");
    Row company = grocers(fixture, tenant);
    Row ada = fixture.person("Ada", "Lovelace");
    fixture.membership(ada, left, PredefinedAuthGroup.OWNER).with("enabled", false);
    fixture.membership(ada, company, PredefinedAuthGroup.OWNER);
    Row gone = fixture.person("Jack", "Gone");
    fixture.membership(gone, company, PredefinedAuthGroup.ADMIN).with("enabled", false);
    Row grace =
        fixture
            .person("Grace", "Hopper")
            .with("nominee_user_id", gone.get("id"))
            .with("nominee_start", "2026-08-01T17:30:00.123456Z")
            .with("nominee_end", "2026-08-15T23:59:59.999999Z");
    fixture.membership(grace, company, PredefinedAuthGroup.EDITOR);
    Row hank = fixture.person("Hank", "Off").with("is_active", false);
    fixture.membership(hank, company, PredefinedAuthGroup.EDITOR);
    Row iris = fixture.person("Iris", "Held").with("status", UserStatus.SUSPENDED.name());
    fixture.membership(iris, company, PredefinedAuthGroup.VIEWER);
    Row invitation = fixture.invitation(company, hank, fixture.newEmail("alan.turing"));
    fixture.log(company, invitation, hank);
    fixture.logSuspension(company, iris);
    reveal(fixture, invitation);
    fixture
        .reveal("token", fixture.tokenOf(ada))
        .reveal("writing_token", fixture.tokenOf(ada, "write"))
        .reveal("gone_email", gone.get("email"))
        .reveal("gone_uid", gone.get("uid"))
        .reveal("other_uid", grace.get("uid"))
        .reveal("suspended_id", hank.id())
        .reveal("suspended_token", fixture.tokenOf(hank));
  }

  private static void spentTarget(StateFixture fixture, StateParameters parameters) {
    owner(fixture, grocers(fixture, tenant(fixture)));
    String email = fixture.newEmail("alan.turing");
    fixture.reveal("email", email).reveal("upper_email", upper(email)).exhaustInvitationsTo(email);
  }

  /**
   * More invitations than a page has, each with its event; every two were made at once. More
   * suspended members than a page can have.
   */
  private static void longHistory(StateFixture fixture, StateParameters parameters) {
    Row company = grocers(fixture, tenant(fixture));
    Row ada = owner(fixture, company);
    List<Row> invitations = new ArrayList<>();
    for (int i = 0; i < LONG; i++) {
      if (i == LONG - CONSOLE_PAGE) {
        fixture.revealLogged("audit_cursor", company);
      }
      Row invitation = fixture.invitation(company, ada, fixture.newEmail("guest-" + i));
      invitations.add(fixture.madeBefore(invitation, i / 2));
      fixture.log(company, invitation);
    }
    fixture.reveal(
        "invitations_cursor",
        Cursor.ofInvitations(company.id(), Optional.of(InvitationEntry.State.PENDING))
            .after(place(invitations.get(CONSOLE_PAGE - 1))));
    for (int i = 1; i <= SUSPENDED; i++) {
      Row off = fixture.person("Member", String.valueOf(i)).with("is_active", false);
      fixture.membership(off, company, PredefinedAuthGroup.VIEWER);
      if (i == SUSPENDED - 1) {
        fixture.reveal("suspensions_cursor", Cursor.ofSuspensions(company.id()).after(off.id()));
      }
    }
  }

  private static InvitationEntry.Place place(Row invitation) {
    return new InvitationEntry.Place(
        Instant.parse(invitation.get("created_at")), UUID.fromString(invitation.get("id")));
  }

  /** A user for each language, in their order, and one without. */
  private static void languages(StateFixture fixture, StateParameters parameters) {
    Row company = grocers(fixture, tenant(fixture));
    owner(fixture, company).without("language");
    for (String language : LANGUAGES) {
      Row person = fixture.person("Reader", language).with("language", language);
      fixture.membership(person, company, PredefinedAuthGroup.VIEWER);
      fixture.reveal("uid_" + language.substring(0, 2), person.get("uid"));
    }
  }

  /**
   * The largest numbers that the contracts know: a float cannot tell them from their neighbours.
   */
  private static void largeNumbers(StateFixture fixture, StateParameters parameters) {
    Row company =
        grocers(fixture, tenant(fixture))
            .with("credits_used", "9007199254740993.10")
            .with("nr_of_employees", 9_007_199_254_740_989L)
            .with("nr_of_locations", 9_007_199_254_740_990L)
            .with("nr_of_transactions", 9_007_199_254_740_991L)
            .with(
                "information", "{\"ratio\": 0.12345678901234567891, \"count\": 9007199254740993}");
    owner(fixture, company);
  }

  static Row tenant(StateFixture fixture) {
    Row tenant = fixture.tenant("Green");
    fixture.reveal("tenant_id", tenant.get("id")).reveal("key", fixture.keyOf(tenant).toString());
    return tenant;
  }

  static Row grocers(StateFixture fixture, Row tenant) {
    Row company = CoolsetStates.company(fixture, tenant);
    fixture.reveal("company_id", company.id()).reveal("company_uid", company.get("uid"));
    return company;
  }

  static Row owner(StateFixture fixture, Row company) {
    Row ada = fixture.person("Ada", "Lovelace");
    Row membership = fixture.membership(ada, company, PredefinedAuthGroup.OWNER);
    ada.with("active_membership_id", membership.get("id"));
    fixture
        .reveal("token", fixture.tokenOf(ada))
        .reveal("user_id", ada.id())
        .reveal("user_uid", ada.get("uid"));
    return ada;
  }

  private static void reveal(StateFixture fixture, Row invitation) {
    fixture
        .reveal("invitation_id", invitation.get("id"))
        .reveal("invited_email", invitation.get("email"));
  }
}
