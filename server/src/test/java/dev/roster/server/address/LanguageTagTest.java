package dev.roster.server.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.MalformedException;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTagTest {
  @ParameterizedTest
  @CsvSource({
    "nl-NL, nl-NL, Dutch (Netherlands)",
    "nl_NL, nl-NL, Dutch (Netherlands)",
    "NL_nl, nl-NL, Dutch (Netherlands)",
    "nld, nl, Dutch",
    "NLD_be, nl-BE, Dutch (Belgium)",
    "deu, de, German",
    "gsw-CH, gsw-CH, Swiss German (Switzerland)",
    "zh_hant_tw, zh-Hant-TW, 'Chinese (Traditional, Taiwan)'",
    "iw, he, Hebrew",
    "heb, he, Hebrew",
    "nl-x-work, nl-x-work, Dutch",
    "xyz, xyz, xyz",
  })
  void aTagHasOneFormAndAName(String written, String canonical, String name) {
    LanguageTag tag = LanguageTag.parse(written);

    assertThat(tag.text()).isEqualTo(canonical);
    assertThat(tag.inEnglish()).isEqualTo(name);
    assertThat(LanguageTag.parse(canonical)).as("again").isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({
    "und, names no language; a language tag is like nl-NL",
    "und-NL, names no language; a language tag is like nl-NL",
    "x-private, names no language; a language tag is like nl-NL",
    "'', is not a language tag like nl-NL",
    "'Dutch, please', is not a language tag like nl-NL",
    "nl_NL.UTF-8, is not a language tag like nl-NL",
    "nl--NL, is not a language tag like nl-NL",
    "C, is not a language tag like nl-NL",
  })
  void whatNamesNoLanguageIsNoTag(String written, String reason) {
    assertThat(LanguageTag.of(written)).isEmpty();
    assertThatThrownBy(() -> LanguageTag.parse(written))
        .isInstanceOf(MalformedException.class)
        .hasMessage(reason);
  }

  @Test
  void everyLanguageOfTheJdkHasAName() {
    assertThat(Arrays.stream(Locale.getAvailableLocales()).filter(l -> !l.getLanguage().isEmpty()))
        .extracting(locale -> LanguageTag.parse(locale.toLanguageTag()).inEnglish())
        .hasSizeGreaterThan(500)
        .doesNotContain("");
  }
}
