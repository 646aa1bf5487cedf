package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/accounts/invitations/17/",
        "/docs/assets/5.34.0/swagger-ui-standalone-preset.js",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0",
      })
  void whatIsNoSecretStays(String text) {
    assertThat(SecretMask.of(text, PresentedCredentials.NONE)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/user/aaaaaaaa-1111-4000-8000-000000000001/x, /api/user/REDACTED/x",
    "/accept/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0, /accept/REDACTED",
    "/accept/%61%62%63%64%65%66%67%68%69%6a%6b, /accept/REDACTED",
    "curl (token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x), curl (token REDACTED)",
  })
  void aLongWordIsMasked(String text, String masked) {
    assertThat(SecretMask.of(text, PresentedCredentials.NONE)).isEqualTo(masked);
  }

  @Test
  void theRestOfALongTextStays() {
    assertThat(
            SecretMask.within(
                "/\u00fc\n/%s/0f8fad5b-d9cb-469f-a165-70867728950e".formatted("x/".repeat(200)),
                PresentedCredentials.NONE))
        .isEqualTo("/\u00fc\n/%s/REDACTED".formatted("x/".repeat(200)));
  }

  @Test
  void theNamesOfHostsMayBeLong() {
    assertThat(
            SecretMask.ofHost("roster.internal.department.example.org", PresentedCredentials.NONE))
        .isEqualTo("roster.internal.department.example.org");
    assertThat(
            SecretMask.ofHost(
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0.example.org",
                PresentedCredentials.NONE))
        .isEqualTo("REDACTED.example.org");
  }

  @Test
  void theTextIsShortAndPrintable() {
    assertThat(SecretMask.of("/\u202e\n" + "/long".repeat(100), PresentedCredentials.NONE))
        .hasSize(200)
        .startsWith("/??/long/long");
  }
}
