package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.evolution.DocumentOverTime;
import dev.roster.alignment.fuzz.DocumentFuzzer;
import dev.roster.alignment.fuzz.FuzzTarget;
import dev.roster.alignment.pact.Coverage;
import dev.roster.alignment.pact.Coverage.Item;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.alignment.report.AlignmentReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks on an API that is not Roster's: a document, its pacts and a server by its URL. */
class ShopAlignmentTest {
  private static final Path SHOP = Path.of("src", "test", "resources", "shop");

  @TempDir Path folder;

  private AlignmentConfig config(Path pacts) {
    // @start region="config"
    // SHOP has shop.yaml, and baseline/shop.yaml as it was released
    AlignmentConfig config =
        AlignmentConfig.of("Shop", SHOP, List.of("shop"))
            .pacts(pacts)
            .states(Set.of("an article in stock"))
            .requiredStatuses(List.of("401", "405"))
            .results(folder.resolve("alignment"))
            .build();
    // @end region="config"
    return config;
  }

  /** The credential by the name of its security scheme, and the id of an article that exists. */
  private static FuzzTarget target(ShopServer shop, String token) {
    return FuzzTarget.at(shop.uri(), Map.of("Token", token, "article_id", ShopServer.ARTICLE));
  }

  @Test
  void documentPactsAndServerOfTheShopAgree() throws IOException {
    AlignmentConfig config = config(SHOP.resolve("pacts"));
    // @start region="checks"
    try (ShopServer shop = new ShopServer("9.9")) {
      List<CheckResults> checks =
          List.of(
              PactInDocument.check(config, "shop"),
              DocumentFuzzer.check(config, target(shop, ShopServer.TOKEN), "shop"),
              DocumentOverTime.check(config, "shop"));

      for (CheckResults results : checks) {
        results.write();
        assertThat(results.differences()).isEmpty();
        assertThat(results.checks()).isPositive();
      }
    }

    JsonNode report = AlignmentReport.write(config, Instant.now());
    // @end region="checks"

    assertThat(report.path("verdict").asText())
        .as("checks 1, 3 and 5 did not run")
        .isEqualTo("incomplete");
    assertThat(report.at("/operations/1/cells/server-document/status").asText()).isEqualTo("green");
    assertThat(folder.resolve("alignment").resolve("index.html")).isNotEmptyFile();
    assertThat(Coverage.of(config, "shop").items())
        .filteredOn(item -> item.state() == Coverage.ItemState.COVERED)
        .extracting(Item::toString)
        .contains("readArticle 200", "readArticle 200 $.price named");
  }

  @Test
  void aPactThatBreaksTheDocumentIsRedWithTheLine() throws IOException {
    String pact = Files.readString(SHOP.resolve("pacts").resolve("web-shop.json"));
    Files.writeString(folder.resolve("web-shop.json"), pact.replace("9.9", "\"9.90 EUR\""));

    List<Difference> differences = PactInDocument.check(config(folder), "shop").differences();

    assertThat(differences)
        .filteredOn(difference -> difference.what().equals("“an article”: response body $.price"))
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.left().text()).isEqualTo("\"9.90 EUR\"");
          assertThat(line(difference)).startsWith("price: {type: number,");
        });
  }

  @Test
  void aServerThatBreaksTheDocumentIsRedWithTheLine() throws IOException {
    try (ShopServer shop = new ShopServer("\"9.90 EUR\"")) {
      List<Difference> differences =
          DocumentFuzzer.check(
                  config(SHOP.resolve("pacts")), target(shop, ShopServer.TOKEN), "shop")
              .differences();

      assertThat(differences)
          .isNotEmpty()
          .allSatisfy(difference -> {
            assertThat(difference.what()).contains("validation.response.body.schema.type");
            assertThat(line(difference)).isEqualTo("'200':");
          });
    }
  }

  @Test
  void aServerThatRefusesTheCredentialsIsRed() throws IOException {
    try (ShopServer shop = new ShopServer("9.9")) {
      List<Difference> differences =
          DocumentFuzzer.check(config(SHOP.resolve("pacts")), target(shop, "another"), "shop")
              .differences();

      assertThat(differences)
          .extracting(Difference::what)
          .containsExactly("no request succeeded", "no request succeeded");
    }
  }

  private static String line(Difference difference) throws IOException {
    List<String> lines = Files.readAllLines(SHOP.resolve("shop.yaml"));
    return lines.get(difference.right().line() - 1).strip();
  }
}
