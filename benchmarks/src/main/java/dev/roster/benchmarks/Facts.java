package dev.roster.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Facts of a run that stand beside its results. */
final class Facts {
  private Facts() {}

  /** Time, command, processors and Java. */
  static Map<String, String> of(CommandSpec spec) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("taken", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put(
        "command",
        "benchmarks/run "
            + String.join(" ", spec.root().commandLine().getParseResult().originalArgs()));
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("Java of the floors", Runtime.version().toString());
    return facts;
  }

  /** Writes results for programs. */
  static void writeJson(Object results, Path file) throws IOException {
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), results);
  }
}
