package dev.roster.contract.fuzz;

import static java.util.Map.entry;

import dev.roster.client.CompanyFilter;
import dev.roster.client.CoolsetClient;
import dev.roster.client.CountryFilter;
import dev.roster.coolset.model.CompanyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** The calls of the client with a text as one of their parameters, by its name in the document. */
final class TextCalls {
  private static final Map<String, BiFunction<CompanyFilter.Builder, String, CompanyFilter.Builder>>
      COMPANY_FILTERS =
          Map.ofEntries(
              entry("name", CompanyFilter.Builder::name),
              entry("name__icontains", CompanyFilter.Builder::nameIcontains),
              entry("name__istartswith", CompanyFilter.Builder::nameIstartswith),
              entry("name__iendswith", CompanyFilter.Builder::nameIendswith),
              entry("type", CompanyFilter.Builder::type),
              entry("type__in", (filter, text) -> filter.typeIn(CompanyType.of(text))),
              entry("type__exclude", (filter, text) -> filter.typeExclude(CompanyType.of(text))),
              entry("country", CompanyFilter.Builder::country),
              entry("country__icontains", CompanyFilter.Builder::countryIcontains),
              entry("country__istartswith", CompanyFilter.Builder::countryIstartswith),
              entry("country__iendswith", CompanyFilter.Builder::countryIendswith),
              entry("country__in", CompanyFilter.Builder::countryIn),
              entry("ordering", CompanyFilter.Builder::ordering),
              entry("search", CompanyFilter.Builder::search));

  private static final Map<String, BiFunction<CountryFilter.Builder, String, CountryFilter.Builder>>
      COUNTRY_FILTERS =
          Map.of(
              "search", CountryFilter.Builder::search,
              "name", CountryFilter.Builder::name,
              "alpha_2", CountryFilter.Builder::alpha2,
              "alpha_3", CountryFilter.Builder::alpha3,
              "numeric", CountryFilter.Builder::numeric);

  /** Parameters of a comma-separated list, of which an item may be blank. */
  private static final Set<String> LISTS =
      Set.of("type__in", "type__exclude", "country__in", "ordering");

  private TextCalls() {}

  /** A parameter of an operation. */
  record Parameter(String operationId, String name) {}

  /** The parameters that select by one text. */
  static List<Parameter> selecting() {
    List<Parameter> selecting = new ArrayList<>();
    COMPANY_FILTERS.keySet().stream()
        .filter(name -> !LISTS.contains(name))
        .forEach(name -> selecting.add(new Parameter("accounts_companies_list", name)));
    COUNTRY_FILTERS
        .keySet()
        .forEach(name -> selecting.add(new Parameter("accounts_countries_list", name)));
    selecting.add(new Parameter("accounts_users_list", "search"));
    return selecting;
  }

  static Object call(CoolsetClient coolset, String operationId, String name, String text) {
    return switch (operationId + " " + name) {
      case "accounts_countries_read id" -> coolset.countries().byCode(text);
      case "accounts_invitations_create email" -> coolset.invitations().invite(text, 3);
      case "accounts_users_list search" -> coolset.users().page(text, 10, 0);
      default -> filtered(coolset, operationId, name, text);
    };
  }

  private static Object filtered(
      CoolsetClient coolset, String operationId, String name, String text) {
    return switch (operationId) {
      case "accounts_companies_list" ->
          coolset
              .companies()
              .page(COMPANY_FILTERS.get(name).apply(CompanyFilter.builder(), text).build(), 10, 0);
      case "accounts_countries_list" ->
          coolset
              .countries()
              .matching(COUNTRY_FILTERS.get(name).apply(CountryFilter.builder(), text).build());
      default -> throw new IllegalArgumentException("no call of " + operationId + " with " + name);
    };
  }
}
