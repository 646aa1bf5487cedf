package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.mail.MailNotSent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Replies of Postfix, Exim, sendmail, qmail, Exchange, Gmail and services, and whom they concern.
 */
class ReplyMeaningTest {
  private static SmtpReply reply(SmtpStage stage, String said) {
    String lines = said.replace("\\n", "\n");
    return SmtpReply.of(stage, Integer.parseInt(lines.substring(0, 3)), lines + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 <relay@example.org>: Recipient address rejected: User unknown",
        "550-5.1.1 The email account that you tried to reach does not exist. Please try\\n550-5.1.1"
            + " double-checking the recipient's email address\\n550 5.1.1 - gsmtp",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        "550 5.4.1 Recipient address rejected: Access denied. [AS(201806281)]",
        "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required [Stage: CreateMessage]",
        "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
        "554 5.7.1 <helo@example.org>: Recipient address rejected: Access denied",
        "550 5.2.1 The email account that you tried to reach is disabled.",
        "552 5.2.2 <a@example.org>: user is over quota",
        "550 5.1.2 <a@nowhere.example>: Recipient address rejected: Domain not found",
        "550 5.4.4 Unable to route",
        "556 5.1.10 <a@example.org>: Recipient address rejected: Domain does not accept mail",
        "550 sorry, no mailbox here by that name. (#5.1.1)",
        "550 #5.1.0 Address rejected.",
        "550 Unrouteable address",
        "550 Unknown user",
        "550 no such user",
        "551 User not local",
        "552 mailbox full",
        "553 5.1.3 Bad recipient address syntax",
        "550 5.0.0 <a@example.org>... User unknown",
        "553 5.6.7 SMTPUTF8 is required for this address"
      })
  void theRecipientIsRefusedForGood(String said) {
    assertThat(ReplyMeaning.of(reply(SmtpStage.RCPT, said))).isEqualTo(Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "450 4.2.0 <a@example.org>: Recipient address rejected: Greylisted, see http://x.example/",
        "451 4.7.1 Greylisting in action, please come back later",
        "451 greylisted",
        "451 later",
        "450 4.1.2 <a@example.org>: Recipient address rejected: Domain not found",
        "450 4.2.1 The user you are trying to contact is receiving mail at a rate",
        "452 4.2.2 The email account that you tried to reach is over quota.",
        "451 4.4.1 host example.org did not answer",
        "450 mailbox busy"
      })
  void theRecipientCanBeTriedAgain(String said) {
    assertThat(ReplyMeaning.of(reply(SmtpStage.RCPT, said))).isEqualTo(Kind.DELAYED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "504 5.5.2 <3f2a1b>: Helo command rejected: need fully-qualified hostname",
        "550 5.7.1 <a>: Helo command rejected: Host not found",
        "554 5.7.1 <a@example.org>: Relay access denied",
        "454 4.7.1 <a@example.org>: Relay access denied",
        "550 5.7.1 Relaying denied",
        "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
        "550 5.4.1 a@example.org: Relay Access Denied",
        "550 relay not permitted",
        "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
        "550 5.7.1 Client host blocked",
        "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]",
        "554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied",
        "450 4.1.8 <n@example.org>: Sender address rejected: Domain not found",
        "550 5.1.8 <n@example.org>: Sender address rejected: Domain not found",
        "550 5.1.7 Invalid sender",
        "553 5.7.1 <n@example.org>: Sender address rejected: not owned by user roster",
        "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
        "554 5.2.252 SendAsDenied; roster@example.org not allowed to send as n@example.org",
        "530 5.7.57 Client not authenticated to send mail.",
        "530 5.7.0 Must issue a STARTTLS command first",
        "530 5.5.1 Authentication Required.",
        "530 Authentication required",
        "535 5.7.8 Error: authentication failed",
        "503 5.5.1 Error: need MAIL command",
        "503 AUTH first",
        "502 5.5.2 Error: command not recognized",
        "454 4.7.0 TLS not available",
        "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\\n550 5.7.26"
            + " Gmail requires all senders to authenticate with either SPF or DKIM.",
        "550 5.7.23 <a@example.org>: Recipient address rejected: Message rejected due to: SPF fail",
        "550 5.7.20 No passing DKIM signature found",
        "550 5.7.25 The IP address sending this message does not have a PTR record",
        "550 SPF check failed",
        "550 5.7.1 Email rejected per DMARC policy for example.org",
        "550 5.7.606 Access denied, banned sending IP [192.0.2.1]",
        "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.",
        "451 4.7.500 Server busy. Please try again later from [192.0.2.1]",
        "452 4.5.3 Error: too many recipients",
        "550 5.4.5 Daily user sending limit exceeded",
        "550 5.1.90 Your message can't be sent because you've reached your daily limit",
        "550 Sender verify failed",
        "432 4.7.12 A password transition is needed",
        "454 Throttling failure: Maximum sending rate exceeded.",
        "550 The from address does not match a verified Sender Identity.",
        "554 Message rejected: Email address is not verified."
      })
  void theSenderIsTurnedAwayAndNoMailEndsForIt(String said) {
    assertThat(ReplyMeaning.of(reply(SmtpStage.RCPT, said))).isEqualTo(Kind.OURS);
    assertThat(ReplyMeaning.of(reply(SmtpStage.END_OF_DATA, said)))
        .as("at the end of the mail")
        .isIn(Kind.OURS, Kind.UNCLEAR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.7.1 Delivery not authorized, message refused",
        "554 5.7.1 Message rejected under policy",
        "550-5.7.1 [192.0.2.1] Our system has detected that this message is\\n550 5.7.1 likely"
            + " unsolicited mail.",
        "550 Administrative prohibition",
        "421 4.7.0 Try again later, closing connection.",
        "421 4.3.2 Service shutting down",
        "451 4.3.0 <a@example.org>: Temporary lookup failure",
        "452 4.3.1 Insufficient system storage",
        "452 Requested action not taken: insufficient system storage",
        "451 Temporary local problem - please try later",
        "552 5.3.4 Message size exceeds fixed limit",
        "554 5.3.0 rejected",
        "554 Transaction failed",
        "501 5.5.4 Invalid domain name",
        "555 5.5.2 Syntax error - gsmtp",
        "501 malformed address",
        "550 5.6.1 Media type not supported",
        "499 strange",
        "299 stranger"
      })
  void othersShowWhomTheRestConcerns(String said) {
    assertThat(ReplyMeaning.of(reply(SmtpStage.RCPT, said))).isEqualTo(Kind.UNCLEAR);
  }

  @ParameterizedTest
  @EnumSource(names = {"GREETING", "EHLO", "STARTTLS", "AUTH", "MAIL"})
  void nothingBeforeTheRecipientConcernsTheRecipient(SmtpStage stage) {
    assertThat(
            new String[] {
              "421 4.7.0 busy",
              "554 5.7.1 go away",
              "550 5.1.1 User unknown",
              "550 no",
              "451 later",
              "552 5.2.2 full",
              "221 bye",
              "000 garbage"
            })
        .allSatisfy(
            said -> assertThat(ReplyMeaning.of(reply(stage, said))).isEqualTo(Kind.BLOCKED));
  }

  @Test
  void anAddressBeyondAsciiThatTheWayDoesNotTakeIsTheRecipientsMatter() {
    assertThat(ReplyMeaning.of(reply(SmtpStage.MAIL, "550 5.6.7 SMTPUTF8 not supported")))
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void theEndOfAMailIsAboutThatMailUnlessItSaysMore() {
    assertThat(ReplyMeaning.of(reply(SmtpStage.END_OF_DATA, "554 spam: x")))
        .isEqualTo(Kind.REFUSED);
    assertThat(ReplyMeaning.of(reply(SmtpStage.END_OF_DATA, "554 5.7.1 spam")))
        .isEqualTo(Kind.UNCLEAR);
    assertThat(ReplyMeaning.of(reply(SmtpStage.END_OF_DATA, "550 5.1.1 unknown")))
        .isEqualTo(Kind.REFUSED);
    assertThat(ReplyMeaning.of(reply(SmtpStage.END_OF_DATA, "451 greylisted")))
        .isEqualTo(Kind.DELAYED);
    assertThat(ReplyMeaning.of(reply(SmtpStage.END_OF_DATA, "221 bye"))).isEqualTo(Kind.UNSURE);
  }

  /** Nobody can hold the mail of others by the name of the address. */
  @Test
  void addressesAreNotReadAsWords() {
    assertThat(
            ReplyMeaning.of(
                reply(SmtpStage.RCPT, "550 <relay-denied-spf@helo.example>: nobody here")))
        .isEqualTo(Kind.REFUSED);
    assertThat(ReplyMeaning.of(reply(SmtpStage.RCPT, "550 helo@sender.example: nobody here")))
        .isEqualTo(Kind.REFUSED);
  }
}
