package dev.roster.drills.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  @TempDir private Path folder;

  @Test
  void aHistoryIsReadAsItWasWritten() throws IOException {
    History history =
        new Histories()
            .invited("n@x", "k", "1")
            .stored("1", "n@x", false)
            .storedKey(Operation.INVITE, "i0", "k", "1")
            .storedToken(false, 0)
            .build();
    Path file = folder.resolve("a").resolve("history.jsonl");

    HistoryFile.write(file, history);

    assertThat(HistoryFile.read(file)).isEqualTo(history);
  }

  @Test
  void anEmptyFileIsNoHistory() throws IOException {
    Path file = Files.createFile(folder.resolve("empty"));

    assertThatThrownBy(() -> HistoryFile.read(file)).hasMessageContaining("not a whole history");
  }
}
