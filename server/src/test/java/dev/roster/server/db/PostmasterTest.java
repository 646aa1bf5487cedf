package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of a {@code postmaster.pid}, also where no working folders are shown. */
class PostmasterTest {
  @TempDir Path folder;
  @TempDir Path nothing;

  private static void set(Path data, int line, long value) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(PidFile.file(data)));
    lines.set(line, Long.toString(value));
    Files.write(PidFile.file(data), lines);
  }

  @Test
  void theFileOfALiveServerIsNeverDeleted() throws Exception {
    try (EmbeddedPostgres running = EmbeddedPostgres.startVolatile(folder)) {
      Path data = running.folder().resolve("postgres");
      long server = Postmaster.of(data).orElseThrow().process().pid();
      assertThat(Postmaster.of(data, nothing).orElseThrow().process().pid()).isEqualTo(server);

      set(data, 2, 1_700_000_000);
      assertThat(Postmaster.of(data).orElseThrow().process().pid()).isEqualTo(server);
      assertThat(Postmaster.of(data, nothing)).isEmpty();
      Postmaster.deleteStaleFile(data);
      Postmaster.deleteStaleFile(data, nothing);
      assertThat(PidFile.file(data)).exists();

      // negative while PostgreSQL runs for a single command
      set(data, 0, -server);
      assertThat(Postmaster.of(data).orElseThrow().process().pid()).isEqualTo(server);

      for (Path processes : List.of(Path.of("/proc"), nothing)) {
        Path copy = Files.createTempDirectory(folder, "copy");
        Files.copy(PidFile.file(data), PidFile.file(copy));
        Postmaster.deleteStaleFile(copy, processes);
        assertThat(PidFile.file(copy)).doesNotExist();
      }
      set(data, 0, server);
    }
  }

  @Test
  void aFileThatWasCutOffOrNamesNobodyGoes() throws Exception {
    List<String> contents =
        List.of("", "12", "a\nb\nc\nd\n", "0\n/x\n1700000000\n5432\n", "\u00ff\u0000\n");
    for (String content : contents) {
      Files.write(PidFile.file(folder), content.getBytes(StandardCharsets.ISO_8859_1));

      assertThat(Postmaster.of(folder)).isEmpty();
      Postmaster.deleteStaleFile(folder);
      assertThat(PidFile.file(folder)).doesNotExist();
    }
  }
}
