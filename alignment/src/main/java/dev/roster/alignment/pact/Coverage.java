package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.pact.CoverageBaseline.Excuse;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The parts of a document that the interactions of the pacts exercise: each status of each
 * operation, each member of each response and request, each null, each value of an enumeration,
 * each parameter with and without. And the facts that the interactions tell: each state, value of a
 * request, header and member of a response, with the number of interactions that tell it.
 */
public final class Coverage {
  /** The state of an item. */
  public enum ItemState {
    /** An interaction exercises it. */
    COVERED,
    /** No interaction exercises it. */
    MISSING,
    /** No consumer can exercise it, for a reason. */
    EXCUSED
  }

  /**
   * Something that an interaction can exercise.
   *
   * @param operation its operationId
   * @param fact the fact, beginning with the status of a response or with {@code request}
   * @param interactions the number of interactions that exercise it
   * @param reason the reason why no consumer can exercise it; empty if one can
   */
  public record Item(String operation, String fact, int interactions, String reason) {
    /** True if this is about a status itself, and not about its body. */
    public boolean isStatus() {
      return fact.matches("\\d{3}");
    }

    public ItemState state() {
      if (!reason.isEmpty()) {
        return ItemState.EXCUSED;
      }
      return interactions > 0 ? ItemState.COVERED : ItemState.MISSING;
    }

    /** The name of the item in files: operation and fact. */
    @Override
    public String toString() {
      return operation + " " + fact;
    }
  }

  private final CoverageBaseline baseline;
  private final List<Item> items = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();

  /**
   * The facts that an interaction tells.
   *
   * @param description its description in the pact
   * @param facts the facts, each beginning with the operationId
   */
  private record Told(String description, Set<String> facts) {}

  private Coverage(CoverageBaseline baseline) {
    this.baseline = baseline;
  }

  /** The coverage of a document of the project by the project's pacts. */
  public static Coverage of(AlignmentConfig config, String document) {
    return of(
        config.document(document),
        PactInteraction.with(document, config.pacts()),
        new CoverageBaseline(config.coverage(), document));
  }

  /**
   * The coverage of a document by these interactions, as they stand in pact files, beside the
   * coverage that the project committed for the document of this name.
   */
  public static Coverage of(
      AlignmentConfig config, OpenApiDocument document, List<JsonNode> interactions) {
    return of(
        document,
        interactions.stream().map(each -> new PactInteraction("", document.name(), each)).toList(),
        new CoverageBaseline(config.coverage(), document.name()));
  }

  /** True if the project committed its coverage of the document. */
  public static boolean isCommitted(AlignmentConfig config, String document) {
    return new CoverageBaseline(config.coverage(), document).exists();
  }

  static Coverage of(
      OpenApiDocument document, List<PactInteraction> interactions, CoverageBaseline baseline) {
    Coverage coverage = new Coverage(baseline);
    for (Operation operation : document.operations()) {
      Map<String, Integer> facts = new LinkedHashMap<>();
      OperationFacts.possible(operation).forEach(fact -> facts.put(fact, 0));
      for (PactInteraction each : interactions) {
        if (each.operationIn(document).filter(operation::equals).isPresent()) {
          OperationFacts.exercised(operation, each)
              .forEach(fact -> facts.computeIfPresent(fact, (same, count) -> count + 1));
          coverage.told.add(told(operation, each));
        }
      }
      facts.forEach((fact, count) -> coverage.items.add(coverage.item(operation, fact, count)));
    }
    return coverage;
  }

  private static Told told(Operation operation, PactInteraction interaction) {
    return new Told(
        interaction.description(),
        InteractionFacts.of(operation, interaction).stream()
            .map(fact -> operation.id() + " " + fact)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private Item item(Operation operation, String fact, int interactions) {
    Item plain = new Item(operation.id(), fact, interactions, "");
    return baseline
        .excuse(plain)
        .map(excuse -> new Item(operation.id(), fact, interactions, excuse.reason()))
        .orElse(plain);
  }

  /** All items, in the order of the document. */
  public List<Item> items() {
    return List.copyOf(items);
  }

  /** The facts that the interactions tell, each with the number of those that tell it. */
  Map<String, Integer> told(String operation) {
    Map<String, Integer> counts = new TreeMap<>(InteractionFacts.ORDER);
    told.stream()
        .flatMap(each -> each.facts.stream())
        .filter(fact -> fact.startsWith(operation + " "))
        .forEach(fact -> counts.merge(fact, 1, Integer::sum));
    return counts;
  }

  /** The descriptions of interactions that tell nothing which others do not tell as well. */
  public List<String> redundant() {
    Map<String, Long> counts =
        told.stream()
            .flatMap(each -> each.facts.stream())
            .collect(Collectors.groupingBy(fact -> fact, Collectors.counting()));
    return told.stream()
        .filter(each -> each.facts.stream().allMatch(fact -> counts.getOrDefault(fact, 0L) > 1))
        .map(Told::description)
        .toList();
  }

  /** The changes since the coverage that was committed, a line for each item. */
  public List<String> changes() {
    return CoverageBaseline.changes(baseline.committed(), CoverageBaseline.lines(this));
  }

  /** Makes this coverage the committed one. */
  public void commit() {
    baseline.write(CoverageBaseline.lines(this));
  }

  /** The excuses of a project that are about nothing, or about something that is exercised. */
  public static List<String> wrongExcuses(AlignmentConfig config) {
    List<Item> all =
        config.documentNames().stream().flatMap(name -> of(config, name).items.stream()).toList();
    List<String> wrong = new ArrayList<>();
    for (Excuse excuse : CoverageBaseline.excuses(config.coverage())) {
      List<Item> about = all.stream().filter(excuse::holdsFor).toList();
      if (about.isEmpty()) {
        wrong.add("about nothing: " + excuse);
      }
      about.stream()
          .filter(item -> item.interactions() > 0)
          .forEach(item -> wrong.add("exercised: " + item + ", " + excuse));
    }
    return wrong;
  }
}
