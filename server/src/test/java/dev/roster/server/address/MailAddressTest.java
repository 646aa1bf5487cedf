package dev.roster.server.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
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
        "a@[300.1.1.1]",
        "a@[::1",
        "a@[fe80::1%eth0]",
        "a@[]",
      })
  void whatMailCannotReachIsNone(String text) {
    assertThat(MailAddress.of(text)).isEmpty();
    assertThatIllegalArgumentException()
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

  /** Over addresses put together of what confuses; laws of the local part are in EmailKeyTest. */
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
}
