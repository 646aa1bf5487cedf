package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Temporary folders are recognised as such and deleted when they are closed. */
class TemporaryFolderTest {
  @ParameterizedTest
  @EnumSource
  void itIsRecognisedAndGoesWithItsFiles(TemporaryFolder.Purpose purpose) throws IOException {
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.create(purpose)) {
      path = folder.path();
      Files.writeString(path.resolve("users.csv"), "id\n");

      assertThat(TemporaryFolder.isOne(path)).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aThrowawayIsRecognisedWhenItIsMarkedAndNotBefore() throws IOException {
    Path path = TemporaryFolder.makeThrowaway();
    try {
      assertThat(TemporaryFolder.isOne(path)).isFalse();

      TemporaryFolder.mark(path);
      assertThat(TemporaryFolder.isOne(path)).isTrue();
      assertThat(TemporaryFolder.isThrowaway(path)).isTrue();
    } finally {
      PrivateFolder.delete(path);
    }
  }
}
