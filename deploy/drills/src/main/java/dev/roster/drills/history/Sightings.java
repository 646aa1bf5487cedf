package dev.roster.drills.history;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The events that a run must have had to count ("sometimes" assertions). */
final class Sightings {

  /** An event that makes the models decide something. */
  enum Sighting {
    INVITED(call -> call.operation() == Operation.INVITE && call.isOk() && !call.isReplayed()),
    INVITATION_REPLAYED(call -> call.operation() == Operation.INVITE && call.isReplayed()),
    INVITED_BEFORE(call -> call.isRefusedFor("invited")),
    MEMBER_BEFORE(call -> call.isRefusedFor("member")),
    QUOTA_REACHED(call -> call.isRefusedFor("quota")),
    KEY_TAKEN(call -> call.isRefusedFor("key")),
    ACCEPTED(call -> call.operation() == Operation.ACCEPT && call.isOk()),
    ACCEPTED_BEFORE(call -> call.isRefusedFor("accepted")),
    SWITCHED(call -> call.operation() == Operation.SWITCH && call.isOk() && !call.isReplayed()),
    SWITCH_REPLAYED(call -> call.operation() == Operation.SWITCH && call.isReplayed()),
    COMPANY_MISSING(call -> call.operation() == Operation.SWITCH && call.isRefusedFor("missing")),
    TOKEN_REVOKED(call -> call.operation() == Operation.REVOKE && call.isOk()),
    TOKEN_REFUSED(call -> call.isRefusedFor("credentials")),
    READ_BY_COOLSET(call -> call.isOk() && call.argument("api").equals("coolset")),
    READ_BY_COMPLEAT(call -> call.isOk() && call.argument("api").equals("compleat"));

    private final Predicate<Call> seen;

    Sighting(Predicate<Call> seen) {
      this.seen = seen;
    }
  }

  private Sightings() {}

  /** The events that the calls lack. */
  static Set<Sighting> missing(List<Call> calls) {
    Set<Sighting> missing = EnumSet.allOf(Sighting.class);
    missing.removeIf(sighting -> calls.stream().anyMatch(sighting.seen));
    return missing;
  }

  /** The calls that overlapped another one for the same object at the other replica. */
  static long collisions(List<Call> calls) {
    List<Call> writes =
        calls.stream()
            .filter(call ->
                call.operation() == Operation.INVITE
                    || call.operation() == Operation.ACCEPT
                    || call.operation() == Operation.SWITCH)
            .toList();
    return writes.stream()
        .filter(call ->
            writes.stream()
                .anyMatch(other ->
                    other.replica() != call.replica()
                        && other.operation() == call.operation()
                        && other.begun() <= call.ended()
                        && call.begun() <= other.ended()
                        && isSameObject(other, call)))
        .count();
  }

  private static boolean isSameObject(Call one, Call other) {
    String argument = one.operation() == Operation.SWITCH ? "person" : "email";
    return one.argument(argument).equals(other.argument(argument));
  }
}
