package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoReasonTest {
  @TempDir Path folder;

  @Test
  void everyReasonIsWordsAndNoClass() {
    assertThat(IoReason.withFile(new AccessDeniedException("/a")))
        .isEqualTo("/a: permission denied");
    assertThat(IoReason.withFile(new FileSystemException("/a", null, "Not a directory")))
        .isEqualTo("/a: Not a directory");
    assertThat(IoReason.of(new EOFException())).isEqualTo("it cannot be read or written");
    assertThat(IoReason.of(new IOException(new EOFException())))
        .isEqualTo("it cannot be read or written");
    assertThat(IoReason.of(new UncheckedIOException(new IOException("Is a directory"))))
        .isEqualTo("Is a directory");
    assertThat(IoReason.of(new UncheckedIOException("PostgreSQL did not stop", new EOFException())))
        .isEqualTo("PostgreSQL did not stop");
  }

  @Test
  void theReasonsOfTheOperatingSystemAreTold() {
    Path none = folder.resolve("none");

    assertThat(reason(() -> Files.readString(none))).isEqualTo("there is no such file");
    assertThat(reason(() -> Files.readString(folder))).isEqualTo("Is a directory");
    assertThat(reason(() -> new FileInputStream(folder.toFile()).close()))
        .isEqualTo("Is a directory");
    assertThat(reason(() -> new FileInputStream(none.toFile()).close()))
        .isEqualTo("No such file or directory");
    assertThat(reason(() -> Files.createDirectory(folder))).isEqualTo("it exists already");
  }

  private static String reason(org.assertj.core.api.ThrowableAssert.ThrowingCallable use) {
    return IoReason.of(catchThrowableOfType(IOException.class, use));
  }
}
