package dev.roster.drills.fault;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kernel reports an I/O error for every fsync of PostgreSQL. */
final class FsyncFailing implements Fault {
  private final PostgresServer postgres;
  private final Path trace;
  private @Nullable Process tracer;

  FsyncFailing(PostgresServer postgres, Path folder) {
    this.postgres = postgres;
    this.trace = folder.resolve("strace.txt");
  }

  @Override
  public void inject() {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", trace.toString()));
    command.addAll(List.of("-e", "trace=fsync,fdatasync"));
    command.addAll(List.of("-e", "inject=fsync,fdatasync:error=EIO"));
    postgres.pids().forEach(pid -> command.addAll(List.of("-p", Long.toString(pid))));
    try {
      tracer =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException failure) {
      throw new DrillException("strace cannot be run", failure);
    }
    Await.until("an fsync fails", Duration.ofSeconds(10), () -> injected() > 0);
  }

  @Override
  public void lift() {
    close();
    Restart.ifDown(postgres);
  }

  @Override
  public boolean wasHit() {
    return injected() > 0 && postgres.logLines("PANIC:  could not f") > 0;
  }

  @Override
  public String evidence() {
    return injected() + " calls of fsync failed, and PostgreSQL panicked";
  }

  private long injected() {
    if (!Files.exists(trace)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(trace)) {
      return lines.filter(line -> line.contains("(INJECTED)")).count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    Process running = tracer;
    if (running == null) {
      return;
    }
    // its processes go on without it
    running.destroy();
    try {
      if (!running.waitFor(10, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
