package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.mutation.MutantResult.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks every check about each change of a pact. The server is held against all changed interactions
 * in one run, since states never disturb each other, and a start takes longer than an interaction.
 */
final class PactMutants {
  /** An interaction that is as it was, and must hold. */
  private static final String UNCHANGED = "unchanged";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MutationConfig config;
  private final WorkerPool workers;
  private final MutationProgress progress;
  private final List<String> faults = new ArrayList<>();

  PactMutants(MutationConfig config, WorkerPool workers, MutationProgress progress) {
    this.config = config;
    this.workers = workers;
    this.progress = progress;
  }

  /** The reasons why the server was not held against the changes. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** The results on all changes, each with the checks of the document of its provider. */
  List<MutantResult> results(Map<PactMutant, DocumentChecks> changes)
      throws IOException, InterruptedException {
    Map<String, Verdict> byServer = byServer(List.copyOf(changes.keySet()));
    return changes.entrySet().parallelStream()
        .map(each -> {
          Mutant mutant = each.getKey().mutant();
          List<Verdict> verdicts = new ArrayList<>(each.getValue().verdicts(each.getKey()));
          Verdict server = byServer.get(mutant.id());
          if (server != null) {
            verdicts.add(server);
          }
          MutantResult result = new MutantResult(mutant, verdicts, "");
          progress.show(result);
          return result;
        })
        .toList();
  }

  private Map<String, Verdict> byServer(List<PactMutant> changes)
      throws IOException, InterruptedException {
    String check = Check.SERVER_PACT.key();
    if (changes.isEmpty() || !config.checks().containsKey(check)) {
      return Map.of();
    }
    Path folder = Files.createTempDirectory("mutant-pacts");
    Set<String> asked = write(changes, folder);
    TestOutcome outcome = workers.all(check, folder);
    for (String file : files(changes)) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.delete(folder);
    String failed = String.join("\n", outcome.failed());
    boolean stopped = outcome.failed().isEmpty() && !outcome.isGreen();
    if (stopped || failed.contains(mark(UNCHANGED))) {
      faults.add(check + " was not asked about pacts: " + outcome.test() + " " + outcome.reason());
      return Map.of();
    }
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    for (String id : asked) {
      boolean red = failed.contains(mark(id));
      verdicts.put(id, new Verdict(check, red, red ? id : "", red ? "is not what it does" : ""));
    }
    return verdicts;
  }

  private static List<String> files(List<PactMutant> changes) {
    return changes.stream().map(PactMutant::file).distinct().toList();
  }

  /** Puts the changed interactions into pacts, and returns the ids of the changes that have any. */
  private Set<String> write(List<PactMutant> changes, Path folder) throws IOException {
    Set<String> ids = new HashSet<>();
    for (String file : files(changes)) {
      ObjectNode pact =
          (ObjectNode) JSON.readTree(config.alignment().pacts().resolve(file).toFile());
      JsonNode first = pact.at("/interactions/0");
      ArrayNode interactions = pact.putArray("interactions");
      interactions.add(named(first, mark(UNCHANGED)));
      for (PactMutant change : changes) {
        if (change.file().equals(file)) {
          for (JsonNode each : change.interactions()) {
            String name = mark(change.mutant().id());
            interactions.add(named(each, name + " " + interactions.size()));
            ids.add(change.mutant().id());
          }
        }
      }
      JSON.writeValue(folder.resolve(file).toFile(), pact);
    }
    return ids;
  }

  private static String mark(String id) {
    return "[" + id + "]";
  }

  private static JsonNode named(JsonNode interaction, String name) {
    ObjectNode copy = interaction.deepCopy();
    copy.put("description", name);
    copy.remove("key");
    return copy;
  }
}
