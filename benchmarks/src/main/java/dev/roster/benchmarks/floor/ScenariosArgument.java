package dev.roster.benchmarks.floor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Path;

/** Scenarios on their way to a floor's process, with the values that the run gave to variables. */
public final class ScenariosArgument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ScenariosArgument() {}

  /** Writes a file for {@link #read}. */
  public static void write(Scenarios scenarios, Path file) throws IOException {
    JSON.writeValue(file.toFile(), scenarios);
  }

  static Scenarios read(String file) throws IOException {
    return JSON.readValue(Path.of(file).toFile(), Scenarios.class);
  }
}
