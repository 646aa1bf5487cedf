package dev.roster.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountriesTest {
  private final Countries countries = Countries.load();

  @Test
  @Tag("promise:countries-list")
  void allCountriesAreThereInOrder() {
    assertThat(countries.all())
        .hasSize(249)
        .extracting(Country::alpha2)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(countries.all())
        .extracting(Country::alpha3)
        .doesNotHaveDuplicates()
        .allMatch(c -> c.length() == 3);
    assertThat(countries.all())
        .extracting(Country::numeric)
        .doesNotHaveDuplicates()
        .allMatch(c -> c.matches("\\d{3}"));
    assertThat(countries.all()).filteredOn(country -> country.officialName() != null).hasSize(173);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NL", "nl", "Nl"})
  @Tag("promise:country-by-code")
  void aCodeIsFoundInEitherCase(String code) {
    assertThat(countries.find(code)).map(Country::name).hasValue("Netherlands");
  }

  /** Upper-casing ß gives SS, South Sudan. */
  @ParameterizedTest
  @ValueSource(strings = {"ß", "ﬁ", "ıs", "NLD", "528", "", "XX", "\u212ay"})
  @Tag("promise:country-by-code")
  void anythingElseIsNoCode(String text) {
    assertThat(countries.find(text)).isEmpty();
  }
}
