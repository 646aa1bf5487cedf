package dev.roster.server.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
  private static String ascii(String typed) {
    return DomainName.parse(typed).orElseThrow().ascii();
  }

  /** RFC 5892 2.6: letters that IDNA 2003 mapped away are letters of their own. */
  @ParameterizedTest
  @CsvSource({
    "fa\u00df.de, xn--fa-hia.de",
    "FA\u00df.DE, xn--fa-hia.de",
    "FA\u1e9e.de, xn--fa-hia.de",
    "fass.de, fass.de",
    "\u03b2\u03cc\u03bb\u03bf\u03c2.com, xn--nxasmm1c.com",
    "\u03b2\u03cc\u03bb\u03bf\u03c3.com, xn--nxasmq6b.com",
    "\u0dc1\u0dca\u200d\u0dbb\u0dd3.com, xn--10cl1a0b660p.com",
    "\u0dc1\u0dca\u0dbb\u0dd3.com, xn--10cl1a0b.com",
    "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.com, xn--mgba3gch31f060k.com",
    "\u0646\u0627\u0645\u0647\u0627\u06cc.com, xn--mgba3gch31f.com",
  })
  void deviationLettersMakeOtherDomains(String typed, String ascii) {
    assertThat(ascii(typed)).isEqualTo(ascii);
    assertThat(ascii(ascii)).isEqualTo(ascii);
    assertThat(ascii(ascii.toUpperCase(Locale.ROOT))).isEqualTo(ascii);
  }

  @ParameterizedTest
  @CsvSource({
    "Example.ORG, example.org",
    "b\u00fccher.example, xn--bcher-kva.example",
    "bu\u0308cher.example, xn--bcher-kva.example",
    "B\u00dcCHER.example, xn--bcher-kva.example",
    "XN--BCHER-KVA.example, xn--bcher-kva.example",
    "b\u00fccher\u3002example, xn--bcher-kva.example",
    "b\u00fccher\uff0eexample, xn--bcher-kva.example",
    "b\u00fccher\uff61example, xn--bcher-kva.example",
    "\uff45\uff58.example, ex.example",
    "so\u00adft.example, soft.example",
    "so\u200bft.example, soft.example",
    "\u212ael.example, kel.example",
    "\u0131stanbul.example, xn--stanbul-qfb.example",
    "a--b.example, a--b.example",
  })
  void oneDomainHasOneForm(String typed, String ascii) {
    assertThat(DomainName.parse(typed)).hasValue(new DomainName(ascii));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ".example",
        "a..example",
        "example.org.",
        "x\u200dy.com",
        "x\u200cy.com",
        "\u200dx.com",
        "xn--",
        "xn--a",
        "xn--a.xn--b",
        "xn--ls8h=.example",
        "xn--bcher-kvb-.example",
        "xn--fass-.de",
        "xn--fa-hia9999999999.de",
        "xn--xn---epa.example",
        "xn--A-\u00fc.example",
        "ab--cd.example",
        "-a.example",
        "a-.example",
        "a_b.example",
        "a b.example",
        "a,b.example",
        "a\u0000b.example",
        "\u0301a.example",
        "a\u2028b.example",
        "\ufffd.com",
        "\uffff.com",
        "\ue000.com",
        "\ud800.com",
        "\u202ea.com",
        "a\u05d0.com",
        "\u05d0a.com",
        "1\u05d0.com",
        "\u05d0.1a",
        "\u00bd\u2260.com\u2488",
        "\u2100.com",
        "[127.0.0.1]",
      })
  void whatNoRegistryTakesIsNoDomain(String typed) {
    assertThat(DomainName.parse(typed)).isEmpty();
  }

  static String[] lengths() {
    String label = "a".repeat(63);
    return new String[] {
      label + "a.example",
      String.join(".", label, label, label, "a".repeat(62)),
      "\u00fc".repeat(60) + ".example",
      String.join(".", "\u00fc".repeat(56), label, label, label, "de"),
    };
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void labelsAndNamesThatAreTooLongAreNone(String typed) {
    assertThat(DomainName.parse(typed)).isEmpty();
  }

  @Test
  void theLongestNameIsOne() {
    String label = "a".repeat(63);

    assertThat(DomainName.parse(String.join(".", label, label, label, "a".repeat(61)))).isPresent();
  }

  @Test
  void theLocaleOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(ascii("TITLE.EXAMPLE")).isEqualTo("title.example");
      assertThat(ascii("XN--FA-HIA.DE")).isEqualTo("xn--fa-hia.de");
    } finally {
      Locale.setDefault(before);
    }
  }
}
