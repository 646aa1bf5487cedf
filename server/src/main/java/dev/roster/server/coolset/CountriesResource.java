package dev.roster.server.coolset;

import dev.roster.coolset.api.CountriesApi;
import dev.roster.coolset.model.Country;
import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.directory.Countries;
import dev.roster.server.directory.PageRequest;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Operations of the tag "countries". The query is read by {@link DjangoQuery}, not by JAX-RS. */
public final class CountriesResource implements CountriesApi {
  private final Countries countries;

  public CountriesResource(Countries countries) {
    this.countries = countries;
  }

  @Override
  public List<Country> accountsCountriesList() {
    DjangoQuery query = CoolsetRequest.current().query();
    Optional<PageRequest> pageRequest = query.explicitPageRequest();
    Stream<dev.roster.server.directory.Country> selected =
        countries.all().stream().filter(country -> matches(country, query));
    return pageRequest
        .map(wanted -> selected.skip(skip(wanted.offset())).limit(wanted.limit()))
        .orElse(selected)
        .map(CountriesResource::country)
        .toList();
  }

  private static boolean matches(dev.roster.server.directory.Country country, DjangoQuery query) {
    return query.text("search").stream().allMatch(text -> fold(country.name()).contains(fold(text)))
        && query.text("name").stream().allMatch(country.name()::equals)
        && query.text("alpha_2").stream().allMatch(country.alpha2()::equals)
        && query.text("alpha_3").stream().allMatch(country.alpha3()::equals)
        && query.text("numeric").stream().allMatch(country.numeric()::equals);
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private long skip(BigInteger offset) {
    return offset.min(BigInteger.valueOf(countries.all().size())).longValueExact();
  }

  @Override
  public Country accountsCountriesRead(String id) {
    return countries.find(id).map(CountriesResource::country).orElseThrow(CoolsetErrors::notFound);
  }

  private static Country country(dev.roster.server.directory.Country country) {
    return Country.builder()
        .name(country.name())
        .alpha2(country.alpha2())
        .alpha3(country.alpha3())
        .numeric(country.numeric())
        .officialName(country.officialName())
        .flag(country.flag())
        .build();
  }
}
