package dev.roster.alignment.mutation;

import static java.util.stream.Collectors.groupingBy;

import dev.roster.alignment.check.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** Makes single changes of documents, pacts, client and server, and asks the checks about each. */
final class MutantRunner {
  private final MutationConfig config;
  private final Expectations expectations;
  private final Predicate<String> wanted;

  /**
   * @param wanted the ids of the changes to be made
   */
  MutantRunner(MutationConfig config, Expectations expectations, Predicate<String> wanted) {
    this.config = config;
    this.expectations = expectations;
    this.wanted = wanted;
  }

  /** The results on all wanted changes. */
  List<MutantResult> results() throws IOException, InterruptedException, ExecutionException {
    List<MutantResult> results = new ArrayList<>();
    try (SourceMutants sources = new SourceMutants(config)) {
      results.addAll(ofSources(sources));
      for (String document : config.alignment().documentNames()) {
        results.addAll(ofDocument(document, sources));
      }
    }
    return results;
  }

  private List<MutantResult> ofSources(SourceMutants sources)
      throws IOException, InterruptedException, ExecutionException {
    List<SourceMutant> client = config.clientChanges().stream().filter(this::isWanted).toList();
    List<SourceMutant> server = config.serverChanges().stream().filter(this::isWanted).toList();
    MutationProgress progress = new MutationProgress(client.size() + server.size());
    List<MutantResult> results = new ArrayList<>();
    results.addAll(sources.results(MutantResult.Part.CLIENT, client, progress));
    results.addAll(sources.results(MutantResult.Part.SERVER, server, progress));
    return results;
  }

  private boolean isWanted(SourceMutant change) {
    return wanted.test(change.id());
  }

  private List<MutantResult> ofDocument(String name, SourceMutants sources)
      throws IOException, InterruptedException {
    DocumentChecks checks = DocumentChecks.about(config, name);
    List<DocumentMutant> documents =
        DocumentMutant.of(checks.document()).stream()
            .filter(change -> wanted.test(change.id()))
            .toList();
    Map<Check, List<PactMutant>> pacts =
        checks.pactMutants().stream()
            .filter(change -> wanted.test(change.id()))
            .collect(groupingBy(change -> expectations.check(change.id(), Check.PACT_DOCUMENT)));
    List<PactMutant> inDocument = pacts.getOrDefault(Check.PACT_DOCUMENT, List.of());
    List<PactMutant> inServer = pacts.getOrDefault(Check.SERVER_PACT, List.of());
    MutationProgress progress =
        new MutationProgress(documents.size() + inDocument.size() + inServer.size());
    DocumentMutants mutants = new DocumentMutants(checks, expectations, progress);
    List<MutantResult> results = new ArrayList<>(mutants.ofDocument(documents));
    results.addAll(mutants.ofPacts(inDocument));
    results.addAll(sources.ofPacts(name, inServer, progress));
    return results;
  }
}
