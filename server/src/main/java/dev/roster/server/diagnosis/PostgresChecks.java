package dev.roster.server.diagnosis;

import dev.roster.server.diagnosis.PostgresStore.Connections;
import dev.roster.server.diagnosis.PostgresStore.Session;
import dev.roster.server.diagnosis.PostgresStore.Standbys;
import java.time.Duration;
import java.util.List;

/** The findings about PostgreSQL itself, whatever it holds. */
final class PostgresChecks {
  private static final Duration SKEWED = Duration.ofSeconds(1);
  private static final Duration WRONG = Duration.ofSeconds(60);
  private static final Duration LAGGING = Duration.ofSeconds(10);

  private PostgresChecks() {}

  static Finding encryption(Session session) {
    if (session.encrypted()) {
      return Finding.ok("tls", "the connection to the database is encrypted");
    }
    return session.local()
        ? Finding.ok("tls", "the database is on this machine, the connection is not encrypted")
        : Finding.warn(
            "tls",
            "the connection to the database is not encrypted",
            "add sslmode=verify-full and sslrootcert=FILE to the database URL");
  }

  /**
   * @param shared whether a pooler gives each transaction another session
   * @param warnings about the limits of requests
   */
  static Finding session(boolean shared, List<String> warnings) {
    if (warnings.isEmpty()) {
      return Finding.ok(
          "session",
          shared
              ? "shared by a pooler; the role has the limits of requests"
              : "Roster's own, with limits of its own");
    }
    return Finding.warn("session", String.join("; ", warnings), "see Poolers in docs/database.md");
  }

  static Finding standbys(Standbys standbys) {
    if (standbys.all() == 0 && standbys.required()) {
      return Finding.fail(
          "replication",
          "a primary whose commits wait for a standby, and none is connected",
          "start the standby, or see synchronous_standby_names");
    }
    String text = "a primary with " + Phrase.count(standbys.all(), "standby", "standbys");
    if (standbys.all() == 0 || !standbys.visible()) {
      return Finding.ok("replication", text);
    }
    String seen =
        text
            + ", "
            + standbys.synchronous()
            + " synchronous, at most "
            + standbys.lag().toMillis()
            + " ms behind";
    if (standbys.required() && standbys.synchronous() == 0) {
      return Finding.fail(
          "replication",
          seen + "; commits wait for one that is synchronous",
          "see synchronous_standby_names");
    }
    return standbys.lag().compareTo(LAGGING) > 0
        ? Finding.warn("replication", seen, "see the network and the disk of the slowest standby")
        : Finding.ok("replication", seen);
  }

  static Finding connections(Connections all, int connections) {
    int free = Math.max(all.most() - all.used(), 0);
    String text =
        "%d for a server; %d of %d are free, enough for %d servers"
            .formatted(connections, free, all.most(), free / connections);
    return free < connections
        ? Finding.warn(
            "connections",
            text,
            "lower --connections, or raise max_connections or the limit of the role")
        : Finding.ok("connections", text);
  }

  static Finding collation(List<String> changed) {
    return changed.isEmpty()
        ? Finding.ok("collation", "sorts as when the indexes were built")
        : Finding.warn(
            "collation",
            "the operating system of the database sorts "
                + Phrase.names(changed)
                + " otherwise than when"
                + " the indexes were built",
            "REINDEX DATABASE, then ALTER COLLATION ... REFRESH VERSION");
  }

  static Finding clock(Duration difference) {
    Duration skew = difference.abs();
    String text =
        skew.compareTo(SKEWED) > 0
            ? "differs from that of the database by " + Phrase.seconds(skew)
            : "that of the database, within a second";
    String remedy = "synchronize both clocks (NTP): expiry would differ between servers";
    if (skew.compareTo(WRONG) > 0) {
      return Finding.fail("clock", text, remedy);
    }
    return skew.compareTo(SKEWED) > 0
        ? Finding.warn("clock", text, remedy)
        : Finding.ok("clock", text);
  }
}
