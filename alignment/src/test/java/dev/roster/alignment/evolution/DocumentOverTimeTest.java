package dev.roster.alignment.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.CheckResults;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red cells of check 6 lead to the line of today's document. */
class DocumentOverTimeTest {
  private static final OpenApiDocument GOOD = ExampleProject.coolset();

  private static final String REFERENCE = "[{$ref: '#/components/schemas/AuthGroup'}";
  private static final String OR_NULL =
      "anyOf: " + REFERENCE + ", {type: string, nullable: true, enum: [null]}]";
  private static final String ALL_OF = "allOf: " + REFERENCE + "]";

  @TempDir Path folder;

  @Test
  void aBreakingChangeLeadsToTheLineThatChanged() throws IOException {
    OpenApiDocument changed =
        changed(
            "        message: {type: string, description: What happened.}",
            "        message: {type: boolean, description: What happened.}");

    JsonNode difference = difference(changed, "accounts_workspaces_switch");

    assertThat(difference.path("what").asText()).contains("200 $.message type string -> boolean");
    assertThat(line(changed, difference)).startsWith("message: {type: boolean");
  }

  @Test
  void anOperationThatIsGoneLeadsToThePaths() throws IOException {
    OpenApiDocument changed = changed("/api/accounts/users/me/:", "/api/accounts/users/moi/:");

    JsonNode difference = difference(changed, "accounts_users_me");

    assertThat(difference.path("what").asText()).contains("GET /api/accounts/users/me/ removed");
    assertThat(line(changed, difference)).isEqualTo("paths:");
  }

  @Test
  void anOperationIdThatIsGoneIsRedForTheDocumentAsAWhole() throws IOException {
    OpenApiDocument changed = changed("operationId: accounts_users_me", "operationId: users_me");

    JsonNode difference = difference(changed, CheckResults.WHOLE_DOCUMENT);

    assertThat(difference.path("what").asText()).contains("operationId changed");
    int line = difference.at("/right/line").asInt();
    assertThat(line).isEqualTo(changed.operation("users_me").orElseThrow().place().line());
  }

  @Test
  void aBrokenRuleLeadsToTheLineThatBreaksIt() throws IOException {
    OpenApiDocument changed = changed("tags: [workspaces]", "tags: [elsewhere]");

    JsonNode difference = difference(changed, CheckResults.WHOLE_DOCUMENT);

    assertThat(difference.path("what").asText()).isEqualTo("rule: tags");
    int line = difference.at("/right/line").asInt();
    assertThat(changed.operations())
        .filteredOn(operation -> operation.place().texts("tags").contains("elsewhere"))
        .anyMatch(operation -> operation.place().line() == line);
  }

  @Test
  void aHeaderThatIsAlwaysSentFromNowOnIsHarmless() {
    String header = "schema: {type: string}\n    Deprecation:";
    OpenApiDocument changed = changed(header, "required: true\n      " + header);

    assertThat(new DocumentOverTime(ExampleProject.CONFIG).check(changed).differences())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.what()).startsWith("harmless: 200 header Link"));
  }

  @Test
  void aReferenceThatMayBeNullInAnotherFormIsNoChange() {
    OpenApiDocument changed = changed(OR_NULL, "nullable: true\n          " + ALL_OF);

    assertThat(new DocumentOverTime(ExampleProject.CONFIG).check(changed).differences()).isEmpty();
  }

  @Test
  void aReferenceThatMayBecomeNullIsAChange() {
    assertThat(DocumentChanges.between(changed(OR_NULL, ALL_OF), GOOD))
        .extracting(DocumentChange::name)
        .contains("accounts_users_me 200 $.auth_group nullable looser");
  }

  private static OpenApiDocument changed(String old, String now) {
    assertThat(GOOD.text()).contains(old);
    return OpenApiDocument.parse(GOOD.name(), GOOD.text().replace(old, now));
  }

  /** The first difference of the cell, as its file has it. */
  private JsonNode difference(OpenApiDocument changed, String operation) throws IOException {
    AlignmentConfig config = ExampleProject.config().results(folder).build();
    new DocumentOverTime(config).check(changed).write();
    try (Stream<Path> files = Files.list(config.checkResults())) {
      JsonNode results = new ObjectMapper().readTree(files.findFirst().orElseThrow().toFile());
      return results
          .path("results")
          .valueStream()
          .filter(result -> result.path("operation").asText().equals(operation))
          .findFirst()
          .orElseThrow()
          .at("/differences/0");
    }
  }

  private static String line(OpenApiDocument document, JsonNode difference) {
    return document.text().lines().toList().get(difference.at("/right/line").asInt() - 1).strip();
  }
}
