package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Check 2 once more: the objections of {@link NpmComparator} as differences of the check. */
final class SecondOpinion {
  private final OpenApiDocument document;
  private final CheckResults results;

  SecondOpinion(AlignmentConfig config, OpenApiDocument document) {
    this.document = document;
    this.results =
        new CheckResults(config, Check.PACT_DOCUMENT, "npm-" + document.name(), NpmComparator.TOOL);
  }

  /** The results on all interactions with the provider that has the name of the document. */
  static CheckResults of(AlignmentConfig config, String name, NpmComparator comparator)
      throws IOException, InterruptedException {
    SecondOpinion opinion = new SecondOpinion(config, config.document(name));
    Map<String, List<PactInteraction>> files = new LinkedHashMap<>();
    for (PactInteraction each : PactInteraction.with(name, config.pacts())) {
      files.computeIfAbsent(each.file(), file -> new ArrayList<>()).add(each);
    }
    List<Path> pacts = files.keySet().stream().map(config.pacts()::resolve).toList();
    List<JsonNode> reports = comparator.compare(config.documents().resolve(name + ".yaml"), pacts);
    int next = 0;
    for (List<PactInteraction> interactions : files.values()) {
      opinion.add(interactions, reports.get(next++));
    }
    return opinion.results;
  }

  /** Adds the objections to one pact file; one that names no interaction is about the document. */
  CheckResults add(List<PactInteraction> interactions, JsonNode report) {
    List<JsonNode> others = new ArrayList<>();
    report.forEach(others::add);
    for (PactInteraction each : interactions) {
      List<JsonNode> own = others.stream().filter(objection -> names(objection, each)).toList();
      others.removeAll(own);
      int line = each.operationIn(document).map(operation -> operation.place().line()).orElse(1);
      results.add(document.name(), operation(each), differences(own, line));
    }
    if (!others.isEmpty()) {
      results.add(document.name(), CheckResults.WHOLE_DOCUMENT, differences(others, 1));
    }
    return results;
  }

  private String operation(PactInteraction interaction) {
    return interaction.operationIn(document).map(Operation::id).orElse(CheckResults.WHOLE_DOCUMENT);
  }

  private static boolean names(JsonNode objection, PactInteraction interaction) {
    return objection
        .at("/mockDetails/interactionDescription")
        .asText()
        .equals(interaction.description());
  }

  private static List<Difference> differences(List<JsonNode> objections, int line) {
    return objections.stream()
        .map(each ->
            new Difference(
                each.path("message").asText(),
                new Side("pact", each.at("/mockDetails/value").toString(), 0),
                new Side("document", each.at("/specDetails/location").asText(), line)))
        .toList();
  }
}
