package dev.roster.drills.history;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.Relay;
import dev.roster.drills.cluster.Replica;
import dev.roster.drills.command.Labels;
import dev.roster.drills.fault.Fault;
import dev.roster.drills.fault.FaultMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** What acts upon the cluster while the clients of a run call. */
public enum Disturbance {
  NONE,
  CLIENT_CUT,
  CONNECTION_CUT,
  DATABASE_STOP,
  DATABASE_FREEZE,
  REPLICA_KILL,
  SMTP_AWAY;

  /** The name on the command line, such as {@code database-stop}. */
  public String label() {
    return Labels.of(this);
  }

  /** The disturbance of this label. */
  static Disturbance named(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The share of calls whose client does not wait for the response. */
  double impatience() {
    return this == CLIENT_CUT ? 0.25 : 0;
  }

  /**
   * Reports whether another run on the same cluster can be hit by it. A relay that has found no
   * mail server does not look for one again before a run is over.
   */
  boolean canFollowItself() {
    return this != SMTP_AWAY;
  }

  /** How long it lasts: a freeze until the server gives up, everything else a moment. */
  Duration held() {
    return Duration.ofMillis(this == DATABASE_FREEZE ? 3_500 : 400);
  }

  /**
   * The fault, to be made on the cluster.
   *
   * @param lock that is held until the fault has acted
   */
  Fault on(Cluster cluster, MailSink mail, TableLock lock) {
    return switch (this) {
      case NONE, CLIENT_CUT -> new Nothing();
      case CONNECTION_CUT -> new ConnectionsCut(cluster.relay().orElseThrow());
      case DATABASE_STOP -> FaultMode.DATABASE_STOP.on(cluster);
      case DATABASE_FREEZE -> FaultMode.DATABASE_FREEZE.on(cluster);
      case REPLICA_KILL -> new ReplicaKilled(cluster.replicas().getLast(), lock);
      case SMTP_AWAY -> new MailAway(cluster, mail, lock);
    };
  }

  private record Nothing() implements Fault {
    @Override
    public void inject() {}

    @Override
    public void lift() {}

    @Override
    public boolean wasHit() {
      return true;
    }

    @Override
    public String evidence() {
      return "nothing was to be hit";
    }
  }

  /** Cuts all connections to the database, again and again, whatever is on its way. */
  private static final class ConnectionsCut implements Fault {
    private static final int TIMES = 12;
    private static final Duration PAUSE = Duration.ofMillis(60);
    private final Relay relay;
    private int cut;

    ConnectionsCut(Relay relay) {
      this.relay = relay;
    }

    @Override
    public void inject() {
      for (int i = 0; i < TIMES; i++) {
        cut += relay.cut();
        Await.pass(PAUSE);
      }
    }

    @Override
    public void lift() {}

    @Override
    public boolean wasHit() {
      return cut > 0;
    }

    @Override
    public String evidence() {
      return cut + " sockets were closed";
    }
  }

  /**
   * A replica is killed while writes wait in the database for the lock of a table, which is given
   * up before: what they have sent is done, and nobody reads how it ended.
   */
  private static final class ReplicaKilled implements Fault {
    private static final Duration MOMENT = Duration.ofMillis(150);
    private final Replica replica;
    private final TableLock lock;
    private boolean died;

    ReplicaKilled(Replica replica, TableLock lock) {
      this.replica = replica;
      this.lock = lock;
    }

    @Override
    public void inject() {
      replica.signal("STOP");
      lock.close();
      Await.pass(MOMENT);
      replica.kill();
      died = !replica.isAlive();
    }

    @Override
    public void lift() {
      replica.start();
      replica.awaitReady();
    }

    @Override
    public boolean wasHit() {
      return died;
    }

    @Override
    public String evidence() {
      return "the process was gone";
    }
  }

  /**
   * The mail server refuses connections while the mail of gathered writes becomes due. Their lock
   * is given up before, since the relay needs it to note what became of a mail.
   */
  private static final class MailAway implements Fault {
    private final Cluster cluster;
    private final MailSink mail;
    private final TableLock lock;
    private int failed;

    MailAway(Cluster cluster, MailSink mail, TableLock lock) {
      this.cluster = cluster;
      this.mail = mail;
      this.lock = lock;
    }

    @Override
    public void inject() {
      mail.stop();
      int before = attempts();
      lock.close();
      Await.holdsWithin(Duration.ofSeconds(5), () -> attempts() > before);
      failed = attempts() - before;
    }

    private int attempts() {
      try (Connection database = cluster.postgres().connect();
          Statement statement = database.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT coalesce(sum(attempts), 0) FROM outbox WHERE last_error IS NOT NULL")) {
        row.next();
        return row.getInt(1);
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public void lift() {
      mail.start();
    }

    @Override
    public boolean wasHit() {
      return failed > 0;
    }

    @Override
    public String evidence() {
      return failed + " attempts to send failed";
    }
  }
}
