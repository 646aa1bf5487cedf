package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.testing.OtherSystemUser;
import dev.roster.server.testing.RosterProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of commands about a {@code --data-dir} that is mistyped or unusable. */
class DataFolderTest {
  private static final String USER = System.getProperty("user.name");

  @TempDir Path folder;

  private static Outcome run(Path data, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    line.add("--data-dir=" + data);
    return CommandFixture.run(line.toArray(String[]::new));
  }

  private static void assertOneLine(Outcome outcome, String line) {
    assertThat(outcome.err().lines()).containsExactly(line);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).doesNotContainPattern("(?m)^(?!Starting PostgreSQL in )");
  }

  private static String noDatabase(Path folder) {
    return "There is no Roster database in "
        + folder
        + "; name its folder with --data-dir or its URL with --database-url, or make one with"
        + " 'roster serve' or 'roster migrate'.";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token list",
        "token create --email a@b.example",
        "tenant-key list",
        "tenant-key create --tenant A",
        "user suspend a@b.example",
        "user link a@b.example --subject s",
        "invitation list --company 1",
        "outbox list",
        "company list",
        "audit tail",
        "audit export",
        "export out",
      })
  void aMistypedFolderIsOneLineAndMakesNothing(String command) throws IOException {
    Path missing = folder.resolve("rooster");
    Outcome outcome = run(missing, command.split(" "));
    // a wrong argument would be refused before
    assertOneLine(outcome, noDatabase(missing));

    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("letter.txt"), "");
    assertOneLine(run(other, command.split(" ")), noDatabase(other));
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files).containsExactlyInAnyOrder(folder, other, other.resolve("letter.txt"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"migrate", "serve --port 0", "onboard --company A --owner-email a@b.example"})
  void aFolderWithOtherFilesIsNotTaken(String command) throws IOException {
    Files.writeString(folder.resolve("letter.txt"), "");

    assertOneLine(
        run(folder, command.split(" ")),
        "The folder "
            + folder
            + " holds no Roster data but other files, such as letter.txt; choose an empty or a new"
            + " one with --data-dir.");
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("letter.txt"));
    assertThat(folder).isDirectoryNotContaining(file -> file.endsWith("roster.lock"));
  }

  /** As in that of the current folder, which no option names. */
  @Test
  void aLineBreakInTheNameIsRefused() {
    assertThatThrownBy(() -> EmbeddedPostgres.startOrJoin(folder.resolve("a\nb/.roster")))
        .isInstanceOf(EmbeddedPostgres.FolderUnusableException.class)
        .hasMessage(
            "The name of a data folder cannot contain control characters; name another one with"
                + " --data-dir.");
  }

  @Test
  void aFileSystemThatIsReadOnlyOrFullIsOneLine() throws Exception {
    OtherSystemUser.assumeRoot();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(mount("-t", "tmpfs", "-o", "size=20m,mode=0755", "tmpfs", disk.toString()));
    try {
      Outcome full = run(disk.resolve("data"), "migrate");
      assertThat(full.err().lines())
          .singleElement()
          .asString()
          .containsPattern("No space left on device|free disk space");
      assertThat(full.exitCode()).isEqualTo(1);

      assertThat(mount("-o", "remount,ro", disk.toString())).isTrue();
      assertOneLine(
          run(disk.resolve("other"), "migrate"),
          "PostgreSQL cannot be started in "
              + disk.resolve("other")
              + ": "
              + disk.resolve("other")
              + ": Read-only file system.");
      Outcome readOnly = run(disk.resolve("data"), "migrate");
      assertOneLine(
          readOnly,
          "The data folder "
              + disk.resolve("data")
              + " cannot be read and written by "
              + USER
              + ": its file system is read-only.");
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  private static boolean mount(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("mount"));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).start().waitFor() == 0;
  }

  @Test
  void aFolderOfAnotherUserIsNotUsed() throws Exception {
    OtherSystemUser.assumeRoot();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path planted = folder.resolve("planted");
    assertThat(
            OtherSystemUser.run("mkdir", "-p", planted.resolve("postgres").toString()).exitCode())
        .isZero();
    String line =
        "The data folder %s belongs to nobody, not to "
            + USER
            + "; run roster as its owner or choose another with --data-dir.";

    assertOneLine(run(planted, "migrate"), line.formatted(planted));
    assertOneLine(run(planted, "token", "list"), line.formatted(planted));

    Path mine = Files.createDirectory(folder.resolve("mine"));
    Path link = folder.resolve("link");
    assertThat(OtherSystemUser.run("ln", "-s", mine.toString(), link.toString()).exitCode())
        .isZero();
    assertOneLine(run(link, "migrate"), line.formatted(link));
    assertThat(mine).isEmptyDirectory();
  }

  @Test
  void rootWithoutUserNamespacesIsOneLine() throws Exception {
    OtherSystemUser.assumeRoot();
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Path unshare = programs.resolve("unshare");
    Files.writeString(
        unshare,
        "#!/bin/sh\necho 'unshare: unshare failed: Operation not permitted' >&2\nexit 1\n");
    Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwx------"));

    RosterProcess roster =
        RosterProcess.startWith(
            Map.of("PATH", programs + ":/usr/bin:/bin"),
            Files.createDirectory(folder.resolve("temporary")),
            "migrate",
            "--data-dir=" + folder.resolve("data"));

    assertThat(roster.exitCode()).isEqualTo(1);
    assertThat(roster.printed().lines())
        .containsExactly(
            "PostgreSQL cannot be started in "
                + folder.resolve("data")
                + ": PostgreSQL does not run as root, and root may not make a user namespace here"
                + " (unshare: unshare failed: Operation not permitted). Run roster as another user,"
                + " or name a database with --database-url.");
  }

  @Test
  void aRelativeFolderIsFoundFromTheCurrentOne() {
    Path here = Path.of("").toAbsolutePath();
    Path missing = Path.of("target", "no-such-folder");

    assertOneLine(run(missing, "token", "list"), noDatabase(here.resolve(missing)));
  }

  @Test
  void aCommandBesideItsOwnerFindsTheData() {
    Path data = folder.resolve("data");
    try (EmbeddedPostgres owner = EmbeddedPostgres.startVolatile(data)) {
      assertThat(run(data, "migrate").exitCode()).isZero();
      Outcome listed = run(data, "token", "list");
      assertThat(listed.exitCode()).as(listed.err()).isZero();
      assertOneLine(
          run(data, "serve", "--port=0"),
          "The data folder "
              + data
              + " is in use by another roster process; name another one with --data-dir.");
      assertThat(owner.folder()).exists();
    }
    assertThat(run(data, "token", "list").exitCode()).isZero();
  }
}
