package dev.roster.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example.org",
        "UPPER@EXAMPLE.COM",
        "a@xn--bcher-kva.example",
        "!#$%&'*+/=?^_`{|}~-@example.com",
        "\"a@b\"@example.com",
        "\"\"@example.com",
        "a@localhost",
        "a@[127.0.0.1]",
        "a@[::1]",
        "jos\u00e9@example.org"
      })
  void anAddrSpecOfRfc5322IsAnEmail(String text) {
    assertThat(Formats.holds("email", text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        " @ ",
        "Ada <a@b.example>",
        "mailto:b@c.example@d",
        "a@b@c",
        "x@y z",
        "a,b@c.example",
        "a@b\u00fccher.example",
        "a\u200b@example.org",
        "ada@example.org ",
        "a@b.example\n",
        "a..b@c.example",
        "a@b..example",
        "a@b.example.",
        "a@[b]c]",
        "\"a@b.example"
      })
  void whatOnlyHasTheSignIsNone(String text) {
    assertThat(Formats.holds("email", text)).isFalse();
  }
}
