package dev.roster.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Laws of the key that makes two e-mail addresses the same, over addresses that are drawn from
 * letters known to confuse: with and without dots, composed and not, and signs that some rule takes
 * for ASCII.
 */
@Tag("promise:invite-same-address")
class EmailAddressKeyTest {
  private static final int ADDRESSES = 20_000;
  private static final List<String> LETTERS =
      List.of(
          "a",
          "A",
          "i",
          "I",
          "k",
          "K",
          "j",
          "J",
          "s",
          "S",
          "h",
          "H",
          "t",
          "T",
          "w",
          "W",
          "y",
          "Y",
          "@",
          ".",
          "-",
          "\u0131",
          "\u0130",
          "\u212a",
          "\u212b",
          "\u017f",
          "\u00df",
          "\u1e9e",
          "\u00e9",
          "e\u0301",
          "\u0307",
          "\u030c",
          "\u0331",
          "\u0308",
          "\u030a",
          "\u0327",
          "\u0345",
          "\u03b1",
          "\u00ad",
          "\u200d",
          "\u037e",
          "\u1fef",
          "\u03c2",
          "\u03a3",
          "\uff20",
          "\uff0e",
          "\u3002",
          "\uff41",
          "\ufb01",
          "\u0259",
          "\u018f",
          "\ud835\udc1a",
          "\ud83d\udd11",
          "\uac00",
          "\u1100\u1161",
          "xn--",
          "b\u00fccher");

  private static String address(Random random, int length) {
    StringBuilder address = new StringBuilder();
    for (int i = 0; i < length; i++) {
      address.append(LETTERS.get(random.nextInt(LETTERS.size())));
    }
    return address.toString();
  }

  private static String key(String address) {
    return new EmailAddress(address).key();
  }

  @Test
  void theKeyOfAKeyIsItself() {
    Random random = new Random(20261122);
    for (int i = 0; i < ADDRESSES; i++) {
      String address = address(random, 1 + i % 12) + "@" + address(random, i % 8) + ".example";
      String key = key(address);

      assertThat(key(key)).as("of %s", spelled(address)).isEqualTo(key);
    }
  }

  /** Upper-case letters that have no composed form with the mark, while the lower-case one has. */
  @ParameterizedTest
  @ValueSource(strings = {"J\u030c", "H\u0331", "T\u0308", "W\u030a", "Y\u030a"})
  void letterAndMarkComposeAfterTheLetterIsLowered(String letter) {
    String key = key(letter + "@example.org");

    assertThat(key(key)).isEqualTo(key);
    assertThat(key)
        .isEqualTo(key(letter.toLowerCase(Locale.ROOT) + "@example.org"))
        .hasSize("x@example.org".length());
  }

  @Test
  void composedAndDecomposedSpellingsShareAKey() {
    Random random = new Random(20261123);
    for (int i = 0; i < ADDRESSES; i++) {
      String local = address(random, 1 + i % 8).replaceAll("[\u212a\u037e\u1fef]", "");
      String address = local + "@example.org";

      assertThat(key(Normalizer.normalize(address, Form.NFD)))
          .as("of %s", spelled(address))
          .isEqualTo(key(Normalizer.normalize(address, Form.NFC)))
          .isEqualTo(key(address));
    }
  }

  /** Two local parts share a key only if nothing but the case of ASCII letters tells them apart. */
  @Test
  void otherLocalPartsHaveOtherKeys() {
    Random random = new Random(20261124);
    Map<String, String> byKey = new HashMap<>();
    for (int i = 0; i < ADDRESSES * 5; i++) {
      String local = address(random, 1 + i % 3).replace("@", "");
      String same = byKey.putIfAbsent(key(local + "@example.org"), local);
      if (same != null) {
        assertThat(meaning(local)).as(spelled(same)).isEqualTo(meaning(same));
        assertThat(isAscii(local)).as(spelled(same)).isEqualTo(isAscii(same));
      }
    }
    assertThat(byKey).hasSizeGreaterThan(1000);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Another way to the same end: decomposed, and folded letter by letter. */
  private static String meaning(String local) {
    StringBuilder folded = new StringBuilder();
    Normalizer.normalize(local, Form.NFC)
        .chars()
        .forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
    return Normalizer.normalize(folded, Form.NFD);
  }

  @Test
  void domainsAreTheSameWhereTheNameSystemSaysSo() {
    assertThat(key("x@B\u00dcCHER.example")).isEqualTo("x@xn--bcher-kva.example");
    assertThat(key("x@bu\u0308cher.example")).isEqualTo("x@xn--bcher-kva.example");
    assertThat(key("x@XN--BCHER-KVA.example")).isEqualTo("x@xn--bcher-kva.example");
    assertThat(key("x@b\u00fccher\u3002example")).isEqualTo("x@xn--bcher-kva.example");
    assertThat(key("x@\u0131stanbul.example")).isNotEqualTo(key("x@istanbul.example"));
    assertThat(key("x@TITLE.EXAMPLE")).isEqualTo("x@title.example");
  }

  private static String spelled(String text) {
    StringBuilder spelled = new StringBuilder();
    text.chars()
        .forEach(c -> spelled.append(c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return spelled.toString();
  }
}
