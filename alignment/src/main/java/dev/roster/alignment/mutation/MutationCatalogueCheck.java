package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that each change in the catalogues of a project can still be made, since full mutation
 * runs are rare.
 */
final class MutationCatalogueCheck {
  private final MutationConfig config;
  private final List<CatalogueEntry> changes;

  MutationCatalogueCheck(MutationConfig config) {
    this.config = config;
    this.changes = config.entries();
  }

  /** The number of changes. */
  int size() {
    return changes.size();
  }

  /** The entries that cannot be made, change nothing, have no tests, or share their id. */
  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (CatalogueEntry change : changes) {
      if (!ids.add(change.id())) {
        faults.add(change.id() + ": two entries have this id");
      }
      if (!isKnown(change.check())) {
        faults.add(change.id() + ": there is no check " + change.check());
      }
      try {
        change.changed(config.alignment().repository());
      } catch (IllegalStateException notMade) {
        faults.add(String.valueOf(notMade.getMessage()));
      }
    }
    return faults;
  }

  private boolean isKnown(String check) {
    return config.checks().containsKey(check)
        || check.equals(DocumentChecks.COVERAGE)
        || List.of(Check.values()).stream().anyMatch(each -> each.key().equals(check));
  }

  /** The differences of the committed result of the last run and the entries of today. */
  List<String> changesSinceLastRun() throws IOException {
    Map<String, String> judged = new HashMap<>();
    List<String> found = new ArrayList<>();
    for (JsonNode entry : lastRun().path("entries")) {
      if (judged.put(entry.path("id").asText(), entry.path("change").asText()) != null) {
        found.add(entry.path("id").asText() + ": judged twice");
      }
    }
    for (CatalogueEntry change : changes) {
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
