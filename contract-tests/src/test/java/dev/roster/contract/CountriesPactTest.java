package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.atLeastOne;
import static dev.roster.contract.ConsumerPact.exactlyOne;
import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.CoolsetPact.UNKNOWN_TOKEN;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.detail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import au.com.dius.pact.consumer.dsl.LambdaDsl;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import dev.roster.client.CountryFilter;
import dev.roster.client.NotFoundException;
import dev.roster.client.UnauthorizedException;
import dev.roster.coolset.model.Country;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(WrittenPacts.class)
class CountriesPactTest {
  private static final String PATH = "/api/accounts/countries/";
  private static final String CALLER = "a caller";

  @Test
  void allCountries() {
    check(
        client -> {
          List<Country> countries = client.countries().all();

          assertThat(countries).hasSize(1);
          assertThat(countries.getFirst()).hasNoNullFieldsOrPropertiesExcept("officialName");
        },
        response(
            asking("all countries", CALLER).get(PATH),
            200,
            atLeastOne(o ->
                o.stringMatcher("alpha_2", "[A-Z]{2}", "NL")
                    .stringMatcher("alpha_3", "[A-Z]{3}", "NLD")
                    .stringMatcher("numeric", "\\d{3}", "528")
                    .stringType("name", "Netherlands")
                    .stringType("flag", "🇳🇱"))));
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        arguments("search=NETHERL", filter().search("NETHERL")),
        arguments("name=Netherlands", filter().name("Netherlands")),
        arguments("alpha_2=NL", filter().alpha2("NL")),
        arguments("alpha_3=NLD", filter().alpha3("NLD")),
        arguments("numeric=528", filter().numeric("528")));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void theOneCountryThatPassesAFilter(String query, CountryFilter.Builder filter) {
    check(
        client ->
            assertThat(client.countries().matching(filter.build()))
                .extracting(Country::alpha2)
                .containsExactly("NL"),
        response(
            asking("countries with " + query, CALLER).get(PATH).query(query),
            200,
            exactlyOne(CountriesPactTest::netherlands)));
  }

  /** Nigeria's name begins with it, too. */
  @Test
  void theCountryWithThisName() {
    check(
        client ->
            assertThat(client.countries().matching(filter().name("Niger").build()))
                .extracting(Country::alpha2)
                .containsExactly("NE"),
        response(
            asking("countries with the name Niger", CALLER).get(PATH).query("name=Niger"),
            200,
            exactlyOne(o -> o.stringValue("alpha_2", "NE").stringValue("name", "Niger"))));
  }

  @Test
  void aPageOfCountries() {
    check(
        client ->
            assertThat(client.countries().matching(filter().limit(2).offset(1).build()))
                .extracting(Country::alpha2)
                .containsExactly("AE", "AF"),
        response(
            asking("a page of countries", CALLER).get(PATH).query("limit=2&offset=1"),
            200,
            LambdaDsl.newJsonArray(page ->
                    page.object(o -> o.stringValue("alpha_2", "AE"))
                        .object(o -> o.stringValue("alpha_2", "AF")))
                .build()));
  }

  @Test
  void aCountryByItsCode() {
    check(
        client ->
            assertThat(client.countries().byCode("nl"))
                .isEqualTo(
                    new Country(
                        "Netherlands", "NL", "NLD", "528", "Kingdom of the Netherlands", "🇳🇱")),
        response(
            asking("a country by its code", CALLER).get(PATH + "nl/"),
            200,
            object(CountriesPactTest::netherlands)));
  }

  @Test
  void aCountryWithoutAnOfficialName() {
    check(
        client -> assertThat(client.countries().byCode("CA").officialName()).isNull(),
        response(
            asking("a country without an official name", CALLER).get(PATH + "CA/"),
            200,
            object(o -> o.stringValue("alpha_2", "CA").nullValue("official_name"))));
  }

  @Test
  void aListedCountryWithoutAnOfficialName() {
    check(
        client ->
            assertThat(client.countries().matching(filter().alpha2("CA").build()))
                .extracting(Country::officialName)
                .containsExactly((String) null),
        response(
            asking("countries without an official name", CALLER).get(PATH).query("alpha_2=CA"),
            200,
            exactlyOne(o -> o.stringValue("alpha_2", "CA").nullValue("official_name"))));
  }

  @Test
  void aCodeOfNoCountryIsNotFound() {
    check(
        client ->
            assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.countries().byCode("XX"))
                .withMessageContaining("Not found."),
        response(
            asking("a country that does not exist", CALLER).get(PATH + "XX/"),
            404,
            detail("Not found.")));
  }

  @Test
  void anUnknownTokenIsRefused() {
    check(
        client -> {
          assertThatExceptionOfType(UnauthorizedException.class)
              .isThrownBy(() -> client.countries().all());
          assertThatExceptionOfType(UnauthorizedException.class)
              .isThrownBy(() -> client.countries().byCode("NL"));
        },
        response(
            asking("countries with an unknown token", UNKNOWN_TOKEN).get(PATH),
            401,
            detail("Invalid token.")),
        response(
            asking("a country with an unknown token", UNKNOWN_TOKEN).get(PATH + "NL/"),
            401,
            detail("Invalid token.")));
  }

  private static CountryFilter.Builder filter() {
    return CountryFilter.builder();
  }

  private static void netherlands(LambdaDslObject country) {
    country
        .stringValue("alpha_2", "NL")
        .stringValue("alpha_3", "NLD")
        .stringValue("numeric", "528")
        .stringValue("name", "Netherlands")
        .stringValue("official_name", "Kingdom of the Netherlands")
        .stringValue("flag", "🇳🇱");
  }
}
