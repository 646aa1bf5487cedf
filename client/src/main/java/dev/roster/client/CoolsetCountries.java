package dev.roster.client;

import dev.roster.client.coolset.api.CountriesApi;
import dev.roster.coolset.model.Country;
import java.util.List;

/** The countries of ISO 3166-1. */
public final class CoolsetCountries {
  private final CallExecutor calls;

  CoolsetCountries(CallExecutor calls) {
    this.calls = calls;
  }

  /** All countries, sorted by their two-letter code. */
  public List<Country> all() {
    return matching(CountryFilter.all());
  }

  /** The countries that pass the filter, sorted by their two-letter code. */
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
   * The country with this two-letter code, in either case.
   *
   * @throws NotFoundException if there is none
   */
  public Country byCode(String alpha2) {
    // an empty or dotted segment would change the path and with it the operation
    if (ArgumentChecks.text(alpha2, "alpha2").isBlank() || alpha2.matches("\\.+")) {
      throw new IllegalArgumentException("not a country code: '" + alpha2 + "'");
    }
    return calls.value(CountriesApi.accountsCountriesRead(alpha2));
  }
}
