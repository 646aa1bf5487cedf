package dev.roster.drills.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A history as JSON lines: the scenario, one line per call, the final state. It can be checked
 * again without a server.
 */
public final class HistoryFile {
  private static final JsonMapper JSON = new JsonMapper();

  private HistoryFile() {}

  /** Writes the history to a new file. */
  public static void write(Path file, History history) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(JSON.writeValueAsString(history.scenario()));
    for (Call call : history.calls()) {
      lines.add(JSON.writeValueAsString(call));
    }
    lines.add(JSON.writeValueAsString(history.end()));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  /** Reads a history. */
  public static History read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2) {
      throw new IOException(file + " is not a whole history");
    }
    return new History(
        JSON.readValue(lines.getFirst(), Scenario.class),
        lines.subList(1, lines.size() - 1).stream().map(HistoryFile::call).toList(),
        JSON.readValue(lines.getLast(), FinalState.class));
  }

  private static Call call(String line) {
    try {
      return JSON.readValue(line, Call.class);
    } catch (JsonProcessingException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
