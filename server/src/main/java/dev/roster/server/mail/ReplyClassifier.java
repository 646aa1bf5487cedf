package dev.roster.server.mail;

import dev.roster.server.mail.MailNotSentException.Kind;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Classifies a refusal of a mail server by whom it concerns: the recipient, every mail of ours, or
 * one of the two. The enhanced status code (RFC 3463, RFC 5248) decides, then the reply code, then
 * words. Words about the sender come before words about the recipient, and before a status that
 * usually means the recipient: {@code 550 5.1.0 Sender address rejected: User unknown} is about us.
 * Only what names the recipient ends in a dead letter. docs/mail.md has the table.
 */
final class ReplyClassifier {
  private static final int ADDRESSING = 1;
  private static final int MAILBOX = 2;
  private static final int MAIL_SYSTEM = 3;
  private static final int NETWORK = 4;
  private static final int PROTOCOL = 5;
  private static final int CONTENT = 6;
  private static final int POLICY = 7;

  /** Service closes the channel; the server is about to go, or has had enough of us. */
  private static final int CLOSING = 421;

  /** Log-in, encryption and the order of commands: never about a recipient. */
  private static final Set<Integer> SESSION =
      Set.of(432, 454, 500, 502, 503, 504, 523, 524, 530, 534, 535, 538);

  /** Codes by which a mailbox is busy (RFC 5321 4.2.3). */
  private static final Set<Integer> BUSY = Set.of(450, 451);

  /** Log-in, SPF, DKIM, DMARC, reverse DNS, and the numbers that Exchange Online adds. */
  private static final Set<Integer> OUR_POLICY =
      Set.of(
          3, 4, 5, 6, 8, 9, 10, 11, 13, 14, 15, 16, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 57,
          60, 64);

  private static final int OUR_POLICY_FROM = 500;

  /** Lists and mailboxes that do not take mail from everybody; changed owners (RFC 7293). */
  private static final Set<Integer> RECIPIENT_POLICY =
      Set.of(2, 12, 17, 18, 124, 129, 132, 133, 134, 135, 136);

  /** Addresses beyond ASCII (RFC 6531) that the way to the recipient does not take. */
  private static final Set<Integer> NO_UTF8 = Set.of(7, 8, 9, 10);

  /** The part of Exchange that looks up recipients, with any detail. */
  private static final Pattern RESOLVER = words("resolver\\.(rst|adr)");

  private static final Pattern GREYLISTING = words("gr[ae]y ?-?list");
  private static final Pattern COME_AGAIN = words("(try|come|retry) (it )?(again|back)|deferred");

  private static final Pattern WORDS_OF_SENDER =
      words(
          "relay(?! recipient table)|rcpthosts|helo|ehlo|client"
              + " host|sender|sendas|sending|submission|mail from|from"
              + " address|identit|spf|dkim|dmarc|dnsbl|rbl|rdns|ptr|reverse (dns|host)|invalid"
              + " dns|black ?-?list(ed|s)? (by|at|on)|spamhaus|spamcop|barracuda|blocked"
              + " using|authenticat|auth required|authori[sz](ed|ation) user|not"
              + " (permitted|allowed|authori[sz]ed) to (send|relay)|log ?-?in|log on|starttls|tls"
              + " required|throttl|(daily|hourly) |credits|your"
              + " (ip|host|server|account|domain|message rate)|ip address|banned|not"
              + " verified|unusual|sequence|pipelin|bare (lf|line)|(send|outgoing|outbound|message)"
              + " (limit|quota|message quota)|account (is |was |has been )?suspended");

  /** Block lists, filters and policies, which judge a sender or a mail by any status. */
  private static final Pattern WORDS_OF_FILTER =
      words(
          "black ?-?list|block ?-?list|deny ?-?list|blocked|reputation|spam|unsolicited|suspicious"
              + "|polic(y|ies)|administrative|prohibit");

  private static final Pattern WORDS_OF_NOBODY =
      words(
          "access denied|not authori[sz]ed|encrypt|certificate|rate limit|too (many|fast)|local"
              + " (problem|error)|internal|lookup|resources|storage|disk|size|too (big|large)");

  private static final Pattern WORDS_OF_RECIPIENT =
      words(
          "unknown (user|recipient|local|mailbox)|(user|recipient|mailbox|addressee|account) (is"
              + " )?unknown|no such (user|recipient|mailbox|address|person|account)|does(n't| not)"
              + " (exist|have a)|(user|recipient|mailbox|address) (is )?(not"
              + " found|unavailable|full|busy|disabled|inactive)|account has been disabled or"
              + " discontinued|user not local|invalid (user|recipient|mailbox)|unrouteable|over"
              + " ?quota|no mailbox|address rejected");

  private ReplyClassifier() {}

  private static Pattern words(String alternatives) {
    return Pattern.compile("(?i)\\b(?:" + alternatives + ")");
  }

  private static boolean says(Pattern words, SmtpReply reply) {
    return words.matcher(reply.text()).find();
  }

  /**
   * The state of a mail after a refusal.
   *
   * @param senderBeyondAscii whether the sender's address needs SMTPUTF8
   */
  static Kind of(SmtpReply reply, boolean senderBeyondAscii) {
    boolean utf8 = reply.permanent() && isUtf8(reply);
    if (!reply.stage().knowsRecipient()) {
      boolean recipients = reply.stage() == SmtpStage.MAIL && utf8 && !senderBeyondAscii;
      return recipients ? Kind.REFUSED : Kind.BLOCKED;
    }
    if (!reply.refuses()) {
      return reply.stage() == SmtpStage.END_OF_DATA ? Kind.UNSURE : Kind.UNCLEAR;
    }
    if (!reply.permanent() && says(GREYLISTING, reply)) {
      return Kind.GREYLISTED;
    }
    if (reply.code() == CLOSING) {
      return Kind.UNCLEAR;
    }
    if (utf8 && senderBeyondAscii) {
      return Kind.OURS;
    }
    return reply.hasStatus() ? byStatus(reply) : byCode(reply);
  }

  private static boolean isUtf8(SmtpReply reply) {
    return reply.subject() == CONTENT && NO_UTF8.contains(reply.detail());
  }

  private static Kind byStatus(SmtpReply reply) {
    return switch (reply.subject()) {
      case ADDRESSING -> addressing(reply);
      case MAILBOX ->
          reply.detail() == 0 || reply.detail() > 9 ? byCode(reply) : ofRecipient(reply);
      case MAIL_SYSTEM -> byWords(reply, Kind.UNCLEAR);
      case NETWORK -> network(reply);
      case PROTOCOL ->
          SESSION.contains(reply.code()) || reply.detail() == 3 ? Kind.OURS : Kind.UNCLEAR;
      case CONTENT -> isUtf8(reply) ? own(reply) : Kind.UNCLEAR;
      case POLICY -> policy(reply);
      default -> byCode(reply);
    };
  }

  /** 1.7 and 1.8 are the sender's address; 1.90 is the daily limit of Exchange Online. */
  private static Kind addressing(SmtpReply reply) {
    return switch (reply.detail()) {
      case 0 -> byCode(reply);
      case 7, 8, 20, 90 -> Kind.OURS;
      default -> ofRecipient(reply);
    };
  }

  /**
   * 4.5 is congestion, and at Gmail the limit of a day. By 4.1, Exchange Online says that it does
   * not know a recipient, though its words are "Access denied".
   */
  private static Kind network(SmtpReply reply) {
    return switch (reply.detail()) {
      case 5 -> Kind.OURS;
      case 0 -> byCode(reply);
      default -> ofRecipient(reply);
    };
  }

  private static Kind policy(SmtpReply reply) {
    if (SESSION.contains(reply.code())) {
      return Kind.OURS;
    }
    if (RECIPIENT_POLICY.contains(reply.detail())) {
      return own(reply);
    }
    return OUR_POLICY.contains(reply.detail()) || reply.detail() >= OUR_POLICY_FROM
        ? Kind.OURS
        : byWords(reply, Kind.UNCLEAR);
  }

  /** A code alone blames nobody: 550 is an unknown user, a blocked host and a forged sender. */
  private static Kind byCode(SmtpReply reply) {
    if (SESSION.contains(reply.code())) {
      return Kind.OURS;
    }
    boolean busy = reply.stage() != SmtpStage.DATA && BUSY.contains(reply.code());
    return byWords(reply, busy ? Kind.DELAYED : Kind.UNCLEAR);
  }

  /** For a status of the recipient, unless the words tell another story. */
  private static Kind ofRecipient(SmtpReply reply) {
    if (says(RESOLVER, reply)) {
      return own(reply);
    }
    if (says(WORDS_OF_SENDER, reply)) {
      return Kind.OURS;
    }
    return says(WORDS_OF_FILTER, reply) ? Kind.UNCLEAR : own(reply);
  }

  private static Kind byWords(SmtpReply reply, Kind otherwise) {
    if (says(RESOLVER, reply)) {
      return own(reply);
    }
    if (says(WORDS_OF_SENDER, reply)) {
      return Kind.OURS;
    }
    if (says(WORDS_OF_FILTER, reply) || says(WORDS_OF_NOBODY, reply)) {
      return Kind.UNCLEAR;
    }
    if (BUSY.contains(reply.code()) && says(COME_AGAIN, reply)) {
      return Kind.GREYLISTED;
    }
    return says(WORDS_OF_RECIPIENT, reply) ? own(reply) : otherwise;
  }

  private static Kind own(SmtpReply reply) {
    return reply.permanent() ? Kind.REFUSED : Kind.DELAYED;
  }
}
