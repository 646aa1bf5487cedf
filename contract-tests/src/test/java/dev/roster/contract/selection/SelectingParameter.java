package dev.roster.contract.selection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.contract.selection.TextRule.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A parameter with the rule of its document and those that are close to it.
 *
 * @param state has the rows
 * @param values that it is asked for
 */
record SelectingParameter(
    String operation,
    String path,
    String name,
    String state,
    Rule rule,
    Map<String, Rule> neighbours,
    List<String> values) {
  private static final String COMPANIES = "/api/accounts/companies/";
  private static final String USERS = "/api/accounts/users/";
  private static final String COUNTRY_LIST = "/api/accounts/countries/";
  private static final String FILTERS = "companies that tell filters apart";

  private static final List<String> NAMES =
      List.of(
          "Green",
          "green",
          " Green ",
          "\u00a0Green\u2003",
          "GREEN GROCERS",
          "een",
          "Gro",
          "ers",
          "100% Green",
          "100%",
          "% Green",
          "_ Green",
          "a_b",
          "a%b",
          "a\\b",
          "a\\\\b",
          "%",
          "_",
          "\\",
          "\\%",
          "Stra\u00dfe",
          "STRASSE",
          "stra\u00df",
          "ra\u00dfe",
          "istanbul",
          "ISTANBUL",
          "\u0130stanbul",
          "\u0131stan",
          "istan",
          "\u0130",
          "\u0131",
          "i",
          "\u00e9clair",
          "\u00c9CLAIR",
          "\u00c9cl",
          "lair",
          "\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
          "\u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3",
          "\u03bf\u03c2",
          "\u03c3",
          "\u03c2",
          "Smith, Jones",
          "nothing");

  private static final List<String> COUNTRIES =
      List.of(
          "NL", "nl", "N", "L", "l", " NL ", "%", "_", "a%", "a_", "ab", "A_", "\\", "\u0130", "I",
          "i", "\u0131", "\u00df", "SS", "ss", "\u03c3", "\u03c2", "\u00c9", "\u00e9", "T", "R",
          "XX");

  private static final List<String> LISTS =
      List.of(
          "NL,BE",
          "NL,nl,",
          ",NL",
          "NL, BE",
          "BE,XX,NL",
          "N,L",
          "a%,a_",
          "%,_",
          "\\,NL",
          "\u0130,i",
          "\u00df,BE",
          "\u00df,SS",
          "\u03c3,FR",
          "\u0131,TR",
          "\u00e9,fr",
          "XX,YY",
          "ab,\\_",
          "NL");

  private static final List<String> TYPES =
      List.of("test,demo", "active", "active,trial", "demo,test", "inactive,trial,active");

  private static final List<String> SEARCHES =
      List.of(
          "green grocers",
          "grocers,green",
          "GREEN",
          "\"Green Grocers\"",
          "\"green grocers\" ever",
          "\"green grocers\", gro",
          ",\"green grocers\"",
          "'green grocers'",
          "\"green grocers\",gro",
          ",green,,gro,",
          "smith jones",
          "\"smith, jones\"",
          "%",
          "_",
          "a_b",
          "\\",
          "\u00c9clair",
          "stra\u00dfe",
          "istanbul",
          "\u0131stan",
          "\u03c3\u03c5\u03c6\u03bf\u03c2",
          "een",
          "ever green",
          "gro",
          "Green NL",
          "en \"Evergreen\"");

  private static final List<String> PEOPLE =
      List.of(
          "grace",
          "grace hopper",
          "\"grace hopper\"",
          "hopper grace",
          "anne grace",
          "GRACE,kelly",
          "\"Mary Ann\"",
          "\"mary ann\" evans",
          "\"mary ann\", evans",
          "evans ,\"mary ann\"",
          "'mary ann'",
          "mary,ann",
          "\"mary, ann\"",
          "o_",
          "O_Brien",
          "ann%",
          "%",
          "george",
          "eliot evans",
          "j\u00f6rg",
          "\u00e9toile",
          "stra\u00dfer",
          "gro\u00df",
          "strasser",
          "irmak",
          "\u0131rmak",
          "\u0130nan",
          "inan",
          "race",
          "ann o",
          "kelly.",
          "\\");

  private static final List<String> KEYS =
      List.of(
          "id",
          "name",
          "type",
          "country",
          "member_count",
          "is_mfa_enabled",
          "created_at",
          "updated_at");

  private static final List<String> ORDERS =
      List.of(
          "name",
          "-name",
          "type",
          "-type",
          "country",
          "-country",
          "member_count",
          "-member_count",
          "is_mfa_enabled",
          "-is_mfa_enabled",
          "created_at",
          "-created_at",
          "updated_at",
          "-updated_at",
          "id",
          "-id",
          "type,name",
          "type,-name",
          "-type,name",
          "-country,type,name",
          "nothing",
          "nothing,-name",
          "name,nothing",
          " name , -type ",
          "-is_mfa_enabled,created_at");

  private static final List<String> COUNTRY_NAMES =
      List.of(
          "Netherlands",
          "netherlands",
          " Netherlands ",
          "Nether",
          "lands",
          "land",
          "LAND",
          "ICELAND",
          "N_therlands",
          "%lands",
          "\u00c5land",
          "\u00e5LAND",
          "RUSS",
          "RU\u00df",
          "\u017fouth",
          "\u212aosovo",
          "\u212ae",
          "\u0131celand",
          "\u00d4TE",
          "nothing");

  private static final List<String> CODES_OF_TWO =
      List.of("NL", "nl", "Nl", "N", "L", " NL ", "N_", "%", "_L", "NLD", "528", "AX", "\u0131l");

  private static final List<String> CODES_OF_THREE =
      List.of("NLD", "nld", "NL", "LD", "D", "L", " NLD ", "N_D", "N%", "528", "\u0131nd", "IND");

  private static final List<String> NUMBERS =
      List.of("528", "004", "4", "04", "0004", "5", "28", "2", " 528 ", "5_8", "5%", "+528", "NL");

  private static final List<String> LIMITS =
      List.of("5", "1", "100", "101", "248", "249", "250", "0", "-1", "x", "1.5", " 7 ", "+7");

  private static final List<String> OFFSETS =
      List.of("0", "1", "5", "248", "249", "250", "-1", "x", "1.5", " 7 ", "99999999999999999999");

  /** The target without a query of its own. */
  String with(String query) {
    return path + (path.contains("?") ? "&" : "?") + query;
  }

  @Override
  public String toString() {
    return operation + " " + name;
  }

  /** Selects and sorts rows by what is asked. */
  interface Rule {
    List<JsonNode> of(List<JsonNode> rows, String asked);
  }

  /** All parameters of the documents that select or sort. */
  static Stream<SelectingParameter> all() {
    List<SelectingParameter> all = new ArrayList<>();
    all.add(text("name", "name", TextRule.exact(), NAMES));
    all.add(text("name__icontains", "name", TextRule.ignoringCase(Relation.CONTAINS), NAMES));
    all.add(text("name__istartswith", "name", TextRule.ignoringCase(Relation.STARTS), NAMES));
    all.add(text("name__iendswith", "name", TextRule.ignoringCase(Relation.ENDS), NAMES));
    all.add(text("country", "country", TextRule.exact(), COUNTRIES));
    TextRule inCountry = TextRule.ignoringCase(Relation.CONTAINS);
    all.add(text("country__icontains", "country", inCountry, COUNTRIES));
    TextRule startOfCountry = TextRule.ignoringCase(Relation.STARTS);
    all.add(text("country__istartswith", "country", startOfCountry, COUNTRIES));
    TextRule endOfCountry = TextRule.ignoringCase(Relation.ENDS);
    all.add(text("country__iendswith", "country", endOfCountry, COUNTRIES));
    all.add(type());
    all.add(list("country__in", "country", ListRule.in(), LISTS));
    all.add(types("type__in", ListRule.in(), List.of("stake,active", "ACTIVE,demo", "nothing")));
    all.add(types("type__exclude", ListRule.notIn(), List.of()));
    SearchRule inName = SearchRule.in(1);
    all.add(
        search("accounts_companies_list", COMPANIES, FILTERS, List.of("name"), inName, SEARCHES));
    all.add(
        search(
            "accounts_users_list",
            USERS,
            "users that tell searches apart",
            List.of("first_name", "last_name", "email"),
            SearchRule.in(3),
            PEOPLE));
    all.add(ordering());
    TextRule searched = new TextRule(Relation.CONTAINS, TextRule.Fold.LOWER, true, false);
    all.add(ofCountries("search", "name", searched, COUNTRY_NAMES));
    all.add(ofCountries("name", "name", TextRule.exact(), COUNTRY_NAMES));
    all.add(ofCountries("alpha_2", "alpha_2", TextRule.exact(), CODES_OF_TWO));
    all.add(ofCountries("alpha_3", "alpha_3", TextRule.exact(), CODES_OF_THREE));
    SelectingParameter numeric = ofCountries("numeric", "numeric", TextRule.exact(), NUMBERS);
    numeric.neighbours().keySet().removeIf(what -> what.startsWith("letters"));
    numeric.neighbours().put("a number", SelectingParameter::sameNumber);
    all.add(numeric);
    all.add(ofCountries("limit", PageRule::limited, PageRule.neighboursOfLimit(), LIMITS));
    all.add(ofCountries("offset", PageRule::shifted, PageRule.neighboursOfOffset(), OFFSETS));
    return all.stream();
  }

  private static SelectingParameter text(
      String name, String member, TextRule rule, List<String> values) {
    Map<String, Rule> neighbours = new LinkedHashMap<>();
    rule.neighbours()
        .forEach((what, other) -> neighbours.put(what, filter(member, other::selects)));
    return ofCompanies(name, filter(member, rule::selects), neighbours, values);
  }

  private static List<JsonNode> sameNumber(List<JsonNode> rows, String asked) {
    return rows.stream()
        .filter(
            row -> asked.matches("\\d+") && row.path("numeric").asInt() == Integer.parseInt(asked))
        .toList();
  }

  private static SelectingParameter ofCountries(
      String name, String member, TextRule rule, List<String> values) {
    Map<String, Rule> neighbours = new LinkedHashMap<>();
    rule.neighbours()
        .forEach((what, other) -> neighbours.put(what, filter(member, other::selects)));
    return ofCountries(name, filter(member, rule::selects), neighbours, values);
  }

  private static SelectingParameter ofCountries(
      String name, Rule rule, Map<String, Rule> neighbours, List<String> values) {
    return new SelectingParameter(
        "accounts_countries_list",
        COUNTRY_LIST + (name.equals("offset") ? "?limit=249" : ""),
        name,
        FILTERS,
        rule,
        neighbours,
        values);
  }

  /** Only values of the enumeration can be asked for, so blanks and letters tell nothing. */
  private static SelectingParameter type() {
    TextRule rule = new TextRule(Relation.EQUALS, TextRule.Fold.NONE, false, false);
    Map<String, Rule> neighbours = new LinkedHashMap<>();
    rule.neighbours().entrySet().stream()
        .filter(each -> each.getKey().startsWith("relation CONTAINS"))
        .forEach(each -> neighbours.put(each.getKey(), filter("type", each.getValue()::selects)));
    List<String> values = List.of("active", "inactive", "test", "demo", "trial", "stakeholder");
    return ofCompanies("type", filter("type", rule::selects), neighbours, values);
  }

  private static SelectingParameter list(
      String name, String member, ListRule rule, List<String> values) {
    Map<String, Rule> neighbours = new LinkedHashMap<>();
    rule.neighbours()
        .forEach((what, other) -> neighbours.put(what, filter(member, other::selects)));
    return ofCompanies(name, filter(member, rule::selects), neighbours, values);
  }

  /** The known types have no blanks, no capitals and nothing that a pattern reads otherwise. */
  private static SelectingParameter types(String name, ListRule rule, List<String> more) {
    SelectingParameter all =
        list(name, "type", rule, Stream.concat(TYPES.stream(), more.stream()).toList());
    all.neighbours()
        .keySet()
        .removeIf(
            what -> what.matches("letters .*|blanks|wildcards|items NOT_EMPTY|relation ST.*"));
    return all;
  }

  private static SelectingParameter search(
      String operation,
      String path,
      String state,
      List<String> members,
      SearchRule rule,
      List<String> values) {
    Function<SearchRule, Rule> made =
        each ->
            (rows, asked) ->
                rows.stream()
                    .filter(row ->
                        each.selects(
                            members.stream().map(member -> row.path(member).asText()).toList(),
                            asked))
                    .toList();
    Map<String, Rule> neighbours = new LinkedHashMap<>();
    rule.neighbours().forEach((what, other) -> neighbours.put(what, made.apply(other)));
    return new SelectingParameter(
        operation, path, "search", state, made.apply(rule), neighbours, values);
  }

  private static SelectingParameter ordering() {
    Map<String, Rule> neighbours = new LinkedHashMap<>();
    OrderRule.usual()
        .neighbours()
        .forEach((what, other) ->
            neighbours.put(what, (rows, asked) -> other.sorted(rows, asked, KEYS)));
    neighbours.put("as they are stored", (rows, asked) -> rows.reversed());
    for (String key : KEYS) {
      List<String> fewer = KEYS.stream().filter(each -> !each.equals(key)).toList();
      neighbours.put(
          "without " + key, (rows, asked) -> OrderRule.usual().sorted(rows, asked, fewer));
    }
    return new SelectingParameter(
        "accounts_companies_list",
        COMPANIES,
        "ordering",
        "companies that tell orders apart",
        (rows, asked) -> OrderRule.usual().sorted(rows, asked, KEYS),
        neighbours,
        ORDERS);
  }

  private static Rule filter(String member, Selector rule) {
    return (rows, asked) ->
        rows.stream().filter(row -> rule.selects(row.path(member).textValue(), asked)).toList();
  }

  private interface Selector {
    boolean selects(String value, String asked);
  }

  private static SelectingParameter ofCompanies(
      String name, Rule rule, Map<String, Rule> neighbours, List<String> values) {
    return new SelectingParameter(
        "accounts_companies_list", COMPANIES, name, FILTERS, rule, neighbours, values);
  }
}
