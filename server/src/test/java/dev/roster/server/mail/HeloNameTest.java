package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.testing.ScriptedSmtp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeloNameTest {

  @ParameterizedTest
  @CsvSource({
    "roster.example.org, roster.example.org",
    "bücher.example, xn--bcher-kva.example",
    "[192.0.2.1], [192.0.2.1]",
    "[IPv6:2001:db8::1], [IPv6:2001:db8::1]",
    "[ipv6:2001:db8::1], [IPv6:2001:db8::1]"
  })
  void aNameOrAnAddressIsTakenAsAskedFor(String asked, String said) throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp();
        SmtpSocket line = SmtpSocket.open(SmtpUrl.parse("smtp://127.0.0.1:" + smtp.port()))) {
      assertThat(HeloName.of(asked).on(line)).isEqualTo(said);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "3f2a1b",
        "localhost",
        "192.0.2.1",
        "[2001:db8::1]",
        "[IPv6:192.0.2.1]",
        "[]",
        "[roster.example.org]",
        "my_host.example.org",
        "-a.example.org",
        "a..b",
        "a.b ",
        "a.b\r\nRSET"
      })
  void whatServersRefuseIsRefusedHere(String asked) {
    assertThatThrownBy(() -> HeloName.of(asked))
        .isInstanceOf(UserErrorException.class)
        .message()
        .startsWith("--smtp-helo must be")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example.org, true",
    "ip-10-0-0-1.ec2.internal, true",
    "3f2a1b7c9d0e, false",
    "localhost, false",
    "localhost.localdomain, false",
    "10.1.2.3, false",
    "my_host.example.org, false",
    "'', false"
  })
  void onlyAFullyQualifiedNameOfThisMachineIsSaid(String name, boolean said) {
    assertThat(HeloName.isFullyQualified(name)).isEqualTo(said);
  }

  @Test
  void withoutANameTheAddressOfTheConnectionIsSaid() throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp();
        SmtpSocket line = SmtpSocket.open(SmtpUrl.parse("smtp://127.0.0.1:" + smtp.port()))) {
      assertThat(line.addressLiteral()).isEqualTo("[127.0.0.1]");
      assertThat(HeloName.ofThisMachine().on(line))
          .matches("\\[127\\.0\\.0\\.1]|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    }
  }
}
