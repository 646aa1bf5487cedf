package dev.roster.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "Ada@Example.ORG, ada@example.org",
    "a@b@Example.org, a@b@example.org",
    "x@bücher.example, x@xn--bcher-kva.example",
    "x@BÜCHER.example, x@xn--bcher-kva.example",
    "no-at, no-at",
    "É@example.org, É@example.org",
    "x@[127.0.0.1], x@[127.0.0.1]",
    "x@exa mple, x@exa mple",
  })
  void theKeyFoldsAsciiAndTheDomain(String typed, String key) {
    assertThat(new EmailAddress(typed).key()).isEqualTo(key);
  }

  /**
   * Dotless ı, dotted İ and the Kelvin sign fold to ASCII letters in some locales and encodings.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mıke@example.org",
        "mİke@example.org",
        "mi\u212ae@example.org",
        "MIĸE@example.org"
      })
  void lookAlikesAreOtherPeople(String lookAlike) {
    assertThat(new EmailAddress(lookAlike).key())
        .isNotEqualTo(new EmailAddress("mike@example.org").key());
  }

  @Test
  @Tag("promise:invite-same-address")
  void composedAndDecomposedLettersAreTheSame() {
    assertThat(new EmailAddress("ame\u0301lie@example.org").key())
        .isEqualTo(new EmailAddress("am\u00e9lie@example.org").key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ada@Example.ORG", "x@bücher.example", "ame\u0301lie@EXAMPLE.org", "@", "a@"})
  void theKeyOfAKeyIsItself(String typed) {
    String key = new EmailAddress(typed).key();

    assertThat(new EmailAddress(key).key()).isEqualTo(key);
  }

  @Test
  void theLocaleOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(new EmailAddress("TITLE@EXAMPLE.ORG").key()).isEqualTo("title@example.org");
    } finally {
      Locale.setDefault(before);
    }
  }
}
