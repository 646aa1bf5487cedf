package dev.roster.server.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("roster.log");
  }

  private LogFile open() throws IOException {
    return new LogFile(path, Duration.ZERO);
  }

  private static void write(LogFile file, String line) throws IOException {
    file.write(line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileThatIsThereIsKept() throws Exception {
    Files.writeString(path, "before\n");

    write(open(), "after\n");

    assertThat(path).content().isEqualTo("before\nafter\n");
  }

  @Test
  void aNewFileIsForItsOwnerAndGroup() throws Exception {
    open();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .startsWith("rw-")
        .endsWith("---");
  }

  /** As logrotate does with {@code nocreate}. */
  @Test
  void aFileThatWasMovedIsMadeAgain() throws Exception {
    LogFile file = open();
    write(file, "first\n");
    Files.move(path, folder.resolve("roster.log.1"));

    write(file, "second\n");

    assertThat(path).content().isEqualTo("second\n");
    assertThat(folder.resolve("roster.log.1")).content().isEqualTo("first\n");
  }

  /** As logrotate does with {@code create}. */
  @Test
  void aFileThatWasReplacedIsOpenedAgain() throws Exception {
    LogFile file = open();
    write(file, "first\n");
    Files.move(path, folder.resolve("roster.log.1"));
    Files.writeString(path, "made by logrotate\n");

    write(file, "second\n");

    assertThat(path).content().isEqualTo("made by logrotate\nsecond\n");
  }

  /** As logrotate does with {@code copytruncate}. */
  @Test
  void aFileThatWasTruncatedHasNoGap() throws Exception {
    LogFile file = open();
    write(file, "first\n");
    Files.newByteChannel(path, StandardOpenOption.WRITE).truncate(0).close();

    write(file, "second\n");

    assertThat(path).content().isEqualTo("second\n");
  }

  @Test
  void betweenTwoLooksTheOldFileIsUsed() throws Exception {
    LogFile file = new LogFile(path, Duration.ofHours(1));
    Path moved = Files.move(path, folder.resolve("roster.log.1"));

    write(file, "first\n");

    assertThat(moved).content().isEqualTo("first\n");
    assertThat(path).doesNotExist();
  }

  @Test
  void aFileInAFolderThatIsGoneIsTriedAgain() throws Exception {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    path = sub.resolve("roster.log");
    LogFile file = open();
    Files.move(sub, folder.resolve("moved"));
    assertThatThrownBy(() -> write(file, "first\n")).isInstanceOf(NoSuchFileException.class);

    Files.createDirectory(sub);
    write(file, "second\n");

    assertThat(path).content().isEqualTo("second\n");
  }
}
