package dev.roster.server.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenCharactersTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x1b, 0x7f, 0x85, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e, 0x200b,
        0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x202e, 0x2060, 0x2066, 0x206f, 0x2800, 0x3164,
        0xd800, 0xe000, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xffff, 0x1d173, 0xe0001, 0xe0041, 0xe0100,
        0x10ffff
      })
  void whatSteersADisplayOrCannotBeSeenIsHidden(int c) {
    assertThat(HiddenCharacters.includes(c)).isTrue();
    assertThat(HiddenCharacters.firstIn("Ann" + Character.toString(c) + "a")).hasValue(c);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ann O'Brien-Smith",
        "\u00c5sa Ng\u00f4 \u0141uk\u00e1\u0161",
        "e\u0301",
        "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc",
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
        "\u0915\u094d\u200d\u0937",
        "\u845b\udb40\udd00",
        "\ud83d\ude00",
        "a\u00a0b"
      })
  void whatAWordIsSpelledWithIsNot(String name) {
    assertThat(HiddenCharacters.firstIn(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200cAnn",
        "An\u200cn",
        "An\u200dn",
        "Ann\u200d",
        "\u0646\u200c\u200c\u0627",
        "\u0646\u200ca",
        "\u0646\u200c",
        "Ann\ufe0f",
        "\u845b\ufe0f\ufe0f"
      })
  void aJoinerOrSelectorThatSpellsNothingIs(String name) {
    assertThat(HiddenCharacters.firstIn(name)).isPresent();
  }

  /** Unassigned in every version of Unicode so far; the block is set aside for letters. */
  @Test
  void aLetterOfANewerUnicodeMayStandInANameAndIsNotShown() {
    assertThat(HiddenCharacters.firstIn("Ann\u0378")).isEmpty();
    assertThat(HiddenCharacters.includes(0x378)).isTrue();
  }

  @Test
  void ordinaryLettersAndBlanksAreNotHidden() {
    "aZ0 \u00a0\u3000.\u00e9\u05d0\u0627\u4e00\u1100\uac00\u02bc"
        .codePoints()
        .forEach(
            c -> assertThat(HiddenCharacters.includes(c)).as(Integer.toHexString(c)).isFalse());
  }
}
