package dev.roster.alignment.mutation;

import dev.roster.alignment.mutation.Mutant.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * Makes single changes of documents, pacts, client and server, and asks every check about each.
 * Keeps what it found so far if it is stopped.
 */
final class MutantRunner {
  private final MutationConfig config;
  private final Expectations expectations;
  private final List<CatalogueEntry> entries;
  private final boolean rules;
  private final Predicate<String> wanted;
  private final List<MutantResult> results = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * @param entries the changes of catalogues
   * @param rules true to make also the changes of documents and pacts that rules know
   * @param wanted matches the ids of the changes to be made
   */
  MutantRunner(
      MutationConfig config,
      Expectations expectations,
      List<CatalogueEntry> entries,
      boolean rules,
      Predicate<String> wanted) {
    this.config = config;
    this.expectations = expectations;
    this.entries = entries.stream().filter(entry -> wanted.test(entry.id())).toList();
    this.rules = rules;
    this.wanted = wanted;
  }

  /** The results so far. */
  List<MutantResult> results() {
    return List.copyOf(results);
  }

  /** The checks that could not be asked, with the reasons. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Makes all wanted changes. */
  void run() throws IOException, InterruptedException, ExecutionException {
    try (WorkerPool workers = new WorkerPool(config)) {
      if (!entries.isEmpty()) {
        workers.begin(entries);
        faults.addAll(workers.faults());
      }
      ofSources(workers);
      ofDocuments(workers);
    }
  }

  private List<CatalogueEntry> entries(Predicate<Part> parts) {
    return entries.stream().filter(entry -> parts.test(config.part(entry))).toList();
  }

  private void ofSources(WorkerPool workers) throws InterruptedException, ExecutionException {
    List<CatalogueEntry> sources = entries(Part::isSource);
    MutationProgress progress = new MutationProgress(sources.size());
    results.addAll(new EntryMutants(config, workers).results(sources, progress));
  }

  private void ofDocuments(WorkerPool workers)
      throws IOException, InterruptedException, ExecutionException {
    List<CatalogueEntry> ofDocuments = entries(part -> part == Part.DOCUMENT);
    List<CatalogueEntry> ofPacts = entries(part -> part == Part.PACT);
    if (!rules && ofDocuments.isEmpty() && ofPacts.isEmpty()) {
      return;
    }
    Map<PactMutant, DocumentChecks> pacts = new LinkedHashMap<>();
    for (String name : config.alignment().documentNames()) {
      DocumentChecks checks = DocumentChecks.about(config, name);
      faults.addAll(checks.faults());
      ofDocument(checks, name, ofDocuments, workers);
      pactsOf(checks, name, ofPacts).forEach(change -> pacts.put(change, checks));
    }
    PactMutants mutants = new PactMutants(config, workers, new MutationProgress(pacts.size()));
    results.addAll(mutants.results(pacts));
    faults.addAll(mutants.faults());
  }

  private void ofDocument(
      DocumentChecks checks, String name, List<CatalogueEntry> ofDocuments, WorkerPool workers)
      throws InterruptedException, ExecutionException {
    List<DocumentMutant> made = rules ? DocumentMutant.of(checks.document()) : List.of();
    List<DocumentMutant> byRules =
        made.stream()
            .filter(change -> wanted.test(change.mutant().id()))
            .map(change -> change.expecting(expected(change.mutant())))
            .toList();
    List<CatalogueEntry> byEntries =
        ofDocuments.stream()
            .filter(entry -> MutationConfig.documentName(entry).equals(name))
            .toList();
    DocumentMutants mutants =
        new DocumentMutants(
            config, checks, workers, new MutationProgress(byRules.size() + byEntries.size()));
    results.addAll(mutants.ofRules(byRules));
    results.addAll(mutants.ofEntries(byEntries));
  }

  private List<PactMutant> pactsOf(
      DocumentChecks checks, String provider, List<CatalogueEntry> ofPacts) {
    List<PactMutant> changes = new ArrayList<>();
    if (rules) {
      checks.pactMutants().stream()
          .filter(change -> wanted.test(change.mutant().id()))
          .map(change -> change.expecting(expected(change.mutant())))
          .forEach(changes::add);
    }
    for (CatalogueEntry entry : ofPacts) {
      try {
        PactMutant change = PactMutant.of(entry, config.alignment().repository());
        if (checks.hasFile(change.file())) {
          changes.add(change);
        }
      } catch (IOException | RuntimeException notMade) {
        if (provider.equals(config.alignment().documentNames().get(0))) {
          results.add(
              MutantResult.broken(config.mutant(entry), String.valueOf(notMade.getMessage())));
        }
      }
    }
    return changes;
  }

  private String expected(Mutant mutant) {
    return expectations.check(mutant.id()).orElse(mutant.expected());
  }
}
