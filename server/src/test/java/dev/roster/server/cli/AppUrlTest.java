package dev.roster.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses that {@code --app-url} takes. */
class AppUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.org",
        "https://app.example.org:8443/start?x=1#/login",
        "http://localhost:3000",
        "http://127.0.0.1:3000/",
        "http://[::1]:3000",
        "https://[fe80::1%25eth0]",
        "https://my_app.internal"
      })
  void anApplicationIsTaken(String appUrl) {
    assertThat(AppUrl.parse(appUrl)).contains(URI.create(appUrl));
  }

  @Test
  void otherLettersAreReadAsInEveryUrl() {
    assertThat(AppUrl.parse("https://b\u00fccher.example/a"))
        .contains(URI.create("https://xn--bcher-kva.example/a"));
  }

  @Test
  void noneIsNone() {
    assertThat(AppUrl.parse(null)).isEmpty();
    assertThat(AppUrl.parse(" ")).isEmpty();
  }
}
