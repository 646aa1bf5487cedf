package dev.roster.drills.judge;

import dev.roster.drills.load.Call;
import dev.roster.drills.load.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares the record of a drill with the targets that every fault has. */
public final class Judge {
  static final long LONGEST_MILLIS = 10_000;
  static final long RECOVERY_MILLIS = 5_000;
  private static final Set<Integer> EXPECTED = Set.of(200, 201, 500, 503);

  private final DrillRecord drill;
  private final List<String> findings = new ArrayList<>();

  private Judge(DrillRecord drill) {
    this.drill = drill;
  }

  /** Judges a drill. */
  public static Verdict judge(DrillRecord drill) {
    return new Judge(drill).verdict();
  }

  private Verdict verdict() {
    long longest = drill.calls().stream().mapToLong(Call::millis).max().orElse(0);
    long errors500 = count(call -> call.status() == 500);
    long silent = count(call -> call.status() == 503 && !call.retryAfter());
    int lost = lost();
    int twice = twice();
    missed(!drill.hit(), "the fault was not hit");
    missed(
        count(call -> call.millis() > LONGEST_MILLIS),
        "calls took longer than 10 s, the longest " + longest + " ms");
    missed(recovery() > RECOVERY_MILLIS, "recovery took " + recovery() + " ms");
    missed(errors500, "calls were 500");
    missed(silent, "calls were 503 without Retry-After");
    missed(count(call -> isUnexpected(call.status())), "calls had an unexpected status");
    missed(count(this::isUnanswered), "calls got no response");
    missed(count(this::failedOutside), "calls failed though the fault did not hold");
    missed(twice, "writes were applied twice");
    missed(
        drill.writes().stream().filter(write -> !write.isAcknowledged()).count(),
        "writes were never acknowledged");
    missed(drill.writes().stream().noneMatch(Write::isAcknowledged), "no write was made");
    findings.addAll(drill.complaints());
    return new Verdict(
        drill.mode(),
        drill.seed(),
        drill.hit(),
        drill.evidence(),
        drill.calls().size(),
        statuses(),
        during(),
        longest,
        recovery(),
        (int) drill.writes().stream().filter(Write::isAcknowledged).count(),
        lost,
        twice,
        errors500,
        silent,
        List.copyOf(findings));
  }

  private void missed(boolean missed, String what) {
    if (missed) {
      findings.add(what);
    }
  }

  private void missed(long number, String what) {
    missed(number > 0, number + " " + what);
  }

  private long count(Predicate<Call> which) {
    return drill.calls().stream().filter(which).count();
  }

  private static boolean isUnexpected(int status) {
    return status != 0 && !EXPECTED.contains(status);
  }

  /** Without a response, and not because the replica was killed. */
  private boolean isUnanswered(Call call) {
    boolean killed =
        drill.effect() == Effect.REPLICA_GONE
            && call.replica() == 0
            && call.endMillis() >= drill.injectedMillis()
            && call.startMillis() <= drill.liftedMillis();
    return call.status() == 0 && !killed;
  }

  /** Before the fault, or beside a fault that concerns no call. */
  private boolean failedOutside(Call call) {
    boolean outside = drill.effect() == Effect.NONE || call.endMillis() < drill.injectedMillis();
    return outside && !call.succeeded();
  }

  private long recovery() {
    long last =
        drill.calls().stream()
            .filter(call -> !call.succeeded())
            .mapToLong(Call::endMillis)
            .max()
            .orElse(0);
    return Math.max(0, last - drill.liftedMillis());
  }

  private double during() {
    List<Call> calls =
        drill.calls().stream()
            .filter(call -> call.startMillis() >= drill.injectedMillis())
            .filter(call -> call.startMillis() < drill.liftedMillis())
            .toList();
    long succeeded = calls.stream().filter(Call::succeeded).count();
    return calls.isEmpty() ? 0 : (double) succeeded / calls.size();
  }

  private Map<String, Long> statuses() {
    return drill.calls().stream()
        .collect(
            Collectors.groupingBy(
                call -> call.status() == 0 ? call.failure() : Integer.toString(call.status()),
                TreeMap::new,
                Collectors.counting()));
  }

  /** Acknowledged invitations that are not there, and switches that are not seen. */
  private int lost() {
    List<String> lost = new ArrayList<>();
    for (Write write : drill.writes()) {
      if (!stored(write).containsAll(write.ids())) {
        lost.add(write.address());
      }
    }
    long current = drill.switches().last();
    if (current != 0 && current != drill.stored().company()) {
      lost.add("the switch to company " + current);
    }
    lost.addAll(
        Collections.nCopies((int) drill.switches().stale(), "a switch, read on another replica"));
    lost.addAll(Collections.nCopies(missingParts(), "a count, event or mail of an invitation"));
    missed(!lost.isEmpty(), "lost: " + lost);
    return lost.size();
  }

  private List<String> stored(Write write) {
    return drill.stored().invitations().getOrDefault(write.address(), List.of());
  }

  /** Counts, events or mails that an invitation came without. */
  private int missingParts() {
    Stored stored = drill.stored();
    long fewest = Math.min(stored.counted(), Math.min(stored.audited(), stored.mails()));
    return (int) Math.max(0, rows() - fewest);
  }

  private long rows() {
    return drill.stored().invitations().values().stream().mapToLong(List::size).sum();
  }

  /** More invitations, counts, events or mails than writes. */
  private int twice() {
    int twice = 0;
    for (Write write : drill.writes()) {
      List<String> there = stored(write);
      Set<String> different = new HashSet<>(there);
      different.addAll(write.ids());
      twice += Math.max(0, different.size() - 1);
    }
    Stored stored = drill.stored();
    long most = Math.max(stored.counted(), Math.max(stored.audited(), stored.mails()));
    return twice + (int) Math.max(0, most - rows());
  }
}
