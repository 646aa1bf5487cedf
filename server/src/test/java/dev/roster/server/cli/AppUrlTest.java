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
        "https://my_app.internal",
        "https://bücher.example"
      })
  void anApplicationIsTaken(String appUrl) {
    assertThat(AppUrl.parse(appUrl)).contains(URI.create(appUrl));
  }

  @Test
  void noneIsNone() {
    assertThat(AppUrl.parse(null)).isEmpty();
    assertThat(AppUrl.parse(" ")).isEmpty();
  }
}
