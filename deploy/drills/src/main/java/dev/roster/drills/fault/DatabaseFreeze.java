package dev.roster.drills.fault;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Commands;
import dev.roster.drills.cluster.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** All processes of PostgreSQL are stopped by SIGSTOP: the kernel accepts, nobody responds. */
final class DatabaseFreeze implements Fault {
  private final PostgresServer postgres;
  private List<Long> frozen = List.of();
  private boolean allStopped;

  DatabaseFreeze(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Override
  public void inject() {
    // the postmaster first, so that no backend is started meanwhile
    signal("STOP", postgres.postmaster().stream().toList());
    frozen = postgres.pids();
    signal("STOP", frozen);
    allStopped =
        Await.holdsWithin(
            Duration.ofSeconds(2), () -> frozen.stream().allMatch(DatabaseFreeze::isStopped));
  }

  @Override
  public void lift() {
    signal("CONT", frozen);
    frozen = List.of();
  }

  @Override
  public boolean wasHit() {
    return allStopped;
  }

  @Override
  public String evidence() {
    return "all processes of PostgreSQL were in the state T";
  }

  @Override
  public void close() {
    lift();
  }

  private static boolean isStopped(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // stopped, or ended before it was
      return "TZ".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
    } catch (IOException ended) {
      return true;
    }
  }

  /** Signals all that are left: a session may have ended since the processes were listed. */
  private static void signal(String name, List<Long> pids) {
    if (!pids.isEmpty()) {
      String all = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
      Commands.run("sh", "-c", "kill -%s %s || true".formatted(name, all));
    }
  }
}
