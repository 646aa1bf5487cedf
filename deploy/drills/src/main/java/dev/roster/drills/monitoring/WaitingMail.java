package dev.roster.drills.monitoring;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.PostgresServer;
import dev.roster.drills.fault.Fault;
import dev.roster.drills.fault.FaultMode;
import java.time.Duration;

/** Mails that wait for a mail server, and are older than they are. */
final class WaitingMail implements AlertFault {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final PostgresServer postgres;
  private final Fault away;

  WaitingMail(Cluster cluster) {
    this.postgres = cluster.postgres();
    this.away = FaultMode.SMTP_AWAY.on(cluster);
  }

  @Override
  public void make() {
    away.inject();
    Await.until(
        "a mail was tried in vain",
        LONGEST,
        () ->
            postgres.number(
                    "SELECT count(*) FROM outbox WHERE state = 'waiting' AND last_error IS NOT"
                        + " NULL")
                > 0);
    // nobody waits for a quarter of an hour
    postgres.execute(
        "UPDATE outbox SET created_at = created_at - interval '20 minutes' WHERE state ="
            + " 'waiting'");
  }

  @Override
  public void close() {
    away.close();
  }
}
