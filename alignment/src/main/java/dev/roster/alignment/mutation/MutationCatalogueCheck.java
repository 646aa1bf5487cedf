package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that each change of sources in the catalogue of a project can still be made, since full
 * mutation runs are rare.
 */
final class MutationCatalogueCheck {
  private final MutationConfig config;
  private final List<SourceMutant> changes;

  MutationCatalogueCheck(MutationConfig config) {
    this.config = config;
    this.changes =
        Stream.concat(config.serverChanges().stream(), config.clientChanges().stream()).toList();
  }

  /** The number of changes. */
  int size() {
    return changes.size();
  }

  /** The entries that cannot be made, change nothing, have no tests, or share their id. */
  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (SourceMutant change : changes) {
      if (!ids.add(change.id())) {
        faults.add(change.id() + ": two entries have this id");
      }
      if (change.put().equals(change.find())) {
        faults.add(change.id() + ": changes nothing");
      }
      if (config.testsOf(change).isEmpty()) {
        faults.add(change.id() + ": no tests belong to the check " + change.check());
      }
      try {
        change.changed(config.alignment().repository());
      } catch (IllegalStateException notMade) {
        faults.add(String.valueOf(notMade.getMessage()));
      }
    }
    return faults;
  }

  /** The differences of the committed result of the last run and the entries of today. */
  List<String> changesSinceLastRun() throws IOException {
    Map<String, String> judged = new HashMap<>();
    List<String> found = new ArrayList<>();
    for (JsonNode source : lastRun().path("sources")) {
      if (judged.put(source.path("id").asText(), source.path("change").asText()) != null) {
        found.add(source.path("id").asText() + ": judged twice");
      }
    }
    for (SourceMutant change : changes) {
      String said = judged.remove(change.id());
      if (said == null) {
        found.add(change.id() + ": new, not judged yet");
      } else if (!said.equals(change.says())) {
        found.add(change.id() + ": says another thing than what was judged");
      }
    }
    judged.keySet().forEach(id -> found.add(id + ": judged, but no longer in the catalogue"));
    return found;
  }

  /** The survivors of the last run whose committed reason is not the one of the expectations. */
  List<String> unexplainedSurvivors() throws IOException {
    Expectations expectations = Expectations.read(config.expectations());
    List<String> found = new ArrayList<>();
    for (JsonNode survivor : lastRun().path("survivors")) {
      String id = survivor.path("id").asText();
      String committed = survivor.path("reason").asText();
      if (!expectations.reason(id).equals(Optional.of(committed))) {
        found.add(id + ": " + committed);
      }
    }
    return found;
  }

  private JsonNode lastRun() throws IOException {
    return MutationReport.committed(config.alignment());
  }
}
