package dev.roster.drills.fault;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.FreePorts;
import dev.roster.drills.cluster.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The mail server refuses connections. */
final class SmtpAway implements Fault {
  private static final String HELD =
      "SELECT count(*) FROM outbox WHERE state = 'waiting' AND last_error IS NOT NULL";
  private static final String WAITING = "SELECT count(*) FROM outbox WHERE state <> 'sent'";

  /** The longest pause of the relay, and time to send what has gathered. */
  private static final Duration DELIVERY = Duration.ofSeconds(60);

  private final PostgresServer postgres;
  private final MailServer server;
  private long held;
  private int receivedBefore;

  SmtpAway(Cluster cluster) {
    this.postgres = cluster.postgres();
    this.server = MailServer.of(cluster.plan());
    server.open();
  }

  /** The plan with a mail server on a free port. */
  static ClusterPlan prepare(ClusterPlan plan) {
    String url = "smtp://127.0.0.1:" + FreePorts.find(1).getFirst();
    return plan.withOptions("--smtp-url", url, "--mail-from", "roster@drill.example");
  }

  @Override
  public void inject() {
    receivedBefore = server.received().size();
    server.shut();
  }

  @Override
  public void lift() {
    held = postgres.number(HELD);
    server.open();
  }

  @Override
  public boolean wasHit() {
    return held > 0 && receivedBefore > 0;
  }

  @Override
  public String evidence() {
    return receivedBefore + " mails had arrived before, " + held + " were tried in vain";
  }

  @Override
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    if (!Await.holdsWithin(DELIVERY, () -> postgres.number(WAITING) == 0)) {
      complaints.add(postgres.number(WAITING) + " mails did not leave");
    }
    List<String> received = server.received();
    long wanted = postgres.number("SELECT count(*) FROM outbox");
    long different = received.stream().distinct().count();
    if (different != wanted) {
      complaints.add(different + " mails arrived of " + wanted);
    }
    if (received.size() != different) {
      complaints.add(received.size() - different + " mails arrived twice");
    }
    return complaints;
  }

  @Override
  public void close() {
    server.shut();
  }
}
