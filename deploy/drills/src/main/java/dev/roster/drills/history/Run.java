package dev.roster.drills.history;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.Replica;
import dev.roster.drills.fault.Fault;
import dev.roster.drills.history.Sightings.Sighting;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** One run: some seconds of colliding clients and a disturbance. */
final class Run {
  static final Map<String, Integer> QUOTAS = Map.of("inviter", 5, "company", 12, "target", 2);

  private static final int CLIENTS = 8;
  private static final int OPERATOR = -1;
  private static final int SLOTS = 2 * Client.ROUND;
  private static final int AFTER = Client.ROUND / 2;

  /** So long writes gather behind a lock before the fault acts. */
  private static final Duration GATHERING = Duration.ofMillis(250);

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofSeconds(120);

  /**
   * @param hit whether the disturbance proved that it acted
   * @param missing what the run should have seen, and has not
   */
  record Result(
      History history,
      List<Anomaly> anomalies,
      boolean hit,
      String evidence,
      Set<Sighting> missing,
      long collisions) {

    /** Reports whether the run says anything about a server that it found no fault with. */
    boolean counts() {
      return hit && missing.isEmpty() && collisions > 0;
    }
  }

  private final Cluster cluster;
  private final MailSink mail;
  private final Operator operator;
  private final Disturbance disturbance;
  private final long seed;
  private final Recorder recorder = new Recorder();
  private final AtomicInteger lifted = new AtomicInteger(Integer.MAX_VALUE);
  private final Phaser slots =
      new Phaser(CLIENTS) {
        @Override
        protected boolean onAdvance(int slot, int clients) {
          return clients == 0 || slot >= SLOTS && slot - AFTER >= lifted.get();
        }
      };

  Run(Cluster cluster, MailSink mail, Operator operator, Disturbance disturbance, long seed) {
    this.cluster = cluster;
    this.mail = mail;
    this.operator = operator;
    this.disturbance = disturbance;
    this.seed = seed;
  }

  Result run() throws SQLException, InterruptedException {
    Directory directory;
    try (Connection database = cluster.postgres().connect()) {
      directory = Directory.create(database, seed, disturbance.label(), QUOTAS);
    }
    List<URI> urls = cluster.replicas().stream().map(Replica::url).toList();
    Api api = new Api(urls, directory, recorder, PATIENCE, disturbance.impatience());
    Fault fault = callAll(api, directory);
    finalReads(new Api(urls, directory, recorder, PATIENCE, 0), directory);
    boolean hit = fault.wasHit();
    String evidence = fault.evidence();
    mail.mailsTo(directory.domain())
        .forEach(each ->
            recorder.add(
                new Call(
                    OPERATOR,
                    0,
                    Operation.MAIL,
                    Map.of("email", each.to(), "message", each.messageId()),
                    recorder.now(),
                    recorder.now(),
                    Outcome.OK,
                    0,
                    Map.of())));
    FinalState end;
    try (Connection database = cluster.postgres().connect()) {
      end = new FinalStateReader(database, directory).read(recorder.calls());
    }
    List<Call> calls =
        recorder.calls().stream().sorted(java.util.Comparator.comparingLong(Call::begun)).toList();
    History history = new History(directory.scenario(), calls, end);
    return new Result(
        history,
        Checker.check(history),
        hit,
        evidence,
        Sightings.missing(calls),
        Sightings.collisions(calls));
  }

  private Fault callAll(Api api, Directory directory) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      Queue<Call> invitations = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(threads.submit(new Client(i, api, directory, mail, slots, invitations)));
      }
      running.add(threads.submit(() -> revokeAll(api, directory)));
      Future<?> locks = threads.submit(() -> TableLock.again(cluster.postgres(), new Random(seed)));
      try {
        Fault fault = disturbInTime();
        for (Future<?> each : running) {
          each.get();
        }
        return fault;
      } finally {
        // also behind a failure, since the end waits for all threads
        locks.cancel(true);
      }
    } catch (java.util.concurrent.ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    }
  }

  private Fault disturbInTime() {
    try {
      awaitSlot(Client.ROUND / 2 + (int) (seed % Client.ROUND));
      return disturb();
    } finally {
      lifted.set(slots.getPhase());
    }
  }

  /** Every second time the lock is that of the audit log, which all writes need. */
  private Fault disturb() {
    try (TableLock lock = TableLock.on(cluster.postgres(), seed % 2 == 0 ? 0 : seed);
        Fault fault = disturbance.on(cluster, mail, lock)) {
      Await.pass(GATHERING);
      fault.inject();
      lock.close();
      Await.pass(disturbance.held());
      fault.lift();
      return fault;
    }
  }

  /** Waits until the clients have begun a slot, or have ended. */
  private void awaitSlot(int slot) {
    Await.until("slot " + slot, LONGEST, () -> slots.isTerminated() || slots.getPhase() >= slot);
  }

  private void revokeAll(Api api, Directory directory) {
    for (int i = 0; i < Directory.REVOCABLE.size(); i++) {
      String token = Directory.REVOCABLE.get(i);
      awaitSlot((i + 1) * SLOTS / (Directory.REVOCABLE.size() + 1));
      long begun = recorder.now();
      int code = operator.revoke(directory.token(token));
      recorder.add(
          new Call(
              OPERATOR,
              0,
              Operation.REVOKE,
              Map.of("revoked", token),
              begun,
              recorder.now(),
              code == 0 ? Outcome.OK : Outcome.UNKNOWN,
              0,
              Map.of("code", Integer.toString(code))));
      // it holds at once, at both replicas
      api.current(OPERATOR, 0, "rA", token);
      api.current(OPERATOR, 1, "rA", token);
    }
  }

  /** Reads everything at both replicas when the disturbance is over. */
  private static void finalReads(Api api, Directory directory) {
    for (int replica = 0; replica < 2; replica++) {
      int at = replica;
      for (String company : Directory.COMPANIES) {
        untilKnown(() -> api.members(OPERATOR, at, company));
        untilKnown(() -> api.compleatMembers(OPERATOR, at, company));
      }
      for (String person : Directory.SWITCHERS) {
        untilKnown(() -> api.current(OPERATOR, at, person, person));
      }
      for (String token : Directory.REVOCABLE) {
        untilKnown(() -> api.current(OPERATOR, at, "rA", token));
      }
    }
  }

  private static void untilKnown(Supplier<Call> read) {
    AtomicReference<Call> last = new AtomicReference<>();
    boolean known =
        Await.holdsWithin(
            Duration.ofSeconds(20),
            () -> {
              Call call = read.get();
              last.set(call);
              return call.isOk() || call.isRefusedFor("credentials");
            });
    if (!known) {
      throw new DrillException("a read after the run is not answered: " + last.get());
    }
  }
}
