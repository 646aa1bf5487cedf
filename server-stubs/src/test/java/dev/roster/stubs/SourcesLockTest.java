package dev.roster.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A document that changed must be locked again, so that nobody changes one by accident. */
class SourcesLockTest {
  private static final Path SPECS = Path.of("..", "specs");

  @Test
  void theDocumentsAreTheLockedOnes() throws IOException, NoSuchAlgorithmException {
    List<String> locked =
        Files.readAllLines(SPECS.resolve("SOURCES.lock")).stream()
            .filter(line -> line.matches("[0-9a-f]{64}  .*\\.yaml"))
            .toList();

    assertThat(locked).hasSize(3);
    for (String line : locked) {
      String[] hashAndFile = line.split("  ");
      byte[] document = Files.readAllBytes(SPECS.resolve(hashAndFile[1]));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
      assertThat(HexFormat.of().formatHex(hash)).as(hashAndFile[1]).isEqualTo(hashAndFile[0]);
    }
  }
}
