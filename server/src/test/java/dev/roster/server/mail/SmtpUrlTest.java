package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.mail.SmtpUrl.Tls;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpUrlTest {

  @Test
  void towardsOtherMachinesTlsIsRequired() {
    assertThat(SmtpUrl.parse("smtp://u%40x:p%3A+w@mail.example.org"))
        .isEqualTo(new SmtpUrl("mail.example.org", 587, "u@x", "p:+w", Tls.REQUIRED));
    assertThat(SmtpUrl.parse("smtps://mail.example.org"))
        .isEqualTo(new SmtpUrl("mail.example.org", 465, null, null, Tls.IMPLICIT));
    assertThat(SmtpUrl.parse("smtp://mail.example.org:25?starttls=optional").tls())
        .isEqualTo(Tls.OPTIONAL);
    assertThat(SmtpUrl.parse("smtp://mail.example.org?starttls=off").tls()).isEqualTo(Tls.OFF);
    assertThat(SmtpUrl.parse("smtp://127.0.0.1?starttls=required").tls()).isEqualTo(Tls.REQUIRED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "localhost",
        "LocalHost",
        "localhost.",
        "mail.localhost",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]"
      })
  void thisMachineIsKnownByEverySpelling(String host) {
    SmtpUrl url = SmtpUrl.parse("smtp://u:p@" + host + ":1025");

    assertThat(url.near()).isTrue();
    assertThat(url.tls()).isEqualTo(Tls.OPTIONAL);
    assertThat(url.verified()).isFalse();
    assertThat(SmtpUrl.parse("smtps://" + host).verified()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.org",
        "localhost.example.org",
        "notlocalhost",
        "128.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "[::2]",
        "[::ffff:10.0.0.1]",
        "127.0.0.1.example.org"
      })
  void otherMachinesHaveToProveWhoTheyAre(String host) {
    assertThat(SmtpUrl.parse("smtp://" + host).near()).isFalse();
    assertThat(SmtpUrl.parse("smtp://" + host).verified()).isTrue();
    assertThat(SmtpUrl.parse("smtps://" + host).verified()).isTrue();
    assertThat(SmtpUrl.parse("smtp://" + host + "?starttls=optional").verified()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://mail_hog:1025, mail_hog, 1025",
    "smtp://bücher.example, xn--bcher-kva.example, 587",
    "smtp://mail.example.org., mail.example.org, 587",
    "SMTP://mail.example.org:, mail.example.org, 587",
    "smtp://[2001:db8::1]:25, 2001:db8::1, 25"
  })
  void hostsAreNamesAndAddressesOfAllKinds(String text, String host, int port) {
    SmtpUrl url = SmtpUrl.parse(text);

    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
  }

  @Test
  void specialCharactersOfUserAndPasswordAreWrittenWithPercent() {
    SmtpUrl url = SmtpUrl.parse("smtp://a%2Fb:%23%3F%25%26%20%C3%A9%3A%40+@mail.example.org");

    assertThat(url.user()).isEqualTo("a/b");
    assertThat(url.password()).isEqualTo("#?%& é:@+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp:mail.example.org",
        "smtp://user@mail.example.org",
        "smtp://:hunter2@mail.example.org",
        "smtp://u:hunter2@mail.example.org?starttls=optional",
        "smtp://u:hunter2@mail.example.org?starttls=off",
        "smtp://u:hunter2@mail.example.org/inbox",
        "smtp://u:hunter2@mail.example.org#x",
        "smtp://u:hunter2@mail.example.org:0",
        "smtp://u:hunter2@mail.example.org:70000",
        "smtp://u:hunter2@mail.example.org:2x",
        "smtp://u:hunter2@mail..example.org",
        "smtp://u:hunter2@999.1.1.1",
        "smtp://u:hunter2@127.1",
        "smtp://u:hunter2@0x7f.0.0.1",
        "smtp://u:hunter2@x\u200dy.example",
        "smtp://u:hunter2%0d%0aRSET@mail.example.org",
        "smtp://u:hunter2%00@mail.example.org",
        "smtp://u:hunter2%ff@mail.example.org",
        "smtp://u:hunter2 @mail.example.org"
      })
  void whatIsWrongIsSaidInOneLineWithoutThePassword(String url) {
    assertThatThrownBy(() -> SmtpUrl.parse(url))
        .isInstanceOf(UserErrorException.class)
        .message()
        .doesNotContain("hunter2")
        .hasLineCount(1);
    assertThat(SmtpUrl.parse("smtp://u:hunter2@mail.example.org").toString())
        .isEqualTo("smtp://mail.example.org:587");
  }

  /** A slash, a question mark or a hash ends the host, and what follows looks like other parts. */
  @Test
  void noPartOfAUserOrPasswordIsRepeatedWhereverItSeemsToStand() {
    for (String scheme : List.of("smtp://", "SMTPS://", "smtp:", "http://", "")) {
      for (String login : List.of("%s", "us3r:%s", "%s:secr3t", "us3r:78901%s", "78901%s:secr3t")) {
        for (String split :
            List.of(
                "/",
                "?",
                "#",
                "[",
                "]",
                "\\",
                "%",
                "%4",
                " ",
                "\"",
                "^",
                "?starttls=",
                "/?",
                "?starttls=off&",
                ":",
                "://",
                "?starttls=off&starttls=",
                "@/",
                "@?",
                "@x:")) {
          String url = scheme + login.formatted("98765" + split + "t4il") + "@mail.example.org";
          assertRepeatsNothing(url);
          assertRepeatsNothing(url + ":587/?starttls=off");
        }
      }
    }
  }

  private static void assertRepeatsNothing(String url) {
    try {
      SmtpUrl.parse(url);
    } catch (UserErrorException refused) {
      for (@Nullable Throwable at = refused; at != null; at = at.getCause()) {
        assertThat(at.getMessage())
            .as(url)
            .doesNotContain("us3r", "secr3t", "78901", "98765", "t4il")
            .hasLineCount(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://h?starttls=maybe, starttls with an unknown value 'maybe'",
    "smtp://h?starttls, has starttls with an unknown value '':",
    "smtp://h?starttls=Hunter2, has starttls with an unknown value:",
    "smtp://h?Hunter2, has an unknown parameter:",
    "smtp://h?startls=optional, unknown parameter 'startls'",
    "smtp://h?starttls=optional&timeout=3, unknown parameter 'timeout'",
    "smtp://h?, unknown parameter ''",
    "smtp://h?starttls=off&starttls=off, twice",
    "smtps://h?starttls=optional, smtps://"
  })
  void unknownParametersAndValuesAreNamed(String url, String named) {
    assertThatThrownBy(() -> SmtpUrl.parse(url))
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining(named);
  }
}
