package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RosterProcess;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends in any way leaves no PostgreSQL and no temporary folder. */
class ProcessCleanupTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Path temporary;
  private RosterProcess roster;

  @BeforeEach
  void makeTemporaryFolder() throws IOException {
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  @AfterEach
  void stop() throws Exception {
    if (roster != null) {
      roster.process().destroy();
      roster.process().waitFor();
    }
  }

  private List<Path> left() {
    try (Stream<Path> files = Files.list(temporary)) {
      // the JVM removes its own by the next JVM
      return files.filter(file -> !file.getFileName().toString().startsWith("hsperf")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ProcessHandle postgres(Path data) throws IOException {
    String number = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(number.strip())).orElseThrow();
  }

  private Path startSandbox() throws Exception {
    roster = RosterProcess.start(temporary, "sandbox", "--port", "0");
    roster.waitFor("Ctrl-C stops it");
    assertThat(left()).hasSize(1);
    return left().getFirst();
  }

  @Test
  void afterAKillPostgresqlEndsAndItsFolderGoes() throws Exception {
    ProcessHandle postgres = postgres(startSandbox());

    roster.kill();

    assertThat(postgres.onExit()).succeedsWithin(A_MINUTE);
    Waiting.until(A_MINUTE, () -> left().isEmpty());
  }

  @Test
  void whenItsSupervisorIsKilledTooTheNextStartClearsUp() throws Exception {
    Path data = startSandbox();
    ProcessHandle postgres = postgres(data);
    ProcessHandle supervisor = postgres.parent().orElseThrow();
    roster.process().descendants().filter(supervisor::equals).findAny().orElseThrow();

    supervisor.destroyForcibly();
    roster.kill();
    assertThat(postgres.isAlive()).isTrue();
    assertThat(data).exists();

    RosterProcess next =
        RosterProcess.start(temporary, "migrate", "--data-dir", folder.resolve("data").toString());
    assertThat(next.exitCode()).as(next.printed()).isZero();
    assertThat(postgres.isAlive()).isFalse();
    assertThat(left()).isEmpty();
  }

  @Test
  void whatIsInUseIsLeftAlone() throws Exception {
    ProcessHandle postgres = postgres(startSandbox());

    RosterProcess next =
        RosterProcess.start(temporary, "migrate", "--data-dir", folder.resolve("data").toString());

    assertThat(next.exitCode()).as(next.printed()).isZero();
    assertThat(postgres.isAlive()).isTrue();
    assertThat(left()).hasSize(1);
  }

  @Test
  void temporaryFilesOfAProcessThatWasKilledGoLaterAndFoldersOfPeopleStay() throws Exception {
    Path old = Files.createDirectory(temporary.resolve("roster-state-123"));
    Files.writeString(old.resolve(".roster-temporary"), "");
    Files.writeString(old.resolve("users.csv"), "id\n");
    Path export = Files.createDirectory(temporary.resolve("roster-state-backup"));
    Files.writeString(export.resolve("users.csv"), "id\n");
    Path data = Files.createDirectories(temporary.resolve("roster-demo/postgres")).getParent();
    Files.writeString(data.resolve("roster.lock"), "");
    for (Path each : List.of(old, export, data)) {
      Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    RosterProcess next =
        RosterProcess.start(temporary, "migrate", "--data-dir", folder.resolve("data").toString());

    assertThat(next.exitCode()).as(next.printed()).isZero();
    assertThat(left()).containsExactlyInAnyOrder(export, data);
    assertThat(export.resolve("users.csv")).exists();
    assertThat(data.resolve("postgres")).exists();
  }

  @Test
  void anErrorInTheStartStopsWhatWasStarted() throws Exception {
    roster = RosterProcess.startWithout("jetty-server", temporary, "sandbox", "--port", "0");

    assertThat(roster.exitCode()).isNotZero();
    assertThat(roster.printed()).contains("NoClassDefFoundError");
    Waiting.until(A_MINUTE, () -> left().isEmpty());
    assertThat(ProcessHandle.allProcesses().filter(this::worksHere)).isEmpty();
  }

  private boolean worksHere(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of()).stream()
        .anyMatch(argument -> argument.startsWith(temporary.toString()));
  }

  @Test
  void aServerThatIsKilledTakesItsPostgresqlWithIt() throws Exception {
    Path data = folder.resolve("data");
    roster =
        RosterProcess.start(
            temporary, "serve", "--port", "0", "--data-dir", data.toString(), "--no-demo");
    String printed = roster.waitFor("Ctrl-C stops it");
    ProcessHandle postgres = postgres(data);
    assertThat(printed).doesNotContain(Files.readString(data.resolve("password")).strip());

    roster.kill();

    assertThat(postgres.onExit()).succeedsWithin(A_MINUTE);
    assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    assertThat(left()).isEmpty();
  }
}
