package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The comparator of pacts and documents that the neighbours use, run by Node where it is installed.
 * Nothing is downloaded for it.
 */
final class NpmComparator {
  /** Its name in results. */
  static final String TOOL = "openapi-pact-comparator, a second opinion";

  private final Path folder;
  private final Path installed;

  /**
   * @param folder has the {@code package.json} that pins the version, and what npm installed
   */
  NpmComparator(Path folder) {
    this.folder = folder;
    this.installed =
        folder.resolve(Path.of("node_modules", "@pactflow", "openapi-pact-comparator"));
  }

  boolean isInstalled() {
    return Files.exists(installed.resolve("package.json"));
  }

  /**
   * Refuses any version but the pinned one.
   *
   * @throws IllegalStateException if another version is installed
   */
  void requirePinnedVersion() throws IOException {
    ObjectMapper json = new ObjectMapper();
    String pinned =
        json.readTree(folder.resolve("package.json").toFile())
            .at("/dependencies/@pactflow~1openapi-pact-comparator")
            .asText();
    String version =
        json.readTree(installed.resolve("package.json").toFile()).path("version").asText();
    if (!version.equals(pinned)) {
      throw new IllegalStateException(
          "openapi-pact-comparator " + version + " is installed, " + pinned + " is wanted");
    }
  }

  /**
   * The results for each of these pacts, in their order.
   *
   * @param document the file of the document
   */
  List<JsonNode> compare(Path document, List<Path> pacts) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                installed.resolve(Path.of("dist", "cli.cjs")).toString(),
                "--oas",
                document.toString()));
    pacts.forEach(pact -> command.add(pact.toString()));
    Path output = Files.createTempFile("comparator", ".out");
    Path errors = Files.createTempFile("comparator", ".err");
    try {
      new ProcessBuilder(command)
          .redirectOutput(output.toFile())
          .redirectError(errors.toFile())
          .start()
          .waitFor();
      List<JsonNode> reports = reports(output);
      if (reports.size() != pacts.size()) {
        throw new IllegalStateException(
            "the comparator reported on %d pacts, not %d: %s"
                .formatted(
                    reports.size(),
                    pacts.size(),
                    Files.readString(errors, StandardCharsets.UTF_8)));
      }
      return reports;
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  /** It writes a line of JSON for each pact. */
  private static List<JsonNode> reports(Path output) throws IOException {
    List<JsonNode> reports = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      reports.add(new ObjectMapper().readTree(line));
    }
    return reports;
  }
}
