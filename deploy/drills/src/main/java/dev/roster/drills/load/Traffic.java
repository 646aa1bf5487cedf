package dev.roster.drills.load;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.DrillException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open mix of reads and writes: requests come at their own times, however long those before them
 * take. The seed decides times, kinds and replicas.
 */
public final class Traffic implements AutoCloseable {
  private static final String READER = "demo-editor-token";
  private static final Duration LONGEST_REPETITION = Duration.ofSeconds(30);

  private final Client client;
  private final Random random;
  private final double perSecond;
  private final Optional<String> token;
  private final Inviter inviter;
  private final Switcher switcher;
  private final String prefix;
  private final AtomicInteger names = new AtomicInteger();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread arrivals = Thread.ofPlatform().name("arrivals").unstarted(this::arrive);
  private volatile boolean arriving = true;

  /**
   * @param name of the traffic, which keys and addresses begin with
   * @param token for a part of the reads, beside that of the demo data
   */
  public Traffic(
      String name, List<URI> replicas, long seed, double perSecond, Optional<String> token) {
    this.client = new Client(replicas);
    this.random = new Random(seed);
    this.perSecond = perSecond;
    this.token = token;
    this.prefix = name + "-";
    this.inviter = new Inviter(client);
    this.switcher = new Switcher(client, prefix);
  }

  /** Begins to send. */
  public void start() {
    run(switcher::run);
    arrivals.start();
  }

  /** The time since the traffic was made, in milliseconds, as in {@link Call}. */
  public long now() {
    return client.now();
  }

  /** Sends nothing new, and returns when every call has ended and every write has been settled. */
  public void finish() {
    arriving = false;
    inviter.giveUpAt(now() + LONGEST_REPETITION.toMillis());
    switcher.finish();
    clients.close();
  }

  public List<Call> calls() {
    return client.calls();
  }

  /** The invitations, after {@link #finish}. */
  public List<Write> writes() {
    return inviter.writes();
  }

  /** The switches of a workspace, after {@link #finish}. */
  public Switches switches() {
    return switcher.switches();
  }

  @Override
  public void close() {
    arriving = false;
    clients.shutdownNow();
    client.close();
  }

  private void arrive() {
    while (arriving) {
      double seconds = -Math.log(1 - random.nextDouble()) / perSecond;
      Await.pass(Duration.ofNanos((long) (seconds * 1e9)));
      double kind = random.nextDouble();
      int replica = random.nextInt(client.replicas());
      boolean again = random.nextInt(10) == 0;
      if (arriving) {
        send(kind, replica, again);
      }
    }
  }

  /** Ends quietly where the drill broke off and interrupts its clients. */
  private void run(Runnable work) {
    clients.execute(() -> {
      try {
        work.run();
      } catch (DrillException interrupted) {
        if (arriving) {
          throw interrupted;
        }
      }
    });
  }

  private void send(double kind, int replica, boolean again) {
    if (kind < 0.3) {
      String name = prefix + names.incrementAndGet();
      run(() -> inviter.invite(name, replica, again));
    } else if (kind < 0.6) {
      run(() -> client.get(Operation.COMPANIES, replica, "companies/?ordering=name", READER));
    } else {
      String reader = kind < 0.8 ? token.orElse(READER) : READER;
      run(() -> client.get(Operation.ME, replica, "users/me/", reader));
    }
  }
}
