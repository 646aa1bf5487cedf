package dev.roster.drills.history;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A fault to plant into the server.
 *
 * @param says what is wrong then
 * @param file the source, below {@link #SOURCES}
 * @param fault what acts in the runs
 * @param restart whether the change counts in a new process only
 * @param expect the anomalies of which one is right
 */
record PlantedFault(
    String id,
    String says,
    String file,
    String fault,
    boolean restart,
    List<Anomaly.Kind> expect,
    List<Edit> edits) {
  static final Path SOURCES = Path.of("server/src/main/java/dev/roster/server");

  /**
   * A replacement.
   *
   * @param find text that the source contains exactly once
   */
  record Edit(String find, String put) {}

  /** All faults of the catalogue. */
  static List<PlantedFault> all() {
    try (InputStream in =
        Objects.requireNonNull(PlantedFault.class.getResourceAsStream("planted.yaml"))) {
      return new YAMLMapper().readValue(in, new TypeReference<List<PlantedFault>>() {});
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * The source with the fault.
   *
   * @param home the folder of the sources
   * @throws IllegalStateException if it has changed, so that the fault has no place any more
   */
  String source(Path home) throws IOException {
    String text = sound(home);
    for (Edit edit : edits) {
      int first = text.indexOf(edit.find());
      if (first < 0 || text.indexOf(edit.find(), first + 1) >= 0) {
        throw new IllegalStateException(id + ": not exactly once in " + file + ": " + edit.find());
      }
      text = text.substring(0, first) + edit.put() + text.substring(first + edit.find().length());
    }
    return text;
  }

  /** The source without the fault. */
  String sound(Path home) throws IOException {
    return Files.readString(home.resolve(SOURCES).resolve(file));
  }

  /** Reports whether running replicas can show it, and not only new ones or the command. */
  boolean canBeSwapped() {
    return !restart
        && !file.startsWith("credential/")
        // a replica that is killed comes back without the fault
        && disturbance() != Disturbance.REPLICA_KILL;
  }

  Disturbance disturbance() {
    return Disturbance.named(fault);
  }
}
