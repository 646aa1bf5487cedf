package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpUrlTest {

  @Test
  void towardsOtherMachinesTlsIsRequired() {
    assertThat(SmtpUrl.parse("smtp://u%40x:p%3A+w@mail.example.org"))
        .isEqualTo(new SmtpUrl("mail.example.org", 587, "u@x", "p:+w", false, true));
    assertThat(SmtpUrl.parse("smtps://mail.example.org"))
        .isEqualTo(new SmtpUrl("mail.example.org", 465, null, null, true, false));
    assertThat(SmtpUrl.parse("smtp://mail.example.org:25?starttls=optional").requireTls())
        .isFalse();
    assertThat(SmtpUrl.parse("smtp://127.0.0.1:1025").requireTls()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://user@mail.example.org",
        "smtp://u:hunter2@mail.example.org?starttls=optional",
        "smtp://u:hunter2@mail.example.org/inbox",
        "smtp://u:hunter2 @mail.example.org"
      })
  void whatIsWrongIsSaidWithoutThePassword(String url) {
    assertThatThrownBy(() -> SmtpUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("hunter2");
    assertThat(SmtpUrl.parse("smtp://u:hunter2@mail.example.org").toString())
        .isEqualTo("smtp://mail.example.org:587");
  }
}
