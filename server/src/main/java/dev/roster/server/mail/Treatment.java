package dev.roster.server.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a mail that did not leave.
 *
 * @param rests whether all mail rests with it
 * @param held whether the reason may concern every mail
 * @param own whether the failure counts against this mail
 * @param refusal whether it was turned away for good while others leave, which is borne a few times
 * @param pause before its next attempt; null if it is given up
 */
record Treatment(
    boolean rests, boolean held, boolean own, boolean refusal, @Nullable Duration pause) {
  /** How often a mail is turned away for good, and others leave, until it is its own matter. */
  static final int OWN_REFUSALS = 5;

  /**
   * @param othersLeave whether another mail left since this one was held
   */
  static Treatment of(MailNotSent failure, Letter letter, boolean othersLeave, RelayPace pace) {
    int own = letter.ownFailures() + 1;
    Duration wait = pace.backOff(letter.attempts() + 1);
    @Nullable Duration patient = pace.givesUp(own) ? null : pace.backOff(own);
    return switch (failure.kind()) {
      case REFUSED -> new Treatment(false, false, true, false, null);
      case DELAYED -> new Treatment(false, false, true, false, patient);
      case GREYLISTED -> new Treatment(false, false, false, false, wait);
      case BLOCKED -> new Treatment(true, true, false, false, wait);
      case OURS -> new Treatment(!othersLeave, true, false, false, wait);
      case UNSURE -> new Treatment(!othersLeave, true, true, false, patient);
      case UNCLEAR -> {
        if (!othersLeave) {
          yield new Treatment(true, true, false, false, wait);
        }
        boolean refusal = failure.permanent();
        boolean enough = refusal && letter.refusals() + 1 >= OWN_REFUSALS;
        yield new Treatment(false, true, true, refusal, enough ? null : patient);
      }
    };
  }

  boolean givesUp() {
    return pause == null;
  }
}
