package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell around PostgreSQL, with another program in its place. */
@Timeout(60)
class ProcessSupervisorTest {
  @TempDir Path folder;

  /** A signal that is ignored when a program begins is lost until the program handles it. */
  @Test
  void aServerThatCannotBeStoppedYetIsStoppedAsSoonAsItCan() throws Exception {
    Path ready = folder.resolve("ready");
    Path data = Files.createDirectory(folder.resolve("data"));
    ProcessSupervisor supervisor =
        ProcessSupervisor.start(
            List.of(
                "/bin/sh",
                "-c",
                "until [ -e \"$1\" ]; do sleep 0.05; done;"
                    + " exec env --default-signal=INT sleep 600",
                "starting",
                ready.toString()),
            data);
    try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      ProcessHandle watcher = await(this::isStarted, this::watcher);
      Future<?> stopped = stopping.submit(supervisor::stop);
      // it ends when it has asked for the first signal
      watcher.onExit().get(20, TimeUnit.SECONDS);
      assertThat(supervisor.isAlive()).isTrue();

      Files.createFile(ready);

      stopped.get(20, TimeUnit.SECONDS);
      assertThat(supervisor.isAlive()).isFalse();
      assertThat(data).doesNotExist();
    } finally {
      processes("").forEach(ProcessHandle::destroyForcibly);
    }
  }

  private interface Condition {
    boolean holds();
  }

  private interface Search {
    Optional<ProcessHandle> find();
  }

  private static ProcessHandle await(Condition condition, Search search) {
    Optional<ProcessHandle> found = Optional.empty();
    while (found.isEmpty()) {
      Thread.onSpinWait();
      found = condition.holds() ? search.find() : Optional.empty();
    }
    return found.get();
  }

  /** Until its program begins, the server looks like the shell that has forked it. */
  private boolean isStarted() {
    return processes("").anyMatch(each -> !isShell(each));
  }

  /** Our processes that name the folder of this test. */
  private Stream<ProcessHandle> processes(String word) {
    return ProcessHandle.current()
        .descendants()
        .filter(each ->
            Stream.of(each.info().arguments().orElse(new String[0]))
                .anyMatch(argument -> argument.startsWith(folder.toString())))
        .filter(each -> commandLine(each).contains(word));
  }

  private static String commandLine(ProcessHandle process) {
    return String.join(" ", process.info().arguments().orElse(new String[0]));
  }

  /** The shell has a copy of itself that waits for the end of the owner. */
  private Optional<ProcessHandle> watcher() {
    return processes("roster-postgres")
        .filter(each -> each.parent().filter(this::isShell).isPresent())
        .findFirst();
  }

  private boolean isShell(ProcessHandle process) {
    return commandLine(process).contains("roster-postgres");
  }
}
