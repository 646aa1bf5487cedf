package dev.roster.drills.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds small histories by hand. Each call takes ten microseconds after the one before. */
final class Histories {
  private final List<Call> calls = new ArrayList<>();
  private final List<FinalState.Invitation> invitations = new ArrayList<>();
  private final List<FinalState.Key> keys = new ArrayList<>();
  private final List<FinalState.Token> tokens = new ArrayList<>();
  private final Map<String, Integer> counters = new HashMap<>();
  private final Map<String, Integer> switched = new HashMap<>();
  private final Map<String, String> current = new HashMap<>(Map.of("s0", "A"));
  private final List<String> members = new ArrayList<>(List.of("owner@x"));
  private int orphans;
  private long now;

  static Map<String, String> values(String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return values;
  }

  /** A call after all before it. */
  Histories then(
      Operation operation,
      Map<String, String> arguments,
      Outcome outcome,
      int status,
      Map<String, String> answer) {
    now += 10;
    return during(now, now + 5, operation, arguments, outcome, status, answer);
  }

  /** A call with times of its own. */
  Histories during(
      long begun,
      long ended,
      Operation operation,
      Map<String, String> arguments,
      Outcome outcome,
      int status,
      Map<String, String> answer) {
    calls.add(new Call(0, 1, operation, arguments, begun, ended, outcome, status, answer));
    return this;
  }

  Histories accept(String email, Outcome outcome, String reason) {
    return then(
        Operation.ACCEPT,
        values("company", "A", "email", email),
        outcome,
        outcome == Outcome.OK ? 200 : outcome == Outcome.REFUSED ? 409 : 0,
        reason.isEmpty() ? Map.of() : values("reason", reason));
  }

  Histories invited(String email, String key, String id) {
    return then(Operation.INVITE, invite(email, key), Outcome.OK, 201, values("id", id));
  }

  Histories replayed(String email, String key, String id) {
    return then(
        Operation.INVITE,
        invite(email, key),
        Outcome.OK,
        201,
        values("id", id, "replayed", "true"));
  }

  Histories refused(String email, String key, String reason) {
    return then(
        Operation.INVITE, invite(email, key), Outcome.REFUSED, 400, values("reason", reason));
  }

  static Map<String, String> invite(String email, String key) {
    return values("person", "i0", "company", "A", "email", email, "key", key);
  }

  Histories switched(String company, String key, boolean replayed) {
    return then(
        Operation.SWITCH,
        values("person", "s0", "company", company, "key", key),
        Outcome.OK,
        200,
        replayed ? values("replayed", "true") : Map.of());
  }

  Histories current(String company) {
    return then(
        Operation.CURRENT, values("person", "s0"), Outcome.OK, 200, values("company", company));
  }

  Histories members(String api, String shown) {
    return then(
        Operation.MEMBERS,
        values("company", "A", "api", api),
        Outcome.OK,
        200,
        values("members", shown));
  }

  /** A use of the token t0. */
  Histories used(Outcome outcome, int status, String reason) {
    return then(
        Operation.CURRENT,
        values("person", "rA", "token", "t0"),
        outcome,
        status,
        values("reason", reason));
  }

  Histories revoked(Outcome outcome) {
    return then(Operation.REVOKE, values("revoked", "t0"), outcome, 0, Map.of());
  }

  /** A stored invitation with its mail and its events. */
  Histories stored(String id, String email, boolean accepted) {
    return stored(id, email, accepted, 1, 1, accepted ? 1 : 0);
  }

  Histories stored(
      String id, String email, boolean accepted, int mails, int created, int acceptances) {
    invitations.add(
        new FinalState.Invitation(id, "A", email, "i0", accepted, mails, created, acceptances));
    counters.merge("inviter i0", 1, Integer::sum);
    if (accepted) {
      members.add(email);
    }
    return this;
  }

  /** The invitation to p@x, which was there before the run. */
  Histories storedPending(boolean accepted) {
    stored("p", "p@x", accepted, 0, 0, accepted ? 1 : 0);
    counters.merge("inviter i0", -1, Integer::sum);
    return this;
  }

  Histories storedKey(Operation operation, String person, String key, String result) {
    keys.add(new FinalState.Key(person, operation.name(), key, result));
    return this;
  }

  Histories storedToken(boolean revoked, int events) {
    tokens.add(new FinalState.Token("t0", revoked, events));
    return this;
  }

  Histories storedSwitches(String company, int events) {
    switched.put("s0 " + company, events);
    return this;
  }

  Histories endsIn(String company) {
    current.put("s0", company);
    return this;
  }

  Histories counted(int used) {
    counters.put("inviter i0", used);
    return this;
  }

  Histories withoutMember(String email) {
    members.remove(email);
    return this;
  }

  Histories withMember(String email) {
    members.add(email);
    return this;
  }

  Histories withOrphan() {
    orphans++;
    return this;
  }

  History build() {
    return build("database-stop");
  }

  History build(String fault) {
    return new History(
        new Scenario(
            1,
            fault,
            Map.of("inviter", 2),
            Map.of("A", List.of("owner@x")),
            Map.of("A", List.of("p@x")),
            Map.of("s0", List.of("A", "B"))),
        calls,
        new FinalState(
            invitations, Map.of("A", members), current, keys, counters, switched, tokens, orphans));
  }

  /** The kinds of anomalies that the checker finds. */
  List<Anomaly.Kind> anomalies() {
    return Checker.check(build()).stream().map(Anomaly::kind).distinct().sorted().toList();
  }
}
