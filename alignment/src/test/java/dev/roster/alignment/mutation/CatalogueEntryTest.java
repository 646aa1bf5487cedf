package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.mutation.Mutant.Part;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries of catalogues as changes of what their file is. */
class CatalogueEntryTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Shop, version: '1'}
      # a comment
      paths:
        /articles:
          get:
            operationId: listArticles
            responses: {'200': {description: all}}
      """;
  private static final String PACT =
      """
      {"consumer": {"name": "web"}, "provider": {"name": "shop"}, "interactions": [
        {"description": "one", "request": {"path": "/1"}},
        {"description": "two", "request": {"path": "/2"}}]}
      """;

  @TempDir Path repository;

  private AlignmentConfig config() throws IOException {
    Files.createDirectories(repository.resolve("api"));
    Files.createDirectories(repository.resolve("pacts"));
    Files.writeString(repository.resolve("api/shop.yaml"), DOCUMENT);
    Files.writeString(repository.resolve("pacts/web-shop.json"), PACT);
    return AlignmentConfig.of("Shop", repository.resolve("api"), List.of("shop"))
        .pacts(repository.resolve("pacts"))
        .repository(repository)
        .build();
  }

  private static CatalogueEntry entry(String file, String find, String put) {
    return new CatalogueEntry("an-id", "says", "", "", file, find, put);
  }

  @ParameterizedTest
  @CsvSource({
    "api/shop.yaml, DOCUMENT",
    "api/other.yaml, SERVER",
    "pacts/web-shop.json, PACT",
    "client/src/main/java/Call.java, CLIENT",
    "server/src/main/java/Client.java, SERVER"
  })
  void theFileDecidesThePart(String file, Part part) throws IOException {
    URL none = repository.toUri().toURL();
    MutationConfig config =
        MutationTesting.of(config(), "com.example.")
            .server(() -> null)
            .clientCatalogue(none, "client-pact")
            .serverCatalogue(none)
            .expectations(none)
            .settings();

    assertThat(config.part(entry(file, "a", "b"))).isEqualTo(part);
  }

  @Test
  void anEntryNeedsNoMoreThanFileFindAndPut() throws IOException {
    Path catalogue =
        Files.writeString(
            repository.resolve("changes.yaml"),
            """
            - {file: a, find: b, put: c}
            - {id: named, says: it, noticed: by all, provider: shop, why: readers, file: a, find: b, put: c}
            """);

    assertThat(CatalogueEntry.read(catalogue.toUri().toURL(), "usual"))
        .containsExactly(
            new CatalogueEntry("entry-1", "", "", "usual", "a", "b", "c"),
            new CatalogueEntry("named", "it", "by all", "usual", "a", "b", "c"));
  }

  @Test
  void aChangeOfADocumentIsTheDocumentAfterIt() throws IOException {
    OpenApiDocument shop = config().document("shop");

    DocumentMutant mutant =
        DocumentMutant.of(entry("api/shop.yaml", "/articles:", "/goods:"), shop, repository);

    assertThat(mutant.changed().operations())
        .singleElement()
        .satisfies(operation -> assertThat(operation.path()).isEqualTo("/goods"));
  }

  @Test
  void aChangeOfCommentsAloneIsRefused() throws IOException {
    OpenApiDocument shop = config().document("shop");

    assertThatThrownBy(
            () -> DocumentMutant.of(entry("api/shop.yaml", "# a", "# another"), shop, repository))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("comments and spaces only");
  }

  @Test
  void aChangeOfAPactIsTheInteractionsAfterIt() throws IOException {
    AlignmentConfig config = config();

    PactMutant mutant =
        PactMutant.of(entry("pacts/web-shop.json", "\"/2\"", "\"/3\""), config.repository());

    Map<String, List<JsonNode>> all = PactInDocument.interactions(config, "shop");
    assertThat(mutant.interactions())
        .singleElement()
        .satisfies(each -> assertThat(each.at("/request/path").asText()).isEqualTo("/3"));
    assertThat(mutant.in(all))
        .extracting(each -> each.at("/request/path").asText())
        .containsExactlyInAnyOrder("/1", "/3");
  }

  private MutationConfig withCoverage() throws IOException {
    URL nothing = repository.toUri().toURL();
    return ExampleMutations.config(
        ExampleProject.config().coverage(Path.of("../contract-tests/coverage")).build(),
        nothing,
        nothing,
        nothing);
  }

  /** A document without pacts and without a client. */
  @Test
  void aDocumentWithoutPactsIsLookedAtByTheOtherChecks() throws IOException {
    MutationConfig config = withCoverage();
    DocumentChecks checks = DocumentChecks.about(config, ExampleProject.CONSOLE);
    CatalogueEntry renamed =
        entry(
            "specs/roster-console.yaml", "invited_by: {type: string,", "invitedBy: {type: string,");

    assertThat(checks.faults()).allMatch(fault -> fault.startsWith("server-document is red"));
    assertThat(
            checks.verdicts(
                DocumentMutant.of(renamed, checks.document(), config.alignment().repository())))
        .filteredOn(MutantResult.Verdict::red)
        .extracting(MutantResult.Verdict::check)
        .contains("document-time", "compile");
  }

  @Test
  void eachCheckOfDocumentsIsAskedAboutADocument() throws IOException {
    MutationConfig config = withCoverage();
    DocumentChecks checks = DocumentChecks.about(config, ExampleProject.COOLSET);
    CatalogueEntry renamed =
        entry(
            "specs/coolset-accounts.yaml",
            "member_count: {type: integer, format: int64, readOnly",
            "memberCount: {type: integer, format: int64, readOnly");

    assertThat(checks.faults())
        .as("no server was started")
        .singleElement()
        .asString()
        .startsWith("server-document is red without any change");
    assertThat(
            checks.verdicts(
                DocumentMutant.of(renamed, checks.document(), config.alignment().repository())))
        .filteredOn(MutantResult.Verdict::red)
        .extracting(MutantResult.Verdict::check)
        .contains("pact-document", "document-time", "compile", "coverage");
  }
}
