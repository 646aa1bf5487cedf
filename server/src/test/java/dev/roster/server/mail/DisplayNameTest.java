package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that people typed, as mail and pages show them. */
class DisplayNameTest {

  /** Legal names of people and companies, which stay as they are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "O'Brien",
        "Jean-Luc Picard",
        "St. John",
        "J.R.R. Tolkien",
        "Yahoo! Inc.",
        "Ünal AŞ",
        "明治",
        "عبد الله",
        "שרה לוי",
        "علی\u200cرضا",
        "葛\udb40\udd00城",
        "モーニング娘。",
        "S.p.A. Rossi",
        "Sp. z o.o. Łódź",
        "N.V. Één & Co",
        "1234567 Canada Inc.",
        "Fonds 2024-2025 B.V.",
        "7-Eleven",
        "1,000,000 Miles B.V.",
        "Fonds 2024 & 2025 B.V.",
        "24/7 Fitness 365*",
        "①②③ Kids 2½",
        "@Work B.V.",
        "AT&T",
        "Café™ ㈱",
        "Nguyễn Thị Ánh",
        "<b>{link}</b>"
      })
  void aLegalNameIsShownAsItIs(String name) {
    assertThat(DisplayName.of(name)).isEqualTo(name);
  }

  /** A host is parted by a blank, so that it can be read but is no link. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Booking.com B.V. | Booking. com B.V.",
        "evil.example | evil. example",
        "evil。example | evil。 example",
        "evil｡example | evil。 example",
        "evil․example | evil. example",
        "evil﹒example | evil. example",
        "ｅｖｉｌ．ｅｘａｍｐｌｅ | evil. example",
        "ⓔⓥⓘⓛ.ⓔⓧⓐⓜⓟⓛⓔ | evil. example",
        "пример.рф | пример. рф",
        "例え.テスト | 例え. テスト",
        "xn--e1afmkfd.xn--p1ai | xn--e1afmkfd. xn--p1ai",
        "t.co | t. co",
        "🍕.ws | 🍕. ws",
        "Smith:Jones | Smith: Jones"
      })
  void aHostIsNoLink(String typed, String shown) {
    assertThat(DisplayName.of(typed)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pay at https://evil.example/pay - | Pay at … -",
        "Pay at hxxp://evil.example now | Pay at … now",
        "Pay at www.evil.example now | Pay at … now",
        "Pay at ｈｔｔｐｓ：／／evil.example now | Pay at … now",
        "Pay at evil.example/pay now | Pay at … now",
        "Pay at evil。example／pay now | Pay at … now",
        "Pay at evil.example:8080 now | Pay at … now",
        "Pay at evil.example?x now | Pay at … now",
        "Pay at //evil.example now | Pay at … now",
        "Pay at 203.0.113.9 now | Pay at … now",
        "Pay at [2001:db8::1] now | Pay at … now",
        "Mail ceo@bank.example now | Mail … now",
        "Mail mailto:ceo now | Mail … now",
        "Call tel:+31201234567 now | Call … now",
        "Call +31 20 123 4567 now | Call … now",
        "Call (020) 123-4567 now | Call … now",
        "Call 0800 1234567 now | Call … now",
        "Call 1-800-555-0199 now | Call … now",
        "Call 0800,1234567 now | Call … now",
        "Call 0800*123*4567 now | Call … now",
        "Call 0800_1234567 now | Call … now",
        "Call 0800 · 123 · 4567 now | Call … now",
        "Call 0800 ··· 123 ··· 4567 now | Call … now",
        "Call 0\u00a0 8 0 0  1 2 3 4 now | Call … now",
        "Call 0800📞1234567 now | Call … now",
        "Call +31,20,1234567 now | Call … now",
        "Call + 31201234567 now | Call … now",
        "Call 1*800*555*0199 now | Call … now",
        "Call ⓪⑧⓪⓪①②③④⑤⑥⑦ now | Call … now",
        "Call ⁰⁸⁰⁰¹²³⁴⁵⁶⁷ now | Call … now",
        "Call 0\ufe0f\u20e38\ufe0f\u20e30\ufe0f\u20e301234567 now | Call … now",
        "Call ٠٨٠٠،١٢٣٤٥٦٧ now | Call … now",
        "Call0800-1234567 now | Call… now",
        "Open 7: 0800123 now | Open … now",
        "Run javascript:alert(1) now | Run … now"
      })
  void addressesAndNumbersToCallAreLeftOut(String typed, String shown) {
    assertThat(DisplayName.of(typed)).isEqualTo(shown);
  }

  @Test
  void aNameIsOneLineThatIsSeenWhole() {
    assertThat(DisplayName.of("Pay\r\n\r\nPal\u2028\u0085Se\u00adcu\u200brity\u2060"))
        .isEqualTo("Pay Pal Security");
    assertThat(DisplayName.of("\u202eelpmaxe\u2066\u200f\u061c\ufeff\u3164\u2800"))
        .isEqualTo("elpmaxe");
    assertThat(DisplayName.of("ev\u200cil\u200d.ex\u034fample")).isEqualTo("evil. example");
    assertThat(DisplayName.of("a\u001b[31mb\u009b1mc")).isEqualTo("a [31mb 1mc");
    assertThat(DisplayName.of("Ann\u201d (x) \"y\" \u00abz\u00bb")).isEqualTo("Ann' (x) 'y' 'z'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "\u3164", "\u200b\u202e", "https://evil.example/pay", "...", "—"})
  void whatSaysNothingIsNoName(String typed) {
    assertThat(DisplayName.of(typed)).isEmpty();
  }

  @Test
  void aNameIsCutBetweenLettersAsPeopleCountThem() {
    assertThat(DisplayName.of("x".repeat(64))).isEqualTo("x".repeat(64));
    assertThat(DisplayName.of("x".repeat(65))).isEqualTo("x".repeat(64) + "…");
    assertThat(DisplayName.of("क्षि".repeat(80))).endsWith("क्षि…");
    assertThat(DisplayName.of("Z" + "\u0335".repeat(500) + "algo")).hasSize(10);
    assertThat(DisplayName.of("a.b ".repeat(100_000))).hasSizeLessThan(70);
  }

  @ParameterizedTest
  @CsvSource({
    "ann@alpha.test, ann@alpha.test",
    "o'brien+x@ex.org, o'brien+x@ex.org",
    "zoë@bücher.example, zoë@bücher.example",
    "x@[192.0.2.1], x@[192.0.2.1]",
    "evil.example/pay@x.org, evil.example*pay@x.org",
    "\"pay at evil.example/pay\"@x.org, *pay*at*evil.example*pay*@x.org",
    "a\u202eb\u200b@x.org, ab@x.org"
  })
  void anAddressIsRecognisedAndNothingElse(String typed, String shown) {
    assertThat(DisplayName.address(typed)).isEqualTo(shown);
  }
}
