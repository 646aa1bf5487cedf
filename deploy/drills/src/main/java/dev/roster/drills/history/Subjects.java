package dev.roster.drills.history;

import java.util.stream.Stream;

/** Names of the objects that calls are about. */
final class Subjects {
  private Subjects() {}

  /** The address in its company: there is never more than one invitation of both. */
  static String invitee(Call call) {
    return call.argument("email") + " in " + call.argument("company");
  }

  static String invitee(FinalState.Invitation stored) {
    return stored.email() + " in " + stored.company();
  }

  /** The earliest time at which one of the calls can have had its effect; never without one. */
  static long firstPossible(Stream<Call> calls) {
    return calls.filter(Call::mayCount).mapToLong(Call::begun).min().orElse(Long.MAX_VALUE);
  }

  /** The time at which the effect was certainly there; never without an acknowledgement. */
  static long firstCertain(Stream<Call> calls) {
    return calls.filter(Call::isOk).mapToLong(Call::ended).min().orElse(Long.MAX_VALUE);
  }
}
