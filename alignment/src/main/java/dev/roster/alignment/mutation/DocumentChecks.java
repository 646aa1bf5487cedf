package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.evolution.DocumentOverTime;
import dev.roster.alignment.fuzz.DocumentFuzzer;
import dev.roster.alignment.fuzz.FuzzTarget;
import dev.roster.alignment.mutation.MutantResult.Verdict;
import dev.roster.alignment.pact.Coverage;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.alignment.promise.Promises;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the checks that need no running program about a changed document, or a changed pact. */
final class DocumentChecks {
  /** The comparison of what the pacts exercise with what was reviewed. */
  static final String COVERAGE = "coverage";

  private static final int FEWEST_RESPONSES = 30;

  /** Objects to a changed document. */
  private interface DocumentCheck {
    /**
     * The first objection.
     *
     * @param tree the same document as it is written, with references
     */
    Optional<String> objection(OpenApiDocument changed, JsonNode tree);
  }

  private final AlignmentConfig config;
  private final OpenApiDocument document;
  private final String clientCheck;
  private final Map<String, List<JsonNode>> interactions;
  private final Map<String, DocumentCheck> checks = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  private DocumentChecks(MutationConfig mutation, OpenApiDocument document) {
    this.config = mutation.alignment();
    this.document = document;
    this.clientCheck = mutation.clientCheck();
    this.interactions = PactInDocument.interactions(config, document.name());
  }

  /** The checks as they are about a document; one that objects to it as it is, is not asked. */
  static DocumentChecks about(MutationConfig mutation, String name) {
    OpenApiDocument document = mutation.alignment().document(name);
    DocumentChecks checks = new DocumentChecks(mutation, document);
    Map<String, String> surface = DocumentSurface.of(DocumentMutant.nothing(document).tree());
    checks.add(Check.PACT_DOCUMENT.key(), (changed, tree) -> checks.inPacts(changed));
    checks.add(Check.DOCUMENT_TIME.key(), (changed, tree) -> checks.overTime(changed));
    checks.add(
        Check.COMPILE.key(),
        (changed, tree) -> DocumentSurface.difference(surface, DocumentSurface.of(tree)));
    if (Coverage.isCommitted(mutation.alignment(), name)) {
      checks.add(COVERAGE, (changed, tree) -> checks.coverage(changed, checks.all()));
    }
    if (Files.exists(checks.promises())) {
      checks.add(Check.PROMISES.key(), (changed, tree) -> checks.unlisted(changed));
    }
    checks.addRecorded(mutation);
    return checks;
  }

  private void add(String key, DocumentCheck check) {
    try {
      DocumentMutant nothing = DocumentMutant.nothing(document);
      Optional<String> red = check.objection(nothing.changed(), nothing.tree());
      if (red.isPresent()) {
        fault(key, red.get());
      } else {
        checks.put(key, check);
      }
    } catch (RuntimeException failure) {
      fault(key, failure.toString());
    }
  }

  private void fault(String key, String why) {
    faults.add(
        key + " is red without any change of " + document.name() + ", so it was not asked: " + why);
  }

  /** The responses of the server as it is. */
  private void addRecorded(MutationConfig mutation) {
    String key = Check.SERVER_DOCUMENT.key();
    try (FuzzTarget target = mutation.target().get()) {
      DocumentFuzzer.Recording responses = new DocumentFuzzer(config).record(document, target);
      if (responses.size() < FEWEST_RESPONSES) {
        fault(key, "only " + responses.size() + " responses");
      } else {
        add(key, (changed, tree) -> responses.objection(changed));
      }
    } catch (IOException | RuntimeException failure) {
      fault(key, failure.toString());
    }
  }

  OpenApiDocument document() {
    return document;
  }

  /** The checks that are red without any change. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** True if the pact file has interactions with the provider. */
  boolean hasFile(String file) {
    return interactions.containsKey(file);
  }

  /** Every change of every interaction of the pacts with the provider. */
  List<PactMutant> pactMutants() {
    Set<String> headers = credentialHeaders();
    return interactions.entrySet().stream()
        .flatMap(file ->
            file.getValue().stream()
                .flatMap(each -> PactMutant.of(file.getKey(), each, headers).stream()))
        .toList();
  }

  /** The verdict of each check on a changed document. */
  List<Verdict> verdicts(DocumentMutant mutant) {
    OpenApiDocument changed = mutant.changed();
    return checks.entrySet().stream()
        .map(check -> verdict(check.getKey(), check.getValue().objection(changed, mutant.tree())))
        .toList();
  }

  /** The verdict of each check on a changed pact. */
  List<Verdict> verdicts(PactMutant changed) {
    List<Verdict> verdicts = new ArrayList<>();
    PactInDocument pacts = new PactInDocument(document, config.states());
    if (checks.containsKey(Check.PACT_DOCUMENT.key())) {
      verdicts.add(verdict(Check.PACT_DOCUMENT.key(), objections(pacts, changed.interactions())));
    }
    if (checks.containsKey(COVERAGE)) {
      verdicts.add(verdict(COVERAGE, coverage(document, changed.in(interactions))));
    }
    // the tests of the client write the pact as it was
    verdicts.add(new Verdict(clientCheck, true, "", "the tests of the client write another pact"));
    return verdicts;
  }

  private static Verdict verdict(String check, Optional<String> objection) {
    return new Verdict(check, objection.isPresent(), "", objection.orElse(""));
  }

  private List<JsonNode> all() {
    return interactions.values().stream().flatMap(List::stream).toList();
  }

  private Optional<String> inPacts(OpenApiDocument changed) {
    return objections(new PactInDocument(changed, config.states()), all());
  }

  private static Optional<String> objections(
      PactInDocument check, Collection<JsonNode> interactions) {
    return interactions.stream()
        .flatMap(interaction -> check.differences(interaction).stream())
        .map(Difference::what)
        .findFirst();
  }

  private Optional<String> coverage(OpenApiDocument changed, List<JsonNode> pacts) {
    return Coverage.of(config, changed, pacts).changes().stream().findFirst();
  }

  private Path promises() {
    return config.documents().resolve("promises.yaml");
  }

  /** The first sentence that changed; all promises count as proved. */
  private Optional<String> unlisted(OpenApiDocument changed) {
    List<OpenApiDocument> documents =
        config.documentNames().stream()
            .map(each -> each.equals(document.name()) ? changed : config.document(each))
            .toList();
    Promises promises = Promises.read(promises(), documents);
    Map<String, Set<String>> proofs =
        promises.ids().stream().collect(Collectors.toMap(id -> id, Set::of));
    return promises.verify(proofs).stream()
        .flatMap(outcome -> outcome.differences().stream())
        .map(Difference::what)
        .findFirst();
  }

  /** The headers that carry credentials in the document. */
  private Set<String> credentialHeaders() {
    return document.operations().stream()
        .flatMap(operation -> operation.credentials().stream())
        .map(Credential::header)
        .collect(Collectors.toSet());
  }

  private Optional<String> overTime(OpenApiDocument changed) {
    return new DocumentOverTime(config)
        .differences(changed).stream()
            .map(difference -> difference.what() + ": " + difference.right().text())
            .findFirst();
  }
}
