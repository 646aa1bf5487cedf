package dev.roster.server.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The decision about a mail that was not sent, or not confirmed: when it is tried again, and
 * whether sending pauses for all mail.
 *
 * @param pausesAll whether sending pauses for all mail
 * @param held whether the reason may concern every mail; it is tried again once another mail leaves
 * @param counts what the failure counts as
 * @param pause before its next attempt; null if it is given up
 */
record RetryDecision(boolean pausesAll, boolean held, Counts counts, @Nullable Duration pause) {
  /** The number of permanent refusals after which a mail is given up while others leave. */
  static final int OWN_REFUSALS = 5;

  /**
   * The number of times that a mail leaves without being confirmed. Each of them has probably
   * arrived, and each further one is a copy for a recipient who has it already.
   */
  static final int UNCONFIRMED = 3;

  /** The counter that a failure adds to; too many of one kind end the attempts. */
  enum Counts {
    /** For nothing, however often it happens. */
    NOTHING,
    /** Against this mail. */
    OWN,
    /** Against this mail, as a refusal for good while others leave, which is borne a few times. */
    REFUSAL,
    /** The mail server took it, perhaps, and did not say so. */
    UNCONFIRMED
  }

  /**
   * @param othersLeave whether another mail left since this one was held
   */
  static RetryDecision of(
      MailNotSentException failure, QueuedMail mail, boolean othersLeave, RetryPolicy policy) {
    int own = mail.ownFailures() + 1;
    Duration wait = policy.backOff(mail.attempts() + 1);
    @Nullable Duration patient = policy.givesUp(own) ? null : policy.backOff(own);
    return switch (failure.kind()) {
      case REFUSED -> new RetryDecision(false, false, Counts.OWN, null);
      case DELAYED -> new RetryDecision(false, false, Counts.OWN, patient);
      case GREYLISTED -> new RetryDecision(false, false, Counts.NOTHING, wait);
      case BLOCKED -> new RetryDecision(true, true, Counts.NOTHING, wait);
      case OURS -> new RetryDecision(!othersLeave, true, Counts.NOTHING, wait);
      case UNSURE -> unconfirmed(mail.unconfirmed() + 1, !othersLeave, policy);
      case UNCLEAR -> {
        if (!othersLeave) {
          yield new RetryDecision(true, true, Counts.NOTHING, wait);
        }
        boolean refusal = failure.permanent();
        boolean enough = refusal && mail.refusals() + 1 >= OWN_REFUSALS;
        yield new RetryDecision(
            false, true, refusal ? Counts.REFUSAL : Counts.OWN, enough ? null : patient);
      }
    };
  }

  /** Not held: a mail that leaves would let the next copy go at once. */
  private static RetryDecision unconfirmed(int times, boolean pausesAll, RetryPolicy policy) {
    @Nullable Duration pause = times >= UNCONFIRMED ? null : policy.afterUnconfirmed(times);
    return new RetryDecision(pausesAll, false, Counts.UNCONFIRMED, pause);
  }

  boolean givesUp() {
    return pause == null;
  }

  /** The reason as operators read it. */
  String reason(String reason) {
    if (counts != Counts.UNCONFIRMED) {
      return reason;
    }
    return givesUp()
        ? "sent "
            + UNCONFIRMED
            + " times and never confirmed, so it has probably arrived: "
            + reason
        : "sent without a confirmation, so it may have arrived: " + reason;
  }

  /** Reports whether the failure counts against this mail. */
  boolean own() {
    return counts == Counts.OWN || counts == Counts.REFUSAL;
  }
}
