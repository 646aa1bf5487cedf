package dev.roster.server.mail;

import static dev.roster.server.mail.SmtpFixture.LINK;
import static dev.roster.server.mail.SmtpFixture.SECRET;
import static dev.roster.server.mail.SmtpFixture.mailTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.testing.ScriptedSmtp;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Replies that quote the secret of a mail, of which neither log nor stored reason shows a part. */
class SmtpSecretsTest {
  @AutoClose private final SmtpFixture fixture = new SmtpFixture();
  private final ScriptedSmtp smtp = fixture.smtp();

  static Stream<String> quotations() {
    String secret = SECRET.text();
    String base64 = Base64.getMimeEncoder().encodeToString(("Join: " + LINK).getBytes(UTF_8));
    return Stream.of(
        "550 5.7.1 spam: " + LINK,
        "550 5.7.1 spam" + ".".repeat(140) + LINK,
        "550 5.7.1 spam" + ".".repeat(160) + LINK,
        "550 5.7.1 spam: " + LINK.substring(0, LINK.length() - 20),
        "550-5.7.1 spam: " + secret.substring(0, 20) + "=\n550 5.7.1 " + secret.substring(20),
        "550 5.7.1 SPAM: " + LINK.toUpperCase(Locale.ROOT),
        "550-5.7.1 spam: " + base64.replace("\r\n", "\n550-5.7.1 ") + "\n550 5.7.1 end",
        "550 5.7.1 spam: " + base64.replace("\r\n", "").substring(3));
  }

  /** Of the secret alone: without the codes, no letter of the reply need be shown. */
  static Stream<String> spellings() {
    String secret = SECRET.text();
    return Stream.of(
        "550 5.7.1 spam: " + escaped("%%%02X"),
        "550 5.7.1 spam: " + escaped("=%02X"),
        "550-5.7.1 spam: " + secret.replaceAll("(.{5})", "$1=\n550-5.7.1 ") + "\n550 5.7.1 end",
        "550-5.7.1 spam: " + secret.replaceAll("(.{5})", "$1\n550-5.7.1 ") + "\n550 5.7.1 end",
        "550 5.7.1 spam: " + escaped("&#x%x;"),
        "550 5.7.1 spam: " + escaped("&#%d;"),
        "550 5.7.1 spam: " + escaped("\\x%02x"),
        "550 5.7.1 spam: " + escaped("\\u%04x"),
        "550 5.7.1 spam: " + escaped("%02x"),
        "550 5.7.1 spam: " + escaped("%02X").substring(21, 61),
        "550 5.7.1 spam: " + escaped("%02x "),
        "550 5.7.1 spam: " + escaped("%02X:"),
        "550 5.7.1 spam: " + escaped("=%02X").replace("=", "%3D"),
        "550 5.7.1 spam: " + Base64.getEncoder().encodeToString(escaped("=%02X").getBytes(UTF_8)),
        "550 5.7.1 spam: " + escaped("%02X").replaceAll("(.{60})", "$1=\n550-5.7.1 "));
  }

  /** The secret, each letter of it as a number. */
  private static String escaped(String format) {
    return SECRET.text().chars().mapToObj(c -> format.formatted(c)).collect(Collectors.joining());
  }

  /** The log line and the stored reason when a reply refuses a mail at its end. */
  private List<String> told(String reply) {
    smtp.answer(".", reply);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(SmtpSender.class);
    logger.addAppender(log);
    MailNotSentException failure;
    try {
      failure =
          catchThrowableOfType(
              MailNotSentException.class,
              () -> fixture.send("n@example.org", mailTo("ada@example.org")));
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list).hasSize(1);
    return List.of(log.list.getFirst().getFormattedMessage(), failure.reason());
  }

  @ParameterizedTest
  @MethodSource("quotations")
  void aServerThatQuotesTheMailPutsNoPartOfItsLinkIntoLogOrReason(String quotation) {
    assertThat(told(quotation))
        .allSatisfy(SmtpSecretsTest::assertNoPartOfTheSecret)
        .allMatch(text -> text.contains("5.7.1"));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void aReplyThatSpellsTheSecretInAnotherWayIsShownByItsCodes(String spelling) {
    assertThat(told(spelling))
        .allMatch(text ->
            text.matches(
                ".*the end of DATA: 550[ -]5\\.7\\.1 \\(the rest is hidden, since it quotes a"
                    + " secret\\)"));
  }

  @Test
  void aReplyThatOnlyLooksLikeASpellingIsShown() {
    String reply =
        "550 5.7.1 spam 100%25 =3D &#65; 5f3a2b1c9d8e7f60 aHR0cHM6Ly9leGFtcGxlLm9yZy8= "
            + "b".repeat(40);

    assertThat(told(reply)).allMatch(text -> text.endsWith(reply));
  }

  private static void assertNoPartOfTheSecret(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    String secret = SECRET.text().toLowerCase(Locale.ROOT);
    for (int i = 0; i + 6 <= secret.length(); i++) {
      assertThat(low).doesNotContain(secret.substring(i, i + 6));
    }
    Matcher word = Pattern.compile("[A-Za-z0-9+/]{8,}").matcher(text);
    while (word.find()) {
      for (int skip = 0; skip < 4; skip++) {
        String whole = word.group().substring(skip);
        byte[] plain =
            Base64.getDecoder().decode(whole.substring(0, whole.length() - whole.length() % 4));
        assertThat(new String(plain, UTF_8)).doesNotContain(SECRET.text().substring(0, 6));
      }
    }
  }
}
