package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.mail.MailNotSentException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Replies of Postfix, Exim, sendmail, qmail, Exchange, Gmail and services, and whom they concern.
 */
class ReplyClassifierTest {
  private static Kind meaning(SmtpReply reply) {
    return ReplyClassifier.of(reply, false);
  }

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
    assertThat(meaning(reply(SmtpStage.RCPT, said))).isEqualTo(Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "451 later",
        "450 4.1.2 <a@example.org>: Recipient address rejected: Domain not found",
        "450 4.2.1 The user you are trying to contact is receiving mail at a rate",
        "452 4.2.2 The email account that you tried to reach is over quota.",
        "451 4.4.1 host example.org did not answer",
        "450 mailbox busy"
      })
  void theRecipientCanBeTriedAgain(String said) {
    assertThat(meaning(reply(SmtpStage.RCPT, said))).isEqualTo(Kind.DELAYED);
  }

  /** Nothing is held for it and nothing counts: so each server greets a new sender. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Postgrey; milter-greylist; SQLgrey; Exim; spamd of OpenBSD; rspamd
        "450 4.2.0 <a@example.org>: Recipient address rejected: Greylisted, see http://x.example/",
        "451 4.7.1 Greylisting in action, please come back in 00:05:00",
        "450 4.7.1 Greylisted for 5 minutes",
        "451 greylisted",
        "451 Temporarily deferred, please try again later",
        "451 4.7.1 Try again later",
        "421 4.7.0 Greylisted, unknown sender"
      })
  void greylistingIsNoRefusal(String said) {
    assertThat(meaning(reply(SmtpStage.RCPT, said))).isEqualTo(Kind.GREYLISTED);
    assertThat(meaning(reply(SmtpStage.END_OF_DATA, said))).isEqualTo(Kind.GREYLISTED);
  }

  /** A refusal for good is none, and a limit of the sender speaks of coming back, too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.7.1 greylisted too often | UNCLEAR",
        "451 4.7.500 Server busy. Please try again later from [192.0.2.1] | OURS",
        "451 4.7.1 Sending limit exceeded, try again later | OURS",
        "451 4.3.0 Temporary lookup failure, try again | UNCLEAR"
      })
  void notEveryoneWhoSaysComeAgainIsGreylisting(String said, Kind kind) {
    assertThat(meaning(reply(SmtpStage.RCPT, said))).isEqualTo(kind);
  }

  /**
   * Replies that were misread, at the commands where they are seen. Sources: smtpd_check.c of
   * Postfix (reject_unlisted_sender, check_recipient_access), acl.c of Exim, the community pages of
   * Zoho, "SMTP response codes" of the developer guide of SES, the error pages of NetEase
   * (163.com), Tencent (QQ), GMX, Rackspace and Yahoo.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Postfix
        "550 5.1.0 <n@example.org>: Sender address rejected: User unknown in local recipient table"
            + " | OURS",
        "550 5.1.0 <n@example.org>: Sender address rejected: User unknown in relay recipient table"
            + " | OURS",
        "450 4.1.7 <n@example.org>: Sender address rejected: unverified address | OURS",
        "550 5.1.1 <a@example.org>: Recipient address rejected: User unknown in relay recipient"
            + " table | REFUSED",
        "554 5.7.1 <a@example.org>: Recipient address rejected: Access denied | UNCLEAR",
        // Exim
        "550-Verification failed for <n@example.org>\\n550-No Such User Here\\n550 Sender verify"
            + " failed | OURS",
        "550-Callback setup failed while verifying <n@example.org>\\n550-unknown user\\n550 Sender"
            + " verify failed | OURS",
        "550 Administrative prohibition | UNCLEAR",
        // Zoho
        "550 5.4.6 Unusual sending activity detected. Please try after sometime | OURS",
        "554 5.4.6 Unusual sending activity detected. Please try after sometime | OURS",
        // SES
        "554 Message rejected: Email address is not verified. The following identities failed the"
            + " check in region US-EAST-1: example.org | OURS",
        "554 Message rejected: Sending paused for this account. | OURS",
        "554 Message rejected: Sending suspended for this account. | OURS",
        "554 Transaction failed: Invalid email address | UNCLEAR",
        // NetEase, Tencent
        // plausible words that a stranger tried
        "550 Requested action not taken: mailbox unavailable. Mail send limit exceeded | OURS",
        "550 5.2.2 You have exceeded your outgoing message quota | OURS",
        "550 5.4.1 Message rejected: account suspended | OURS",
        "553 Mail from must equal authorized user | OURS",
        "501 mail from address must be same as authorization user | OURS",
        // block lists, under a status of the mailbox
        "550 5.2.1 Mailbox unavailable. Your IP address 192.0.2.1 is blacklisted | OURS",
        "550 5.2.1 Message blocked by blacklist | UNCLEAR",
        "550 5.1.1 Connection blocked, bad reputation | UNCLEAR",
        "550 5.2.1 The email account that you tried to reach is disabled. | REFUSED",
        // GMX
        "550-Requested action not taken: mailbox unavailable\\n550 invalid DNS MX or A/AAAA"
            + " resource record | OURS",
        "550-Requested action not taken: mailbox unavailable\\n550 Reject due to policy"
            + " restrictions. | UNCLEAR",
        "550 Requested action not taken: mailbox unavailable | REFUSED",
        // Yahoo
        "554 delivery error: dd This user doesn't have a yahoo.com account (a) [0] | REFUSED",
        // whoever says no more than that
        "550 Access denied | UNCLEAR",
        "550 5.7.1 Access denied | UNCLEAR",
        "550 no | UNCLEAR",
        "554 spam: x | UNCLEAR",
        "553 rejected | UNCLEAR",
        "552 5.0.0 rejected | UNCLEAR",
        "550 <relay-denied-spf@helo.example>: nobody here | UNCLEAR"
      })
  void onlyWhatNamesTheRecipientConcernsTheRecipient(String said, Kind kind) {
    assertThat(meaning(reply(SmtpStage.RCPT, said))).isEqualTo(kind);
    assertThat(meaning(reply(SmtpStage.END_OF_DATA, said))).isEqualTo(kind);
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
    assertThat(meaning(reply(SmtpStage.RCPT, said))).isEqualTo(Kind.OURS);
    assertThat(meaning(reply(SmtpStage.END_OF_DATA, said)))
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
    assertThat(meaning(reply(SmtpStage.RCPT, said))).isEqualTo(Kind.UNCLEAR);
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
        .allSatisfy(said -> assertThat(meaning(reply(stage, said))).isEqualTo(Kind.BLOCKED));
  }

  @Test
  void anAddressBeyondAsciiThatTheWayDoesNotTakeIsTheMatterOfWhoHasIt() {
    assertThat(meaning(reply(SmtpStage.MAIL, "550 5.6.7 SMTPUTF8 not supported")))
        .isEqualTo(Kind.REFUSED);
    SmtpReply atRcpt = reply(SmtpStage.RCPT, "553 5.6.7 SMTPUTF8 is required");
    assertThat(ReplyClassifier.of(atRcpt, false)).isEqualTo(Kind.REFUSED);
    assertThat(ReplyClassifier.of(atRcpt, true)).isEqualTo(Kind.OURS);
    assertThat(ReplyClassifier.of(reply(SmtpStage.MAIL, "550 5.6.7 SMTPUTF8 not supported"), true))
        .isEqualTo(Kind.BLOCKED);
  }

  @Test
  void theEndOfAMailIsAboutThatMailUnlessItSaysMore() {
    assertThat(meaning(reply(SmtpStage.END_OF_DATA, "554 5.7.1 spam"))).isEqualTo(Kind.UNCLEAR);
    assertThat(meaning(reply(SmtpStage.END_OF_DATA, "550 5.1.1 unknown"))).isEqualTo(Kind.REFUSED);
    assertThat(meaning(reply(SmtpStage.END_OF_DATA, "451 later"))).isEqualTo(Kind.DELAYED);
    assertThat(meaning(reply(SmtpStage.END_OF_DATA, "221 bye"))).isEqualTo(Kind.UNSURE);
  }

  /** An address cannot hold the mail of others by its name. */
  @Test
  void addressesAreNotReadAsWords() {
    assertThat(meaning(reply(SmtpStage.RCPT, "550 <relay-denied-spf@helo.example>: unknown user")))
        .isEqualTo(Kind.REFUSED);
    assertThat(meaning(reply(SmtpStage.RCPT, "550 helo@sender.example: unknown user")))
        .isEqualTo(Kind.REFUSED);
  }
}
