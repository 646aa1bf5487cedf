package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contrasts are those of WCAG's own formula, as its calculators show them. */
class BrandTest {
  @ParameterizedTest
  @CsvSource({
    "#000000, true",
    "#0b5d3b, true",
    "#767676, true",
    "#777777, false",
    "#FFFFFF, false",
    "#ff0000, false",
    "#0000FF, true"
  })
  void whiteLettersNeedADarkGround(String colour, boolean readable) {
    assertThat(Brand.carriesWhite(colour)).isEqualTo(readable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "green", "#fff", "0b5d3b", "#0b5d3g", "#0b5d3b;", "#0b5d3b\n"})
  void otherTextsAreNoColours(String text) {
    assertThat(Brand.isColour(text)).isFalse();
  }
}
