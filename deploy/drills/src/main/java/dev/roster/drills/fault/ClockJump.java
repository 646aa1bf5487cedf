package dev.roster.drills.fault;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The clock of the replicas jumps two hours ahead, and back. That of PostgreSQL does not. */
final class ClockJump implements Fault {
  private static final Duration JUMP = Duration.ofHours(2);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Path LIBRARIES = Path.of("/usr/lib");

  private final Replica replica;
  private final Path file;
  private Duration seen = Duration.ZERO;

  ClockJump(Cluster cluster) {
    this.replica = cluster.replicas().getFirst();
    this.file = clockFile(cluster.plan());
  }

  /** The plan with libfaketime in the replicas, which reads the time from a file. */
  static ClusterPlan prepare(ClusterPlan plan) {
    Path file = clockFile(plan);
    write(file, "+0s");
    return plan.withVariable("LD_PRELOAD", library().toString())
        .withVariable("FAKETIME_TIMESTAMP_FILE", file.toString())
        // seconds; to look each time would take longer than all else
        .withVariable("FAKETIME_CACHE_DURATION", "1")
        // waits of threads count on the monotonic clock, which never jumps
        .withVariable("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        // else they would end at once
        .withVariable("FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  private static Path clockFile(ClusterPlan plan) {
    return plan.folder().resolve("clock");
  }

  private static Path library() {
    String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    Path library = LIBRARIES.resolve(machine + "-linux-gnu/faketime/libfaketimeMT.so.1");
    if (!Files.exists(library)) {
      throw new DrillException("libfaketime is not installed: " + library);
    }
    return library;
  }

  @Override
  public void inject() {
    write(file, "+" + JUMP.toSeconds() + "s");
    Await.until(
        "the clock jumps",
        LONGEST,
        () -> {
          seen = offset();
          return isAhead(seen);
        });
  }

  @Override
  public void lift() {
    write(file, "+0s");
    Await.until("the clock jumps back", LONGEST, () -> !isAhead(offset()));
  }

  @Override
  public boolean wasHit() {
    return isAhead(seen);
  }

  @Override
  public String evidence() {
    return "the header Date was " + seen.toMinutes() + " minutes ahead, and came back";
  }

  private static boolean isAhead(Duration offset) {
    return offset.compareTo(JUMP.dividedBy(2)) > 0;
  }

  /** The time of the replica's responses against that of this process. */
  private Duration offset() {
    return HttpProbe.usersMe(replica, "demo-editor-token")
        .headers()
        .firstValue("Date")
        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
        .map(date -> Duration.between(Instant.now(), date.toInstant()))
        .orElse(Duration.ZERO);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new DrillException(file + " cannot be written", failure);
    }
  }
}
