package dev.roster.alignment.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.alignment.promise.Promises.Outcome;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences, rows, promises and proofs belong together, and each that stands alone is told. */
class PromisesTest {
  private static final OpenApiDocument SHOP =
      OpenApiDocument.parse(
          "shop",
          """
          openapi: 3.0.3
          info:
            title: Shop
            version: '1'
            description: |
              A shop. Prices
              are whole.

              * Carts last a day.
          paths:
            /carts:
              get:
                operationId: listCarts
                description: Lists carts, newest first. Empty ones are left out.
                responses:
                  '200':
                    description: The carts.
                    content:
                      application/json:
                        schema: {$ref: '#/components/schemas/Carts'}
                        example: {description: Not a sentence.}
          components:
            schemas:
              Carts:
                type: object
                properties:
                  description: {type: string, description: What it is for.}
                  total: {type: integer, description: The price.}
          """);

  private static final String LIST =
      """
      pages: {README.md: [Assumptions]}
      promises:
        - {id: whole, document: shop, says: [Prices are whole.], page: README.md, rows: ['Prices: cents']}
        - {id: day, document: shop, says: [Carts last a day.]}
        - {id: order, document: shop, says: ['Lists carts, newest first.', Empty ones are left out.]}
        - {id: members, document: shop, texts: "759e8209", at: [/components/schemas/Carts/properties/*]}
      none:
        - {because: names, document: shop, says: [A shop., The carts.], page: README.md, rows: ['Assumptions: name']}
      """;

  private static final String PAGE =
      """
      # Shop
      | id | what |
      | --- | --- |
      | other | not of the section |
      ## Assumptions
      | id | what |
      | --- | --- |
      | `name` | a name |
      ### Prices
      | id | what |
      | --- | --- |
      | `cents` | none, a \\| b |
      ## End
      | id | what |
      | --- | --- |
      | last | not of the section |
      """;

  private static final Map<String, Set<String>> PROOFS =
      Map.of(
          "whole", Set.of("A"), "day", Set.of("A"), "order", Set.of("B"), "members", Set.of("B"));

  @TempDir Path folder;

  private List<Outcome> verify(String list, String page, Map<String, Set<String>> proofs)
      throws IOException {
    Files.writeString(folder.resolve("promises.yaml"), list);
    Files.writeString(folder.resolve("README.md"), page);
    return Promises.read(folder.resolve("promises.yaml"), List.of(SHOP)).verify(proofs);
  }

  private static List<String> faults(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(each -> each.differences().stream())
        .map(each -> each.left().text() + " | " + each.right().text())
        .toList();
  }

  @Test
  void allThatBelongsTogetherIsFound() throws IOException {
    List<Outcome> outcomes = verify(LIST, PAGE, PROOFS);

    assertThat(faults(outcomes)).isEmpty();
    assertThat(outcomes)
        .extracting(each -> each.operation() + " " + each.promises())
        .containsExactly("* 5", "listCarts 3", "* 7");
  }

  /** Another text at a pointer may promise something else. */
  @Test
  void descriptionsAtPointersAreTheOnesThatWereRead() throws IOException {
    assertThat(faults(verify(LIST.replace("759e8209", "759e8208"), PAGE, PROOFS)))
        .singleElement()
        .asString()
        .contains("at the pointers of 'members' changed", "texts: \"759e8209\"");
    assertThat(faults(verify(LIST.replace("texts: \"759e8209\", ", ""), PAGE, PROOFS))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          says: [Prices are whole.]     | says: [Prices are round.]    | Prices are whole. , does not list it
          says: [Prices are whole.]     | says: [Prices are round.]    | no description of shop says any more: Prices are round.
          'Prices: cents'               | 'Prices: pence'              | README.md has no row Prices: pence
          'Prices: cents'               | 'Prices: pence'              | README.md, line 12: the row Prices: cents is not listed
          Carts/properties/*            | Carts/required/*             | nothing of shop has a description at
          Carts/properties/*            | Carts/properties/total       | What it is for. , does not list it
          {id: day                      | {id: whole                   | two promises have the id whole
          {id: day                      | {id: new                     | there is no promise day, which is named by [A]
          {id: day                      | {id: new                     | Carts last a day. , none proves it
          """)
  void whatStandsAloneIsTold(String text, String change, String told) throws IOException {
    assertThat(LIST).contains(text);

    assertThat(faults(verify(LIST.replace(text, change), PAGE, PROOFS)))
        .anyMatch(fault -> fault.replace(" | ", " , ").contains(told));
  }

  @Test
  void aRowWithoutProofIsTold() throws IOException {
    String list = LIST.replace("{id: members", "{id: members, page: README.md, rows: []");
    Map<String, Set<String>> less =
        Map.of("day", Set.of("A"), "order", Set.of("B"), "members", Set.of("B"));

    assertThat(faults(verify(list, PAGE, less)))
        .contains("README.md, line 12: no test proves the promise whole | ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: day | {id: Day",
        "{id: day | {name: day",
        "{because: names | {id: a, because: names",
      })
  void whatIsNotUnderstoodIsRefused(String text, String change) {
    assertThatThrownBy(() -> verify(LIST.replace(text, change), PAGE, PROOFS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tagsOfTestsAreFound() throws IOException {
    Files.writeString(
        folder.resolve("OneTest.java"),
        "@Tag(\"promise:whole\") @Tag(\"promise:day\") @Tag(\"x\")");
    Files.writeString(folder.resolve("Two.java"), "@Tag(\"promise:day\")");
    Files.writeString(folder.resolve("notes.txt"), "\"promise:none\"");

    assertThat(Promises.tagged(List.of(folder)))
        .isEqualTo(
            Map.of("whole", Set.of("OneTest.java"), "day", Set.of("OneTest.java", "Two.java")));
  }
}
