package dev.roster.alignment.mutation;

import static java.util.stream.Collectors.groupingBy;

import dev.roster.alignment.check.Leg;
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
    try (SourceDrift sources = new SourceDrift(config)) {
      verdicts.addAll(ofSources(sources));
      for (String document : config.alignment().documentNames()) {
        verdicts.addAll(ofDocument(document, sources));
      }
    }
    return verdicts;
  }

  private List<Verdict> ofSources(SourceDrift sources)
      throws IOException, InterruptedException, ExecutionException {
    List<SourceChange> client = config.clientChanges().stream().filter(this::isWanted).toList();
    List<SourceChange> server = config.serverChanges().stream().filter(this::isWanted).toList();
    Progress progress = new Progress(client.size() + server.size());
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.addAll(sources.verdicts(Verdict.Part.CLIENT, client, progress));
    verdicts.addAll(sources.verdicts(Verdict.Part.SERVER, server, progress));
    return verdicts;
  }

  private boolean isWanted(SourceChange change) {
    return wanted.test(change.id());
  }

  private List<Verdict> ofDocument(String name, SourceDrift sources)
      throws IOException, InterruptedException {
    DocumentLegs legs = DocumentLegs.about(config, name);
    List<DocumentChange> documents =
        DocumentChange.of(legs.document()).stream()
            .filter(change -> wanted.test(change.id()))
            .toList();
    Map<Leg, List<PactChange>> pacts =
        legs.interactions().stream()
            .flatMap(each -> PactChange.of(each, legs.credentialHeaders()).stream())
            .filter(change -> wanted.test(change.id()))
            .collect(groupingBy(change -> expectations.leg(change.id(), Leg.PACT_DOCUMENT)));
    List<PactChange> inDocument = pacts.getOrDefault(Leg.PACT_DOCUMENT, List.of());
    List<PactChange> inServer = pacts.getOrDefault(Leg.SERVER_PACT, List.of());
    Progress progress = new Progress(documents.size() + inDocument.size() + inServer.size());
    DocumentDrift drift = new DocumentDrift(legs, expectations, progress);
    List<Verdict> verdicts = new ArrayList<>(drift.ofDocument(documents));
    verdicts.addAll(drift.ofPacts(inDocument));
    verdicts.addAll(sources.ofPacts(name, inServer, progress));
    return verdicts;
  }
}
