package dev.roster.server.mail;

import dev.roster.server.mail.MailNotSent.Kind;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a refusal of a mail server concerns: the recipient, every mail of ours, or one of the two.
 * The enhanced status code (RFC 3463, RFC 5248) decides, then the reply code, and words only where
 * both leave it open. docs/invitations.md has the table.
 */
final class ReplyMeaning {
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

  private static final Set<Integer> RECIPIENT = Set.of(450, 451, 550, 551, 552, 553, 556);

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

  private static final Pattern WORDS_OF_RECIPIENT =
      words(
          "gr[ae]y ?-?list|unknown"
              + " (user|recipient|local|mailbox)|(user|recipient|mailbox|addressee) unknown|no such"
              + " (user|recipient|mailbox|address|person)|does(n't| not) (exist|have"
              + " a)|(user|recipient|mailbox|address) (not"
              + " found|unavailable|full|disabled|inactive)|invalid"
              + " (recipient|mailbox)|unrouteable|over ?quota|no mailbox|recipient address"
              + " rejected: (access denied|user|undeliverable|unverified)|resolver\\.(rst|adr)");

  private static final Pattern WORDS_OF_SENDER =
      words(
          "relay|rcpthosts|helo|ehlo|client host|sender|sendas|submission|from"
              + " address|identit|spf|dkim|dmarc|dnsbl|rbl|rdns|ptr|reverse (dns|host)|black"
              + " ?-?list(ed|s)? (by|at|on)|spamhaus|spamcop|barracuda|blocked"
              + " using|authenticat|auth required|not (permitted|allowed|authori[sz]ed) to"
              + " (send|relay)|log ?-?in|log on|starttls|tls required|throttl|sending"
              + " limit|(daily|hourly) |credits|suspended for this account|your"
              + " (ip|host|server|account|domain)|ip address|banned|not"
              + " verified|sequence|pipelin|bare (lf|line)");

  private static final Pattern WORDS_OF_NOBODY =
      words(
          "policy|prohibit|administrative|blocked|black ?-?list|block ?-?list|deny"
              + " ?-?list|reputation|not authori[sz]ed|encrypt|certificate|rate limit|too"
              + " (many|fast)|(as|is|like|considered|detected) spam|spam"
              + " (detected|points|score)|unsolicited|local"
              + " (problem|error)|internal|lookup|resources|storage|disk|size|too (big|large)");

  private ReplyMeaning() {}

  private static Pattern words(String alternatives) {
    return Pattern.compile("(?i)\\b(?:" + alternatives + ")");
  }

  /** What is known of a mail after a refusal. */
  static Kind of(SmtpReply reply) {
    if (!reply.stage().knowsRecipient()) {
      return reply.stage() == SmtpStage.MAIL && utf8Refused(reply) ? Kind.REFUSED : Kind.BLOCKED;
    }
    if (!reply.refuses()) {
      return reply.stage() == SmtpStage.END_OF_DATA ? Kind.UNSURE : Kind.UNCLEAR;
    }
    if (reply.code() == CLOSING) {
      return Kind.UNCLEAR;
    }
    return reply.hasStatus() ? byStatus(reply) : byCode(reply);
  }

  private static boolean utf8Refused(SmtpReply reply) {
    return reply.permanent() && reply.subject() == CONTENT && NO_UTF8.contains(reply.detail());
  }

  private static Kind byStatus(SmtpReply reply) {
    return switch (reply.subject()) {
      case ADDRESSING -> addressing(reply);
      case MAILBOX -> reply.detail() == 0 || reply.detail() > 9 ? byCode(reply) : own(reply);
      case MAIL_SYSTEM -> byWords(reply, Kind.UNCLEAR);
      case NETWORK -> network(reply);
      case PROTOCOL ->
          SESSION.contains(reply.code()) || reply.detail() == 3 ? Kind.OURS : Kind.UNCLEAR;
      case CONTENT -> NO_UTF8.contains(reply.detail()) ? own(reply) : Kind.UNCLEAR;
      case POLICY -> policy(reply);
      default -> byCode(reply);
    };
  }

  /** 1.7 and 1.8 are the sender's address; 1.90 is the daily limit of Exchange Online. */
  private static Kind addressing(SmtpReply reply) {
    return switch (reply.detail()) {
      case 0 -> byCode(reply);
      case 7, 8, 20, 90 -> Kind.OURS;
      default -> own(reply);
    };
  }

  /** 4.5 is congestion, and at Gmail the limit of a day. */
  private static Kind network(SmtpReply reply) {
    if (reply.detail() == 5) {
      return Kind.OURS;
    }
    Kind spoken = byWords(reply, own(reply));
    return reply.detail() == 1 || reply.detail() == 0 ? spoken : own(reply);
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

  private static Kind byCode(SmtpReply reply) {
    if (SESSION.contains(reply.code())) {
      return Kind.OURS;
    }
    boolean asked = reply.stage() != SmtpStage.DATA;
    boolean mail = reply.stage() == SmtpStage.END_OF_DATA && reply.code() == 554;
    return byWords(
        reply, asked && (mail || RECIPIENT.contains(reply.code())) ? own(reply) : Kind.UNCLEAR);
  }

  private static Kind byWords(SmtpReply reply, Kind otherwise) {
    if (WORDS_OF_RECIPIENT.matcher(reply.text()).find()) {
      return own(reply);
    }
    if (WORDS_OF_SENDER.matcher(reply.text()).find()) {
      return Kind.OURS;
    }
    return WORDS_OF_NOBODY.matcher(reply.text()).find() ? Kind.UNCLEAR : otherwise;
  }

  private static Kind own(SmtpReply reply) {
    return reply.permanent() ? Kind.REFUSED : Kind.DELAYED;
  }
}
