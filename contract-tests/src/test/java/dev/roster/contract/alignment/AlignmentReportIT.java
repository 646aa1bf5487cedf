package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.roster.contract.document.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes the report when all legs have run, however they ended; runs after all other tests. */
class AlignmentReportIT {
  private static final Path FOLDER = Path.of("target", "alignment");

  @Test
  void noCellOfTheReportIsRed() throws IOException {
    List<ApiDocument> documents = ApiDocument.NAMES.stream().map(ApiDocument::current).toList();
    List<PactInteraction> interactions = PactInteraction.in(PactInteraction.COMMITTED);
    JsonNode report =
        new AlignmentReport(documents, interactions, HandedIn.ofThisBuild())
            .tree(Instant.now().truncatedTo(ChronoUnit.SECONDS), HandedIn.drift());
    Files.createDirectories(FOLDER);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(FOLDER.resolve("alignment.json").toFile(), report);
    Files.writeString(FOLDER.resolve("index.html"), new ReportPage(report, documents).html());

    assertThat(report.path("verdict").asText()).isNotEqualTo("broken");
  }
}
