package com.example;

import dev.roster.client.CoolsetClient;
import dev.roster.client.CountryFilter;
import dev.roster.client.NotFoundException;
import dev.roster.coolset.model.Country;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The examples in the Javadoc about countries. */
public final class CountryExamples {
  private CountryExamples() {}

  public static Map<String, String> all(CoolsetClient coolset) {
    // @start region="all"
    Map<String, String> names =
        coolset.countries().all().stream()
            .collect(Collectors.toMap(Country::alpha2, Country::name));
    // @end region="all"
    return names;
  }

  public static List<Country> matching(CoolsetClient coolset) {
    // @start region="matching"
    CountryFilter filter = CountryFilter.builder().search("land").limit(10).build();
    List<Country> countries = coolset.countries().matching(filter);
    // @end region="matching"
    return countries;
  }

  public static Optional<Country> byCode(CoolsetClient coolset, String code) {
    // @start region="byCode"
    try {
      return Optional.of(coolset.countries().byCode(code));
    } catch (NotFoundException unknown) {
      return Optional.empty();
    }
    // @end region="byCode"
  }
}
