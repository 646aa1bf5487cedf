package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource({
    "nl, DUTCH",
    "nl-BE, DUTCH",
    "nl_NL, DUTCH",
    "nld, DUTCH",
    "NLD_nl, DUTCH",
    "eng, ENGLISH",
    "de, ENGLISH",
    "und-NL, ENGLISH",
    "'', ENGLISH",
    "'Dutch, please', ENGLISH",
    ", ENGLISH",
  })
  void theLocaleOfACompanyDecides(String locale, Language language) {
    assertThat(Language.of(locale)).isEqualTo(language);
  }
}
