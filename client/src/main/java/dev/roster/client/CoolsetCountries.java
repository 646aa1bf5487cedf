package dev.roster.client;

import dev.roster.client.coolset.api.CountriesApi;
import dev.roster.coolset.model.Country;
import java.util.List;

/**
 * The countries of ISO 3166-1: {@link CoolsetClient#countries()}.
 *
 * <p>Beside the exceptions that each method names, each throws those of {@linkplain
 * dev.roster.client every call}.
 */
public final class CoolsetCountries {
  private final CallExecutor calls;

  CoolsetCountries(CallExecutor calls) {
    this.calls = calls;
  }

  /**
   * Returns all countries.
   *
   * <p>Sends {@code GET /api/accounts/countries/}.
   *
   * {@snippet file="com/example/CountryExamples.java" region="all"}
   *
   * @return the countries, sorted by their two-letter code
   */
  public List<Country> all() {
    return matching(CountryFilter.all());
  }

  /**
   * Returns the countries that pass the filter.
   *
   * <p>Sends {@code GET /api/accounts/countries/} with the filter as query.
   *
   * {@snippet file="com/example/CountryExamples.java" region="matching"}
   *
   * @return the countries, sorted by their two-letter code; empty if none passes
   */
  public List<Country> matching(CountryFilter filter) {
    ArgumentChecks.given(filter, "filter");
    return calls.value(
        CountriesApi.accountsCountriesList(
            filter.search(),
            filter.name(),
            filter.alpha2(),
            filter.alpha3(),
            filter.numeric(),
            filter.limit(),
            filter.offset()));
  }

  /**
   * Returns the country with this two-letter code.
   *
   * <p>Sends {@code GET /api/accounts/countries/{id}/}.
   *
   * {@snippet file="com/example/CountryExamples.java" region="byCode"}
   *
   * @param alpha2 the code, in capitals or small letters
   * @return the country
   * @throws NotFoundException if there is none
   * @throws IllegalArgumentException if the code is blank or consists of dots
   */
  public Country byCode(String alpha2) {
    // an empty or dotted segment would change the path and with it the operation
    if (ArgumentChecks.text(alpha2, "alpha2").isBlank() || alpha2.matches("\\.+")) {
      throw new IllegalArgumentException("not a country code: '" + alpha2 + "'");
    }
    return calls.value(CountriesApi.accountsCountriesRead(alpha2));
  }
}
