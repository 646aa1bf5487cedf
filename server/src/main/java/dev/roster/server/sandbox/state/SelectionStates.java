package dev.roster.server.sandbox.state;

import dev.roster.server.sandbox.state.StateFixture.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * States whose rows tell the rule of each parameter from its neighbours: letters whose case depends
 * on the language, characters that are special in a pattern, values that differ in nothing but
 * case, and rows that are stored against the order of their identifiers.
 */
final class SelectionStates {
  private SelectionStates() {}

  static void addTo(Map<String, StateDefinition> states) {
    states.put("companies that tell filters apart", SelectionStates::companies);
    states.put("companies that tell orders apart", SelectionStates::orders);
    states.put("users that tell searches apart", SelectionStates::users);
  }

  private record Named(String name, String type, String country) {}

  private static final List<Named> COMPANIES =
      List.of(
          new Named("Green Grocers", "active", "NL"),
          new Named("GREEN GROCERS", "trial", "nl"),
          new Named("Green", "test", "N"),
          new Named("green", "demo", "L"),
          new Named("Evergreen", "inactive", "BE"),
          new Named("Ever Green Energy", "stakeholder", "DE"),
          new Named("Grocers Green", "active", ""),
          new Named("100% Green", "trial", "%"),
          new Named("100 Green", "trial", "_"),
          new Named("a_b", "active", "ab"),
          new Named("aXb", "active", "a_"),
          new Named("a\\b", "active", "\\"),
          new Named("a%b", "active", "a%"),
          new Named("Stra\u00dfe", "active", "AT"),
          new Named("STRASSE", "active", "CH"),
          new Named("Istanbul", "active", "TR"),
          new Named("istanbul", "active", "tr"),
          new Named("\u0130stanbul", "active", "\u0130"),
          new Named("\u0131stanbul", "active", "\u0131"),
          new Named("\u00c9clair", "active", "FR"),
          new Named("\u00e9clair", "active", "fr"),
          new Named("Eclair", "active", "Fr"),
          new Named("\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", "active", "GR"),
          new Named("\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c3", "active", "gr"),
          new Named("Sharp", "active", "\u00df"),
          new Named("Sharps", "active", "SS"),
          new Named("Sigma", "active", "\u03c3"),
          new Named("Final Sigma", "active", "\u03c2"),
          new Named("Accent", "active", "\u00c9"),
          new Named("Accents", "active", "\u00e9"),
          new Named("Smith, Jones", "active", "GB"),
          new Named("Smith Jones", "active", "US"));

  private static void companies(StateFixture fixture, StateParameters parameters) {
    Row ada = tokenHolder(fixture);
    Row tenant = fixture.tenant("Filters");
    for (Named each : COMPANIES) {
      Row company =
          fixture
              .company(tenant, each.name())
              .with("type", each.type())
              .with("country", each.country());
      fixture.membership(ada, company, PredefinedAuthGroup.VIEWER);
    }
    fixture.membership(ada, fixture.company(tenant, "Nowhere"), PredefinedAuthGroup.VIEWER);
    Row foreign = fixture.company(fixture.tenant("Other"), "Green Strangers");
    fixture.membership(fixture.person("Emmy", "Noether"), foreign, PredefinedAuthGroup.OWNER);
  }

  /** Pairs that are equal in one sort key and differ in the others. */
  private static void orders(StateFixture fixture, StateParameters parameters) {
    Row ada = tokenHolder(fixture);
    Row tenant = fixture.tenant("Orders");
    List<Row> rows = new ArrayList<>();
    List<String> names = List.of("b", "B", "a", "\u00e4", "b", "Z", "b");
    for (int i = 0; i < names.size(); i++) {
      Row company =
          fixture
              .company(tenant, names.get(i))
              .with("type", List.of("trial", "active", "demo").get(i % 3))
              .with("is_mfa_enabled", i % 2 == 0)
              .with("created_at", "2024-01-0" + (i / 2 + 1) + "T00:00:00Z")
              .with(
                  "updated_at", "2024-02-0" + ((7 - i) / 2 + 1) + "T00:00:00.00000" + i % 2 + "Z");
      if (i % 3 > 0) {
        company.with("country", List.of("NL", "be").get(i % 2));
      }
      rows.add(company);
    }
    List<String> ids = new ArrayList<>(rows.stream().map(row -> row.get("id")).toList());
    Collections.reverse(ids);
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).with("id", ids.get(i));
    }
    for (int i = 0; i < rows.size(); i++) {
      fixture.membership(ada, rows.get(i), PredefinedAuthGroup.VIEWER);
      for (int member = 0; member < i % 3; member++) {
        fixture.membership(
            fixture.person("Member", "Number"), rows.get(i), PredefinedAuthGroup.VIEWER);
      }
    }
    Row idle = fixture.person("Idle", "Member");
    fixture.membership(idle, rows.getFirst(), PredefinedAuthGroup.VIEWER).with("enabled", false);
  }

  private static final List<List<String>> USERS =
      List.of(
          List.of("Grace", "Hopper", "grace.hopper"),
          List.of("GRACE", "Kelly", "kelly"),
          List.of("Anne", "Grace", "anne"),
          List.of("Hopper", "Anne", "hopper"),
          List.of("Ann", "O_Brien", "ann%o"),
          List.of("Ann", "OXBrien", "annxo"),
          List.of("Mary Ann", "Evans", "george.eliot"),
          List.of("Mary, Ann", "Evans", "lewes"),
          List.of("J\u00f6rg", "\u00c9toile", "joerg"),
          List.of("J\u00d6RG", "Etoile", "jorg"),
          List.of("Stra\u00dfer", "Gro\u00df", "gross"),
          List.of("Irmak", "\u0130nan", "irmak"));

  private static void users(StateFixture fixture, StateParameters parameters) {
    Row ada = tokenHolder(fixture);
    Row company = fixture.company(fixture.tenant("Searches"), "Green Grocers");
    fixture.membership(ada, company, PredefinedAuthGroup.OWNER);
    List<Row> people = new ArrayList<>();
    for (List<String> each : USERS) {
      Row person = fixture.person(each.getFirst(), each.get(1));
      people.add(person.with("email", fixture.newEmail(each.getLast())));
    }
    // who came last has the first membership
    people
        .reversed()
        .forEach(each -> fixture.membership(each, company, PredefinedAuthGroup.VIEWER));
    Row closed = fixture.person("Grace", "Closed");
    fixture.membership(closed, company, PredefinedAuthGroup.VIEWER).with("enabled", false);
    Row foreign = fixture.company(fixture.tenant("Other"), "Blue Builders");
    fixture.membership(fixture.person("Grace", "Other"), foreign, PredefinedAuthGroup.OWNER);
  }

  private static Row tokenHolder(StateFixture fixture) {
    Row ada = fixture.person("Ada", "Lovelace");
    fixture.reveal("token", fixture.tokenOf(ada)).reveal("user_id", ada.id());
    return ada;
  }
}
