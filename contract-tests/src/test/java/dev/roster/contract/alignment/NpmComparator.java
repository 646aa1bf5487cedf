package dev.roster.contract.alignment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.contract.document.ApiDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The comparator of pacts and documents that the neighbours use, run by Node where somebody has
 * installed it. The build downloads nothing for it.
 */
final class NpmComparator {
  static final String TOOL = "openapi-pact-comparator, a second opinion";

  private static final Path FOLDER = Path.of("comparator");
  private static final Path PACKAGE =
      FOLDER.resolve(Path.of("node_modules", "@pactflow", "openapi-pact-comparator"));
  private static final String MISSING =
      """

      ************************************************************************
      NO SECOND OPINION: the pacts are NOT compared with the documents by
      openapi-pact-comparator. To have it, with Node and npm:
          (cd contract-tests/comparator && npm install)
      -Dcomparator.required=true makes this a failure.
      ************************************************************************
      """;

  private NpmComparator() {}

  /** Skips the test and says so where the comparator is not installed, or fails if it must be. */
  static void neededOrSkip() throws IOException {
    if (Files.exists(PACKAGE.resolve("package.json"))) {
      assertPinned();
      return;
    }
    if (Boolean.getBoolean("comparator.required")) {
      throw new AssertionError(MISSING);
    }
    System.err.println(MISSING);
    Assumptions.abort(MISSING);
  }

  private static void assertPinned() throws IOException {
    ObjectMapper json = new ObjectMapper();
    String pinned =
        json.readTree(FOLDER.resolve("package.json").toFile())
            .at("/dependencies/@pactflow~1openapi-pact-comparator")
            .asText();
    String installed =
        json.readTree(PACKAGE.resolve("package.json").toFile()).path("version").asText();
    if (!installed.equals(pinned)) {
      throw new AssertionError(
          "openapi-pact-comparator " + installed + " is installed, " + pinned + " is wanted");
    }
  }

  /** What it says of each of these pacts: a list of results per pact, in their order. */
  static List<JsonNode> compare(ApiDocument document, List<Path> pacts)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                PACKAGE.resolve(Path.of("dist", "cli.cjs")).toString(),
                "--oas",
                ApiDocument.FOLDER.resolve(document.name() + ".yaml").toString()));
    pacts.forEach(pact -> command.add(pact.toString()));
    Path output = Files.createTempFile("comparator", ".out");
    Path errors = Files.createTempFile("comparator", ".err");
    try {
      new ProcessBuilder(command)
          .redirectOutput(output.toFile())
          .redirectError(errors.toFile())
          .start()
          .waitFor();
      List<JsonNode> told = told(output);
      if (told.size() != pacts.size()) {
        throw new AssertionError(
            "the comparator told of %d pacts, not %d: %s"
                .formatted(
                    told.size(), pacts.size(), Files.readString(errors, StandardCharsets.UTF_8)));
      }
      return told;
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  /** It writes a line of JSON for each pact. */
  private static List<JsonNode> told(Path output) throws IOException {
    List<JsonNode> told = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      told.add(new ObjectMapper().readTree(line));
    }
    return told;
  }
}
