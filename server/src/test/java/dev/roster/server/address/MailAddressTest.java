package dev.roster.server.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roster.server.failure.MalformedException;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example.org",
        "Ada.Lovelace+x@EXAMPLE.org",
        "!#$%&'*+/=?^_`{|}~-@example.org",
        "\"a@b\"@example.org",
        "\"a b\"@example.org",
        "\"a\\\"b\"@example.org",
        "a@localhost",
        "a@[127.0.0.1]",
        "a@[IPv6:::1]",
        "a@[::1]",
        "a@a--b.example",
        "jos\u00e9@example.org",
        "\u7528\u6237@example.org",
        "\ud83d\udd11@example.org",
      })
  void anAddressIsItsOwnAsciiForm(String address) {
    assertThat(MailAddress.parse(address).withALabels()).isEqualTo(address);
  }

  /** RFC 5952; an IPv4 address that is mapped into IPv6 is another one, as it is for Django. */
  @ParameterizedTest
  @CsvSource({
    "a@[IPv6:::1], a@[ipv6:::1]",
    "a@[ipv6:0:0:0:0:0:0:0:1], a@[ipv6:::1]",
    "A@[IPV6:0000:0000::0001], a@[ipv6:::1]",
    "a@[::1], a@[ipv6:::1]",
    "a@[IPv6:2001:DB8::1], a@[ipv6:2001:db8::1]",
    "a@[IPv6:2001:db8:0:0:1:0:0:1], a@[ipv6:2001:db8::1:0:0:1]",
    "a@[IPv6:2001:db8:0:1:1:1:1:1], a@[ipv6:2001:db8:0:1:1:1:1:1]",
    "a@[IPv6:1:0:0:2:0:0:0:3], a@[ipv6:1:0:0:2::3]",
    "a@[IPv6:::], a@[ipv6:::]",
    "a@[IPv6:1::], a@[ipv6:1::]",
    "a@[IPv6:64:ff9b::192.0.2.1], a@[ipv6:64:ff9b::c000:201]",
    "a@[IPv6:::FFFF:192.0.2.1], a@[ipv6:::ffff:192.0.2.1]",
    "a@[::ffff:c000:201], a@[ipv6:::ffff:192.0.2.1]",
    "a@[192.0.2.1], a@[192.0.2.1]",
    "a@[127.1], a@[127.1]",
    "a@[IPv6:127.0.0.1], a@[ipv6:127.0.0.1]",
  })
  void anAddressInBracketsHasOneKey(String typed, String key) {
    assertThat(MailAddress.key(typed)).isEqualTo(key);
    assertThat(MailAddress.key(key)).as("again").isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "a@fa\u00df.de, a@xn--fa-hia.de",
    "a@B\u00dcCHER.example, a@xn--bcher-kva.example",
    "a@b\u00fccher\u3002example, a@xn--bcher-kva.example",
  })
  void aDomainOfOtherLettersIsShownWithALabels(String typed, String ascii) {
    assertThat(MailAddress.parse(typed).withALabels()).isEqualTo(ascii);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@example.org",
        "ada",
        "a@b@c",
        " @ ",
        " ada@example.org",
        "ada@example.org ",
        "ada@example.org\u00a0",
        "\ufeffada@example.org",
        "Ada <a@b.example>",
        "<a@b.example>",
        "mailto:b@c.example>",
        "mailto:b@c.example",
        "x@y z",
        "x y@z.example",
        "a,b@c.example",
        "a;b@c.example",
        "a@b.example,c@d.example",
        "a(comment)@b.example",
        "a@b.example (Ada)",
        ".a@b.example",
        "a.@b.example",
        "a..b@b.example",
        "\"a@b.example",
        "\"a\u0001\"@b.example",
        "\"a\n\"@b.example",
        "a\u0000@b.example",
        "a\r\nBcc: c@d.example@b.example",
        "a\u00a0b@b.example",
        "\ue000@b.example",
        "a\u200b@b.example",
        "a\u3164@b.example",
        "a\ufe0f@b.example",
        "a\u2800@b.example",
        "\"\u115f\"@b.example",
        "a\u202e@b.example",
        "\ud800@b.example",
        "a@x\u200dy.com",
        "a@xn--a",
        "a@b.xn--a",
        "a@ab--cd.example",
        "a@b_c.example",
        "a@-b.example",
        "a@b..example",
        "a@.example",
        "a@example.org.",
        "a@127.0.0.1",
        "a@127.1",
        "a@0x7f.1",
        "a@[127.1]",
        "a@[127.0.0.01]",
        "a@[127.0.0.256]",
        "a@[IPv6:127.0.0.1]",
        "a@[IPv6:1::2::3]",
        "a@[IPv6:::ffff:127.0.0.01]",
        "a@[IPv4:127.0.0.1]",
        "a@[300.1.1.1]",
        "a@[::1",
        "a@[fe80::1%eth0]",
        "a@[]",
      })
  void whatMailCannotReachIsNone(String text) {
    assertThat(MailAddress.of(text)).isEmpty();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> MailAddress.parse(text))
        .withMessageMatching("(has|is) .+");
  }

  @Test
  void longAddressesAreNone() {
    assertThat(MailAddress.of("a".repeat(310) + "@example.org")).isEmpty();
    assertThat(MailAddress.of("a@" + "b".repeat(64) + ".example")).isEmpty();
    assertThat(MailAddress.of("a@" + "b.".repeat(125) + "example")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a@fa\u00df.de, a@xn--fa-hia.de",
        "A@XN--FA-HIA.DE, a@xn--fa-hia.de",
        "a@fass.de, a@fass.de",
        "a@\u03b2\u03cc\u03bb\u03bf\u03c2.com, a@xn--nxasmm1c.com",
        "\"ada\"@example.org, ada@example.org",
        "\"a\\da\"@example.org, ada@example.org",
        "\"A b\"@example.org, \"a b\"@example.org",
        "\"A\\ b\"@example.org, \"a b\"@example.org",
        "\"a@b\"@example.org, \"a@b\"@example.org",
      })
  void spellingsOfOneAddressShareAKey(String typed, String key) {
    assertThat(MailAddress.key(typed)).isEqualTo(key);
  }

  /** A joiner out of context makes no domain, so the key is that of no other address. */
  @Test
  void noAddressHasAKeyOfItsOwn() {
    assertThat(MailAddress.key("a@x\u200dy.com")).isNotEqualTo(MailAddress.key("a@xy.com"));
    assertThat(MailAddress.key("ada@example.org "))
        .isNotEqualTo(MailAddress.key("ada@example.org"));
  }

  /**
   * Over addresses put together of what confuses; laws of the local part are in
   * EmailAddressKeyTest.
   */
  @Test
  void aValidAddressItsAsciiFormAndItsKeyAreOneAddress() {
    List<String> parts =
        List.of(
            "a", "B", "\u00df", "\u03c2", "\u200d", "xn--", "fa-hia", ".", "-", "\u00fc", "u\u0308",
            "\u3002", "\uff41", "\u05d0", "1", "\u0dca", "\u00ad", "\u1e9e", "_", "\"");
    Random random = new Random(20261125);
    int valid = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder domain = new StringBuilder();
      for (int j = 0; j <= i % 6; j++) {
        domain.append(parts.get(random.nextInt(parts.size())));
      }
      String typed = "Ada@" + domain + ".example";
      String key = MailAddress.key(typed);

      assertThat(MailAddress.key(key)).as(typed).isEqualTo(key);
      if (MailAddress.of(typed).isPresent()) {
        valid++;
        String ascii = MailAddress.parse(typed).withALabels();
        assertThat(ascii).as(typed).matches("[!-~]+");
        assertThat(MailAddress.key(ascii)).as(typed).isEqualTo(key);
        assertThat(MailAddress.of(key)).as(typed).isPresent();
      }
    }
    assertThat(valid).isGreaterThan(2_000);
  }

  /**
   * Of all marks and letters with marks, beside marks that change places or melt with them: the key
   * names the domain that is mailed to, however a program on the way composes the text.
   */
  @Test
  void theDomainOfTheKeyIsTheOneThatIsMailedTo() {
    List<String> marks =
        List.of("", "\u0301", "\u0345", "\u0345\u0301", "\u0327", "\u0338", "\u3099");
    int valid = 0;
    for (int c = 0x21; c < 0x20000; c++) {
      if (c >= 0x600 && !isComposed(c)) {
        continue;
      }
      String letter = Character.toString(c);
      for (String mark : marks) {
        valid += assertOneDomain("a@" + letter + mark + ".gr");
        valid += assertOneDomain("a@\u03b1" + mark + letter + ".gr");
      }
    }
    assertThat(valid).isGreaterThan(10_000);
  }

  /** A mark, or a letter that is put together, except for the syllables of Korean. */
  private static boolean isComposed(int c) {
    String letter = Character.toString(c);
    return UnicodeScript.of(c) != UnicodeScript.HANGUL
        && (!Normalizer.isNormalized(letter, Form.NFD)
            || Character.getType(c) == Character.NON_SPACING_MARK);
  }

  /** Counts 1 for an address that mail can reach. */
  private static int assertOneDomain(String typed) {
    Optional<MailAddress> address = MailAddress.of(typed);
    if (address.isEmpty()) {
      return 0;
    }
    String mailed = "a@" + address.get().domain().toLowerCase(Locale.ROOT);
    for (String spelled :
        List.of(
            typed, Normalizer.normalize(typed, Form.NFC), Normalizer.normalize(typed, Form.NFD))) {
      if (!MailAddress.key(spelled).equals(mailed)) {
        throw new AssertionError(
            "%s is mailed to %s, and its key is %s"
                .formatted(typed, mailed, MailAddress.key(spelled)));
      }
    }
    return 1;
  }

  /** In the order as typed it is another domain than composed. */
  @ParameterizedTest
  @ValueSource(strings = {"a@\u03b1\u0345\u0301.gr", "a@x.\u03b1\u0345\u0327", "a@\u1fb3\u0301.gr"})
  void aDomainThatAnotherOneIsMadeOfByComposingIsNone(String typed) {
    assertThat(MailAddress.of(typed)).isEmpty();
    assertThat(MailAddress.key(typed))
        .isEqualTo(MailAddress.key(MailAddress.key(typed)))
        .isNotEqualTo(MailAddress.key(Normalizer.normalize(typed, Form.NFC)));
  }
}
