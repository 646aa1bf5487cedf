package dev.roster.server.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The treatment of a mail that did not leave, or was not confirmed.
 *
 * @param rests whether all mail rests with it
 * @param held whether the reason may concern every mail; whatever leaves then gives it its turn
 * @param counts what the failure counts as
 * @param pause before its next attempt; null if it is given up
 */
record Treatment(boolean rests, boolean held, Counts counts, @Nullable Duration pause) {
  /** The number of permanent refusals after which a mail is given up while others leave. */
  static final int OWN_REFUSALS = 5;

  /**
   * The number of times that a mail leaves without being confirmed. Each of them has probably
   * arrived, and each further one is a copy for somebody who has it already.
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
  static Treatment of(
      MailNotSentException failure, QueuedMail letter, boolean othersLeave, RetryPolicy pace) {
    int own = letter.ownFailures() + 1;
    Duration wait = pace.backOff(letter.attempts() + 1);
    @Nullable Duration patient = pace.givesUp(own) ? null : pace.backOff(own);
    return switch (failure.kind()) {
      case REFUSED -> new Treatment(false, false, Counts.OWN, null);
      case DELAYED -> new Treatment(false, false, Counts.OWN, patient);
      case GREYLISTED -> new Treatment(false, false, Counts.NOTHING, wait);
      case BLOCKED -> new Treatment(true, true, Counts.NOTHING, wait);
      case OURS -> new Treatment(!othersLeave, true, Counts.NOTHING, wait);
      case UNSURE -> unconfirmed(letter.unconfirmed() + 1, !othersLeave, pace);
      case UNCLEAR -> {
        if (!othersLeave) {
          yield new Treatment(true, true, Counts.NOTHING, wait);
        }
        boolean refusal = failure.permanent();
        boolean enough = refusal && letter.refusals() + 1 >= OWN_REFUSALS;
        yield new Treatment(
            false, true, refusal ? Counts.REFUSAL : Counts.OWN, enough ? null : patient);
      }
    };
  }

  /** Not held: a mail that leaves would let the next copy go at once. */
  private static Treatment unconfirmed(int times, boolean rests, RetryPolicy pace) {
    @Nullable Duration pause = times >= UNCONFIRMED ? null : pace.afterUnconfirmed(times);
    return new Treatment(rests, false, Counts.UNCONFIRMED, pause);
  }

  boolean givesUp() {
    return pause == null;
  }

  /** The reason, for whoever runs the server. */
  String told(String reason) {
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
