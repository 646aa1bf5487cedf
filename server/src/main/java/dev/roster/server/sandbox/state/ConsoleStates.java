package dev.roster.server.sandbox.state;

import dev.roster.server.sandbox.state.StateFixture.Row;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** States that tell the rules of the console apart; the other contracts show them, too. */
final class ConsoleStates {
  private ConsoleStates() {}

  static void addTo(Map<String, StateDefinition> states) {
    states.put("invitations of every kind", ConsoleStates::invitationsOfEveryKind);
  }

  /**
   * Invitations that are pending, or ended in each way, and those of another workspace of the owner
   * and of another tenant, stored from the oldest to the newest.
   */
  private static void invitationsOfEveryKind(StateFixture fixture, StateParameters parameters) {
    Row company = SharedStates.grocers(fixture, SharedStates.tenant(fixture));
    Row ada = SharedStates.owner(fixture, company);
    Row barbara = member(fixture, company, "Barbara", "Liskov", PredefinedAuthGroup.ADMIN);
    Row rosalind = fixture.person("Rosalind", "Franklin");
    fixture.membership(
        rosalind,
        company,
        fixture.authGroup("RECRUITER", "view_company|change_company|change_user|invite_user"));
    Row grace = member(fixture, company, "Grace", "Hopper", PredefinedAuthGroup.EDITOR);
    Row energy = fixture.company(fixture.tenant("Energy"), "Evergreen Energy");
    fixture.membership(ada, energy, PredefinedAuthGroup.ADMIN);
    fixture.membership(grace, energy, PredefinedAuthGroup.OWNER);
    Row foreign = fixture.company(fixture.tenant("Other"), "Blue Builders");
    Row emmy = member(fixture, foreign, "Emmy", "Noether", PredefinedAuthGroup.OWNER);
    String again = fixture.newEmail("again");
    reveal(
        fixture,
        "declined",
        made(fixture, company, ada, fixture.newEmail("no"), 10)
            .with("declined_at", fixture.before(1, ChronoUnit.DAYS)));
    reveal(
        fixture,
        "replaced",
        made(fixture, company, ada, again, 9)
            .with("expires_at", fixture.before(2, ChronoUnit.DAYS))
            .with("expired_at", fixture.before(1, ChronoUnit.DAYS)));
    reveal(
        fixture,
        "owner",
        made(fixture, company, ada, fixture.newEmail("owner"), 8)
            .with("auth_group_id", PredefinedAuthGroup.OWNER.authGroup())
            .with("accepted_at", fixture.before(7, ChronoUnit.DAYS)));
    reveal(
        fixture,
        "expired",
        made(fixture, company, ada, fixture.newEmail("late"), 7)
            .with("expires_at", fixture.before(1, ChronoUnit.HOURS)));
    reveal(
        fixture,
        "revoked",
        made(fixture, company, ada, fixture.newEmail("off"), 6)
            .with("revoked_at", fixture.before(1, ChronoUnit.DAYS)));
    reveal(
        fixture,
        "accepted",
        made(fixture, company, barbara, fixture.newEmail("in"), 5)
            .with("accepted_at", fixture.before(1, ChronoUnit.DAYS)));
    reveal(fixture, "pending", made(fixture, company, ada, again, 4));
    reveal(
        fixture,
        "endless",
        made(fixture, company, barbara, fixture.newEmail("ever"), 3)
            .without("expires_at")
            .without("invited_by"));
    reveal(
        fixture,
        "admin",
        made(fixture, company, ada, fixture.newEmail("admin"), 2)
            .with("auth_group_id", PredefinedAuthGroup.ADMIN.authGroup()));
    reveal(fixture, "elsewhere", made(fixture, energy, ada, fixture.newEmail("elsewhere"), 1));
    reveal(fixture, "foreign", made(fixture, foreign, emmy, fixture.newEmail("foreign"), 1));
    fixture
        .reveal("read_token", fixture.tokenOf(ada, "read"))
        .reveal("write_token", fixture.tokenOf(ada, "write"))
        .reveal("admin_token", fixture.tokenOf(barbara))
        .reveal("recruiter_token", fixture.tokenOf(rosalind))
        .reveal("editor_token", fixture.tokenOf(grace))
        .reveal("other_company_id", energy.id());
  }

  private static Row member(
      StateFixture fixture, Row company, String first, String last, PredefinedAuthGroup role) {
    Row person = fixture.person(first, last);
    Row membership = fixture.membership(person, company, role);
    return person.with("active_membership_id", membership.get("id"));
  }

  private static Row made(StateFixture fixture, Row company, Row inviter, String email, int days) {
    return fixture
        .invitation(company, inviter, email)
        .with("created_at", fixture.before(days, ChronoUnit.DAYS));
  }

  private static void reveal(StateFixture fixture, String name, Row invitation) {
    fixture
        .reveal(name + "_id", invitation.get("id"))
        .reveal(name + "_email", invitation.get("email"));
  }
}
