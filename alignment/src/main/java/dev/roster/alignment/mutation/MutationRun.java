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
public final class MutationRun {
  private final MutationConfig config;
  private final Expectations expectations;
  private final Predicate<String> wanted;

  /**
   * @param wanted the ids of the changes to be made
   */
  public MutationRun(MutationConfig config, Expectations expectations, Predicate<String> wanted) {
    this.config = config;
    this.expectations = expectations;
    this.wanted = wanted;
  }

  /** The verdicts on all wanted changes. */
  public List<Verdict> verdicts() throws IOException, InterruptedException, ExecutionException {
    List<Verdict> verdicts = new ArrayList<>();
    try (SourceMutants sources = new SourceMutants(config)) {
      verdicts.addAll(ofSources(sources));
      for (String document : config.alignment().documentNames()) {
        verdicts.addAll(ofDocument(document, sources));
      }
    }
    return verdicts;
  }

  private List<Verdict> ofSources(SourceMutants sources)
      throws IOException, InterruptedException, ExecutionException {
    List<SourceMutant> client = config.clientChanges().stream().filter(this::isWanted).toList();
    List<SourceMutant> server = config.serverChanges().stream().filter(this::isWanted).toList();
    Progress progress = new Progress(client.size() + server.size());
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.addAll(sources.verdicts(Verdict.Part.CLIENT, client, progress));
    verdicts.addAll(sources.verdicts(Verdict.Part.SERVER, server, progress));
    return verdicts;
  }

  private boolean isWanted(SourceMutant change) {
    return wanted.test(change.id());
  }

  private List<Verdict> ofDocument(String name, SourceMutants sources)
      throws IOException, InterruptedException {
    DocumentChecks checks = DocumentChecks.about(config, name);
    List<DocumentMutant> documents =
        DocumentMutant.of(checks.document()).stream()
            .filter(change -> wanted.test(change.id()))
            .toList();
    Map<Check, List<PactMutant>> pacts =
        checks.interactions().stream()
            .flatMap(each -> PactMutant.of(each, checks.credentialHeaders()).stream())
            .filter(change -> wanted.test(change.id()))
            .collect(groupingBy(change -> expectations.check(change.id(), Check.PACT_DOCUMENT)));
    List<PactMutant> inDocument = pacts.getOrDefault(Check.PACT_DOCUMENT, List.of());
    List<PactMutant> inServer = pacts.getOrDefault(Check.SERVER_PACT, List.of());
    Progress progress = new Progress(documents.size() + inDocument.size() + inServer.size());
    DocumentMutants mutants = new DocumentMutants(checks, expectations, progress);
    List<Verdict> verdicts = new ArrayList<>(mutants.ofDocument(documents));
    verdicts.addAll(mutants.ofPacts(inDocument));
    verdicts.addAll(sources.ofPacts(name, inServer, progress));
    return verdicts;
  }
}
