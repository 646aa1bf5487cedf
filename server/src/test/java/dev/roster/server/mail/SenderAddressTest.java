package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.UserErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n@example.org | | n@example.org | n@example.org",
        "<n@example.org> | | n@example.org | n@example.org",
        "Roster <n@example.org> | Roster | n@example.org | Roster <n@example.org>",
        "\"B, Zed (IT)\" <n@example.org> | B, Zed (IT) | n@example.org | \"B, Zed (IT)\""
            + " <n@example.org>",
        "Zoë B <n@bücher.example> | Zoë B | n@xn--bcher-kva.example | =?UTF-8?Q?Zo=C3=AB_B?="
            + " <n@xn--bcher-kva.example>",
        "n@BÜCHER.example | | n@xn--bcher-kva.example | n@xn--bcher-kva.example",
        "Roster <n@[192.0.2.1]> | Roster | n@[192.0.2.1] | Roster <n@[192.0.2.1]>"
      })
  void aSenderIsOneAddressMaybeWithAName(String text, String name, String address, String header) {
    SenderAddress sender = SenderAddress.parse(text);

    assertThat(sender.name()).isEqualTo(name);
    assertThat(sender.address()).isEqualTo(address);
    assertThat(sender.header().toString()).isEqualTo(header);
  }

  /** Names of India are spelled with joiners, and emoji with selectors. */
  @Test
  void theNameOfASenderKeepsWhatItIsSpelledWith() {
    assertThat(SenderAddress.parse("श्री\u200dमान् ❤\ufe0f <n@example.org>").name())
        .isEqualTo("श्री\u200dमान् ❤\ufe0f");
    assertThat(SenderAddress.parse("a\u202eb <n@example.org>").name()).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "roster",
        "Roster",
        "@example.org",
        "n@",
        "n@@example.org",
        "n@exa mple.org",
        "n@-example.org",
        "n@example..org",
        "n@[192.0.2.1",
        "n@[192.0.2.256]",
        "n@1.2.3.4",
        "n@127.1",
        "n@x\u200dy.example",
        "a@example.org, b@example.org",
        "Zed, B <n@example.org>",
        "Roster <n@example.org> <m@example.org>",
        "Group: a@example.org, b@example.org;",
        "Roster <>",
        "Roster <n@example.org>\r\nBcc: evil@example.org",
        "Roster\u0000 <n@example.org>"
      })
  void anythingElseIsRefusedInOneLineThatNamesTheOption(String text) {
    assertThatThrownBy(() -> SenderAddress.parse(text))
        .isInstanceOf(UserErrorException.class)
        .message()
        .startsWith("--mail-from must be one address")
        .hasLineCount(1);
  }
}
