package dev.roster.server.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenFormatTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void aTokenNamesItsKindAndItsPublicId() {
    String live = TokenFormat.next(false, random);
    String test = TokenFormat.next(true, random);

    assertThat(live).matches("rst_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
    assertThat(test).startsWith("rst_test_").hasSameSizeAs(live);
    assertThat(TokenFormat.publicId(live)).hasValue(live.substring(0, 21));
  }

  @Test
  void noTwoTokensAreTheSame() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      assertThat(seen.add(TokenFormat.next(false, random))).isTrue();
    }
  }

  @Test
  void everyWrongOrSwappedCharacterIsNoticed() {
    String token = TokenFormat.next(false, random);
    for (int i = "rst_live_".length(); i < token.length(); i++) {
      char other = token.charAt(i) == 'x' ? 'y' : 'x';
      String typo = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(TokenFormat.isMistyped(typo)).as(typo).isTrue();
      if (i + 1 < token.length() && token.charAt(i) != token.charAt(i + 1)) {
        String swapped =
            token.substring(0, i) + token.charAt(i + 1) + token.charAt(i) + token.substring(i + 2);
        assertThat(TokenFormat.isMistyped(swapped)).as(swapped).isTrue();
      }
    }
    assertThat(TokenFormat.isMistyped(token + "x")).isTrue();
    assertThat(TokenFormat.isMistyped(token.substring(1))).as("not ours any more").isFalse();
    assertThat(TokenFormat.isMistyped(token)).isFalse();
  }

  @Test
  void anyOtherTokenIsOpaque() {
    assertThat(TokenFormat.isMistyped("demo-owner-token")).isFalse();
    assertThat(TokenFormat.isMistyped("sk_live_1234567890abcdef")).isFalse();
    assertThat(TokenFormat.isMistyped("rst_")).isFalse();
    assertThat(TokenFormat.publicId("demo-owner-token")).isEmpty();
  }
}
