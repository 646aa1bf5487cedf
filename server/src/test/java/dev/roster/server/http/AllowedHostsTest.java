package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of hosts as Django compares them, and requests to others. */
class AllowedHostsTest {
  private static final String NEXT = "/api/accounts/companies/?limit=1";

  @ParameterizedTest
  @CsvSource({
    "roster.example, roster.example, true",
    "roster.example, ROSTER.Example:8080, true",
    "roster.example, roster.example., true",
    "roster.example, roster.example:, true",
    "Roster.Example, roster.example, true",
    "roster.example, a.roster.example, false",
    "roster.example, roster.example.evil, false",
    "roster.example, evil-roster.example, false",
    "roster.example, roster.example@evil, false",
    "roster.example, roster.example/evil, false",
    ".example, example, true",
    ".example, a.b.example, true",
    ".example, badexample, false",
    "[::1], [::1]:8080, true",
    "[::1], ::1, false",
    "10.0.0.5, 10.0.0.5:80, true",
    "*, anything at all, true"
  })
  void aNameIsComparedAsDjangoDoes(String entry, String host, boolean allowed) {
    assertThat(AllowedHosts.of(List.of("other.example", entry)).allow(host)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://roster.example",
        "roster.example:80",
        "a/b",
        "*.example",
        "a b",
        "::1"
      })
  void whatIsNoNameIsRefused(String entry) {
    assertThatThrownBy(() -> AllowedHosts.of(List.of(entry)))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith("--allowed-hosts takes names such as roster.example.org");
  }

  @Test
  void aRequestForAnotherNameIsRefusedInTheDialectOfItsContract() {
    try (TestServer server =
        TestServer.named(AllowedHosts.of(List.of(".roster.example")), "two-tenants")) {
      assertThat(get(server, NEXT, "api.roster.example:81").text())
          .contains("\"next\":\"http://api.roster.example:81/api/accounts/companies/?limit=1&");
      for (String target : List.of(BothContracts.COOLSET, BothContracts.COMPLEAT, "/elsewhere")) {
        RawResponse refused = get(server, target, "evil.example");
        assertThat(refused.status()).isEqualTo(400);
        BothContracts.isDialectOf(target, BothContracts.harmless(refused));
        assertThat(refused.text()).doesNotContain("evil");
      }
      assertThat(get(server, "http://evil.example" + NEXT, "roster.example").status())
          .as("the host of the target counts")
          .isEqualTo(400);
      assertThat(get(server, "http://roster.example" + NEXT, "evil.example").status())
          .isEqualTo(200);
    }
  }

  private static RawResponse get(TestServer server, String target, String host) {
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer ann-token\r\nConnection: close\r\n\r\n"
            .formatted(target, host);
    return server.raw().exchange(request.getBytes(StandardCharsets.ISO_8859_1), false);
  }
}
