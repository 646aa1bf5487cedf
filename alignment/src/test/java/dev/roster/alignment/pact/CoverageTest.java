package dev.roster.alignment.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.pact.Coverage.Item;
import dev.roster.alignment.pact.Coverage.ItemState;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
  private static final OpenApiDocument COOLSET = ExampleProject.coolset();
  private static final List<PactInteraction> ALL =
      PactInteraction.with(ExampleProject.COOLSET, ExampleProject.CONFIG.pacts());

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a switch to a company of somebody else, LOST: accounts_workspaces_switch 404 + → -",
    "companies with type=demo, LOST: accounts_companies_list request query type = demo + → -",
    "a page of companies between two others,"
        + " LOST: accounts_companies_list 200 $.previous value + → -",
    "a country without an official name,"
        + " LOST: accounts_countries_read 200 $.official_name null + → -",
    "an invitation of another company,"
        + " LOST: accounts_invitations_read 404 in the state \"an invitation of somebody else\"",
    "a switch under the key of another,"
        + " LOST: accounts_workspaces_switch 409 asks header Idempotency-Key = ${idempotency_key}",
    "companies with country=BE, LOST: accounts_companies_list 200 asks query country = BE",
    "the caller who is deactivated,"
        + " LOST: accounts_users_me 401 expects header Content-Type ~ application/json(;.*)? 3 → 2"
  })
  void withoutAnInteractionSomethingIsLost(String description, String expected) {
    List<PactInteraction> fewer =
        ALL.stream().filter(each -> !each.description().equals(description)).toList();
    assertThat(fewer).hasSize(ALL.size() - 1);

    assertThat(CoverageBaseline.changes(lines(ALL), lines(fewer))).contains(expected);
  }

  @Test
  void anInteractionThatTellsWhatOthersTellIsRedundant() {
    JsonNode copy = ALL.get(0).json().deepCopy();
    ((ObjectNode) copy).put("description", "the same again");
    List<PactInteraction> more = new ArrayList<>(ALL);
    more.add(new PactInteraction(ALL.get(0).file(), ALL.get(0).provider(), copy));

    assertThat(coverage(COOLSET, ALL).redundant()).isEmpty();
    assertThat(coverage(COOLSET, more).redundant())
        .containsExactlyInAnyOrder(ALL.get(0).description(), "the same again");
  }

  @Test
  void aMemberThatIsNewInTheDocumentIsNotYetExercised() {
    OpenApiDocument grown =
        OpenApiDocument.parse(
            ExampleProject.COOLSET,
            COOLSET
                .text()
                .replace(
                    "        message: {type: string, description: What happened.}",
                    "        message: {type: string, description: What happened.}\n"
                        + "        hint: {type: string, description: What to do.}"));

    assertThat(CoverageBaseline.changes(lines(ALL), lines(grown, ALL)))
        .containsExactly(
            "new: - accounts_workspaces_switch 200 $.hint present",
            "new: + accounts_workspaces_switch 200 $.hint absent");
  }

  @Test
  void aRequestThatIsRefusedDoesNotExerciseItsParameters() {
    List<PactInteraction> refused =
        ALL.stream()
            .filter(each -> each.description().equals("companies by a search with NUL"))
            .toList();
    assertThat(refused).hasSize(1);

    assertThat(lines(refused))
        .contains(
            "+ accounts_companies_list 400", "- accounts_companies_list request query search used");
  }

  @Test
  void anExcusedItemCountsAsExcusedAndNotAsMissing() throws IOException {
    excuses("accounts_users_me 503\tno state is out of order\n");

    assertThat(Coverage.of(config(), ExampleProject.COOLSET).items())
        .filteredOn(item -> item.toString().equals("accounts_users_me 503"))
        .singleElement()
        .returns(ItemState.EXCUSED, Item::state)
        .returns("no state is out of order", Item::reason);
  }

  @Test
  void anExcuseForNothingOrForWhatIsExercisedIsWrong() throws IOException {
    excuses("accounts_users_me 299\tthere is none\naccounts_users_me 200\tnobody asks\n");

    assertThat(Coverage.wrongExcuses(config()))
        .satisfiesExactly(
            wrong -> assertThat(wrong).startsWith("about nothing: ").contains("there is none"),
            wrong -> assertThat(wrong).startsWith("exercised: accounts_users_me 200"));
  }

  @Test
  void theCommittedCoverageIsTheOneThatChangesAreToldFrom() throws IOException {
    excuses("");
    Coverage coverage = Coverage.of(config(), ExampleProject.COOLSET);

    coverage.commit();

    assertThat(coverage.changes()).isEmpty();
    Path file = folder.resolve(ExampleProject.COOLSET + ".txt");
    Files.writeString(
        file,
        Files.readString(file).replace("+ accounts_users_me 200\n", "- accounts_users_me 200\n"));
    assertThat(coverage.changes()).containsExactly("changed: accounts_users_me 200 - → +");
  }

  private void excuses(String lines) throws IOException {
    Files.writeString(folder.resolve("excuses.tsv"), lines);
  }

  private AlignmentConfig config() {
    return ExampleProject.config().coverage(folder).build();
  }

  private List<String> lines(List<PactInteraction> interactions) {
    return lines(COOLSET, interactions);
  }

  private List<String> lines(OpenApiDocument document, List<PactInteraction> interactions) {
    return CoverageBaseline.lines(coverage(document, interactions));
  }

  private Coverage coverage(OpenApiDocument document, List<PactInteraction> interactions) {
    return Coverage.of(document, interactions, new CoverageBaseline(folder, document.name()));
  }
}
