package dev.roster.server.mail;

import static dev.roster.server.mail.SmtpFixture.mail;
import static dev.roster.server.mail.SmtpFixture.mailTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.mail.MailNotSentException.Kind;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.ScriptedSmtp;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The bytes of a mail on the wire, and the reading of replies. */
class SmtpWireTest {
  private static final String MIB_OF_REPLY = "250-more\n".repeat(200_000) + "250 end";

  @AutoClose private final SmtpFixture fixture = new SmtpFixture();
  private final ScriptedSmtp smtp = fixture.smtp();

  private MimeMessage arrived() {
    return MailParser.parse(smtp.mails().getLast());
  }

  private String command(String begin) {
    return smtp.commands().stream()
        .filter(line -> line.startsWith(begin))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 scripted", "250-scripted\n250-8BITMIME\n250 SMTPUTF8"})
  void aNameBeyondAsciiTravelsInAsciiWhateverTheServerOffers(String offer) throws Exception {
    smtp.answer("EHLO", offer);

    fixture.send(
        "Zoë B <n@bücher.example>", mail("ada@βόλος.example", "Café ☕ naïve", "Grüße, 你好"));

    assertThat(String.join("\n", smtp.commands()) + smtp.mails().getLast())
        .matches(text -> text.chars().allMatch(c -> c < 0x80), "is ASCII");
    assertThat(command("MAIL")).isEqualTo("MAIL FROM:<n@xn--bcher-kva.example>");
    assertThat(command("RCPT")).startsWith("RCPT TO:<ada@xn--").endsWith(".example>");
    InternetAddress from = (InternetAddress) arrived().getFrom()[0];
    assertThat(from.getPersonal()).isEqualTo("Zoë B");
    assertThat(from.getAddress()).isEqualTo("n@xn--bcher-kva.example");
    assertThat(arrived().getSubject()).isEqualTo("Café ☕ naïve");
    assertThat(MailParser.part(arrived(), 0)).contains("Grüße, 你好");
    assertThat(smtp.bareLineFeeds()).isZero();
  }

  @Test
  void smtpUtf8IsAskedForOnlyWhereTheLocalPartNeedsIt() throws Exception {
    smtp.answer("EHLO", "250-scripted\n250 SMTPUTF8");

    fixture.send("Roster <n@example.org>", mailTo("zoë@bücher.example"));

    assertThat(command("MAIL")).isEqualTo("MAIL FROM:<n@example.org> SMTPUTF8");
    assertThat(command("RCPT")).isEqualTo("RCPT TO:<zoë@xn--bcher-kva.example>");
    assertThat(smtp.mails().getLast()).contains("To: zoë@xn--bcher-kva.example");
  }

  @Test
  void withoutSmtpUtf8SuchARecipientIsRefusedWithTheReasonAndASenderHoldsAllMail() {
    assertThatThrownBy(() -> fixture.send("n@example.org", mailTo("zoë@example.org")))
        .isInstanceOfSatisfying(
            MailNotSentException.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("SMTPUTF8");
    assertThatThrownBy(() -> fixture.send("zoë@example.org", mailTo("ada@example.org")))
        .isInstanceOfSatisfying(
            MailNotSentException.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.BLOCKED))
        .hasMessageContaining("SMTPUTF8");
    assertThatThrownBy(() -> fixture.send("zoë@example.org", mailTo("zoë@example.org")))
        .isInstanceOfSatisfying(
            MailNotSentException.class,
            failure ->
                assertThat(failure.kind())
                    .as("no mail leaves from this sender")
                    .isEqualTo(Kind.BLOCKED));
    assertThat(smtp.mails()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, n@example.org, zoë@example.org, REFUSED",
    "MAIL, zoë@example.org, ada@example.org, BLOCKED",
    "RCPT, n@example.org, zoë@example.org, REFUSED",
    "RCPT, zoë@example.org, ada@example.org, OURS",
    "., zoë@example.org, zoë@example.org, OURS"
  })
  void aRefusalOfLettersBeyondAsciiConcernsWhoHasThem(
      String command, String from, String to, Kind kind) {
    smtp.answer("EHLO", "250-scripted\n250 SMTPUTF8")
        .answer(
            command, "550 5.6.7 Non-ASCII addresses are not permitted for that sender/recipient");

    assertThatThrownBy(() -> fixture.send(from, mailTo(to)))
        .isInstanceOfSatisfying(
            MailNotSentException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  @Test
  void headersFoldAndNoLineIsTooLong() throws Exception {
    String subject = "Invitation to join " + "👩‍🚀 Ünïted ".repeat(25) + "❤️";
    String from = "\"" + "Zoë, ".repeat(39) + "\" <n@example.org>";

    fixture.send(from, mail("a".repeat(64) + "@example.org", subject, "x".repeat(3000)));

    String mail = smtp.mails().getLast();
    assertThat(mail.lines()).allMatch(line -> line.length() <= 998);
    assertThat(mail.substring(0, mail.indexOf("\r\n\r\n")).lines())
        .allMatch(line -> line.length() <= 76 || !line.contains("=?"));
    assertThat(mail.lines().flatMap(line -> List.of(line.split(" ")).stream()))
        .filteredOn(word -> word.startsWith("=?"))
        .allMatch(word -> word.length() <= 75);
    assertThat(MimeUtility.unfold(arrived().getSubject())).isEqualTo(subject);
    assertThat(((InternetAddress) arrived().getFrom()[0]).getPersonal())
        .isEqualTo(("Zoë, ".repeat(39)).strip());
  }

  /** Joiners and selectors are part of the spelling; controls and directions are not. */
  @ParameterizedTest
  @CsvSource({
    "“श्री\u200dमान्” क\u094d\u200cष, “श्री\u200dमान्” क\u094d\u200cष",
    "👩\u200d🚀 ❤\ufe0f 葛\udb40\udd00, 👩\u200d🚀 ❤\ufe0f 葛\udb40\udd00",
    "a\u202eb\u200bc\u2066d\ufeffe, a b c d e"
  })
  void aSubjectArrivesAsItIsSpelled(String subject, String expected) throws Exception {
    fixture.send("n@example.org", mail("ada@example.org", subject, "Hello,"));

    assertThat(arrived().getSubject()).isEqualTo(expected);
  }

  @Test
  void nobodyAddsHeadersByASubjectAndNoRecipientAddsCommands() throws Exception {
    fixture.send(
        "n@example.org", mail("ada@example.org", "a\r\nBcc: evil@example.org\u2028\u0085x", "b"));

    assertThat(MailParser.header(arrived(), "Bcc")).isNull();
    assertThat(arrived().getSubject()).isEqualTo("a  Bcc: evil@example.org  x");
    for (String to :
        List.of(
            "ada@example.org>\r\nRCPT TO:<evil@example.org",
            "ada@example.org> NOTIFY=NEVER <x",
            "a@example.org, b@example.org",
            "a@b@c",
            "x@y z",
            "ada")) {
      assertThatThrownBy(() -> fixture.send("n@example.org", mailTo(to)))
          .isInstanceOfSatisfying(
              MailNotSentException.class,
              failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
    }
    assertThat(smtp.mails()).hasSize(1);
    assertThat(smtp.commands()).noneMatch(line -> line.contains("evil"));
  }

  @Test
  void aLineOfADotEndsNoMail() throws Exception {
    fixture.send(
        "n@example.org", mail("ada@example.org", "dots", "a\n.\n..b\nRCPT TO:<evil@x.example>"));

    assertThat(MailParser.part(arrived(), 0).replace("\r\n", "\n"))
        .startsWith("a\n.\n..b\nRCPT TO:<evil@x.example>\n");
    assertThat(smtp.commands()).noneMatch(line -> line.contains("evil"));
    assertThat(smtp.bareLineFeeds()).isZero();
  }

  @Test
  void theMailSaysThatAMachineSentItAndWhen() throws Exception {
    fixture.send("n@example.org", mailTo("ada@example.org"));

    assertThat(command("EHLO")).isEqualTo("EHLO roster.example.org");
    assertThat(MailParser.header(arrived(), "Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(MailParser.header(arrived(), "Message-ID")).isEqualTo("<1@example.org>");
    assertThat(MailParser.header(arrived(), "MIME-Version")).isEqualTo("1.0");
    String date = MailParser.header(arrived(), "Date");
    assertThat(date)
        .as("in UTC, wherever the server stands")
        .matches("[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000");
    assertThat(
            OffsetDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US)))
        .isBetween(OffsetDateTime.now().minusMinutes(5), OffsetDateTime.now().plusMinutes(5));
  }

  /** An empty reply cuts the connection off. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONNECT | '' | BLOCKED",
        "CONNECT | 554 5.7.1 no | BLOCKED",
        "CONNECT | garbage | BLOCKED",
        "EHLO | '' | BLOCKED",
        "MAIL | '' | BLOCKED",
        "MAIL | 550 5.1.1 unknown | BLOCKED",
        "MAIL | 221 bye | BLOCKED",
        "RCPT | '' | UNCLEAR",
        "RCPT | garbage without a number | UNCLEAR",
        "RCPT | 421 4.4.2 timeout | UNCLEAR",
        "RCPT | 550 5.1.1 unknown | REFUSED",
        "RCPT | 504 5.5.2 Helo | OURS",
        "DATA | '' | UNCLEAR",
        "DATA | 554 5.5.1 no valid recipients | UNCLEAR",
        "DATA | 451 4.3.0 queue file write error | UNCLEAR",
        ". | '' | UNSURE",
        ". | garbage | UNSURE",
        ". | 550 5.7.1 spam | UNCLEAR",
        ". | 550 5.1.1 unknown | REFUSED",
        ". | 554 spam: x | UNCLEAR",
        "RCPT | 450 4.2.0 Greylisted | GREYLISTED",
        ". | 354 go on | UNSURE",
        ". | 221 bye | UNSURE",
        ". | 421 4.3.2 shutting down | UNCLEAR",
        ". | 251 will forward | SENT",
        ". | 200 taken | SENT",
        ". | 250-taken\\n250 really | SENT"
      })
  void whereAndHowAConversationEndsDecidesWhatIsKnownOfTheMail(
      String command, String reply, String known) throws Exception {
    smtp.answer(command, reply.replace("\\n", "\n"));

    if (known.equals("SENT")) {
      fixture.send("n@example.org", mailTo("ada@example.org"));
      return;
    }
    assertThatThrownBy(() -> fixture.send("n@example.org", mailTo("ada@example.org")))
        .isInstanceOfSatisfying(
            MailNotSentException.class,
            failure -> assertThat(failure.kind()).as(failure.reason()).hasToString(known));
  }

  @ParameterizedTest
  @CsvSource({"CONNECT, BLOCKED", "RCPT, UNCLEAR", "., UNSURE"})
  void aReplyThatNeverEndsIsCutOff(String command, Kind kind) {
    smtp.answer(command, MIB_OF_REPLY);

    assertThatThrownBy(() -> fixture.send("n@example.org", mailTo("ada@example.org")))
        .isInstanceOfSatisfying(
            MailNotSentException.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
        .hasMessageContaining("more than a mail server should");
  }

  /** Without a blank, patterns that begin anew at each letter would take hours. */
  @Test
  void aReplyOfAMegabyteInOneWordIsUnderstoodAtOnce() {
    smtp.answer("RCPT", "550 5.1.1 " + "a".repeat(1_000_000));

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> fixture.send("n@example.org", mailTo("ada@example.org")))
                .isInstanceOfSatisfying(
                    MailNotSentException.class,
                    failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED)));
  }

  @Test
  void aMailThatIsLargerThanTheServerSaysIsNotSentAndSaysWhy() {
    smtp.answer("EHLO", "250-scripted\n250 SIZE 600");

    assertThatThrownBy(
            () -> fixture.send("n@example.org", mail("ada@example.org", "a", "x".repeat(900))))
        .isInstanceOfSatisfying(
            MailNotSentException.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageMatching(
            "the mail has \\d{4} bytes, and the mail server takes at most 600 \\(SIZE\\)");
    assertThat(smtp.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIZE", "SIZE 0", "SIZE 52428800", "SIZE many"})
  void aServerThatTakesLargeMailOrDoesNotSayHowLargeGetsIt(String size) throws Exception {
    smtp.answer("EHLO", "250-scripted\n250 " + size);

    fixture.send("n@example.org", mailTo("ada@example.org"));

    assertThat(smtp.mails()).hasSize(1);
  }

  @Test
  void aReplyIsReadAsUtf8() {
    smtp.answer("RCPT", "550 5.1.1 Empfänger existiert nicht, 受信者不明");

    assertThatThrownBy(() -> fixture.send("n@example.org", mailTo("ada@example.org")))
        .hasMessageContaining("Empfänger existiert nicht, 受信者不明");
    assertThat(SmtpReply.readable("550 Empf\u00e4nger")).as("Latin-1").isEqualTo("550 Empfänger");
  }

  /** The address is cut in the middle, and still nobody reads whose it is. */
  @Test
  void theLogNamesNoRecipientWhereverTheReplyIsCut() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(SmtpSender.class);
    logger.addAppender(log);
    try {
      for (int filler = 150; filler < 190; filler += 5) {
        smtp.answer(
            "RCPT", "550 5.7.1 " + "x ".repeat(filler / 2) + " lovelace@example.org denied");
        assertThatThrownBy(() -> fixture.send("n@example.org", mailTo("lovelace@example.org")))
            .isInstanceOf(MailNotSentException.class);
      }
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .hasSize(8)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("love"));
  }

  @Test
  void aServerThatTurnsTheRecipientAwayAndHangsUpIsStillUnderstood() {
    smtp.answer("RCPT", "550 5.1.1 unknown").answer("RSET", "");

    assertThatThrownBy(() -> fixture.send("n@example.org", mailTo("ada@example.org")))
        .isInstanceOfSatisfying(
            MailNotSentException.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
  }
}
