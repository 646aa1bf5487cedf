package dev.roster.alignment.evolution;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.alignment.evolution.DocumentRules.Broken;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;

/** Check 6: how a document differs from the released one, and which rules it breaks. */
public final class DocumentOverTime {
  /** A header that is always there, where it was mostly there, breaks no reader. */
  private static final OpenApiDiffOptions FOR_READERS =
      OpenApiDiffOptions.builder()
          .configProperty("incompatible.response.header.required.increased", "false")
          .build();

  private final AlignmentConfig config;
  private final Allowances allowances;
  private final Map<String, OpenApiDocument> released = new ConcurrentHashMap<>();

  public DocumentOverTime(AlignmentConfig config) {
    this.config = config;
    this.allowances = Allowances.read(config.baseline().resolve("allowed.tsv"));
  }

  /** Checks today's document of this name; the results are yet to be written. */
  public static CheckResults check(AlignmentConfig config, String document) {
    return new DocumentOverTime(config).check(config.document(document));
  }

  CheckResults check(OpenApiDocument now) {
    CheckResults results =
        new CheckResults(
            config, Check.DOCUMENT_TIME, now.name(), "rules of our own and openapi-diff");
    List<DocumentChange> unexpected = unexpected(now);
    for (Operation operation : now.operations()) {
      results.add(operation, differences(unexpected, Set.of(operation.id())));
    }
    Set<String> gone =
        unexpected.stream().map(DocumentChange::operation).collect(Collectors.toSet());
    now.operations().forEach(operation -> gone.remove(operation.id()));
    results.add(now.name(), CheckResults.WHOLE_DOCUMENT, differences(unexpected, gone));
    results.add(
        now.name(),
        CheckResults.WHOLE_DOCUMENT,
        brokenRules(now).stream().map(DocumentOverTime::difference).toList());
    results.add(
        now.name(),
        CheckResults.WHOLE_DOCUMENT,
        unusedAllowances(now).stream().map(line -> unused(line, now)).toList());
    results.add(now.name(), CheckResults.WHOLE_DOCUMENT, secondOpinion(now).stream().toList());
    return results;
  }

  private static List<Difference> differences(List<DocumentChange> changes, Set<String> ids) {
    return changes.stream()
        .filter(change -> ids.contains(change.operation()))
        .map(DocumentOverTime::difference)
        .toList();
  }

  /** The changes that nobody allowed and then the broken rules, by rules of our own. */
  public List<Difference> differences(OpenApiDocument now) {
    return Stream.of(
            unexpected(now).stream().map(DocumentOverTime::difference),
            brokenRules(now).stream().map(DocumentOverTime::difference),
            unusedAllowances(now).stream().map(line -> unused(line, now)))
        .flatMap(each -> each)
        .toList();
  }

  /** The entries of the allow-list that name no change of today's documents. */
  public List<String> unusedAllowances() {
    return allowances.unused(
        config.currentDocuments().stream().flatMap(each -> changes(each).stream()).toList());
  }

  /** The same if one of the documents is this one. */
  private List<String> unusedAllowances(OpenApiDocument now) {
    List<DocumentChange> happened = new ArrayList<>(changes(now));
    if (allowances.unused(happened).isEmpty()) {
      return List.of();
    }
    config.documentNames().stream()
        .filter(name -> !name.equals(now.name()))
        .forEach(name -> happened.addAll(changes(config.document(name))));
    return allowances.unused(happened);
  }

  /** The changes since the release. */
  private List<DocumentChange> changes(OpenApiDocument now) {
    return DocumentChanges.between(released(now.name()), now);
  }

  private OpenApiDocument released(String name) {
    return released.computeIfAbsent(name, config::released);
  }

  /** All changes since the release but those that the allow-list has a reason for. */
  List<DocumentChange> unexpected(OpenApiDocument now) {
    return changes(now).stream().filter(change -> !allowances.allow(change)).toList();
  }

  /** The rules that the document does not obey. */
  List<Broken> brokenRules(OpenApiDocument now) {
    return DocumentRules.brokenBy(now, config.requiredStatuses(), config.headersTogether());
  }

  /**
   * An objection of a library where the rules of our own see no breaking change, which would show a
   * hole in them.
   */
  private Optional<Difference> secondOpinion(OpenApiDocument now) {
    boolean broken =
        OpenApiCompare.fromContents(
                NullableReferences.inOneForm(released(now.name()).text()),
                NullableReferences.inOneForm(now.text()),
                List.of(),
                FOR_READERS)
            .isIncompatible();
    boolean known =
        changes(now).stream().anyMatch(change -> change.severity() == Severity.BREAKING);
    return broken && !known
        ? Optional.of(
            new Difference(
                "openapi-diff sees a breaking change",
                new Side("openapi-diff", "incompatible with the released document", 0),
                new Side("document", "rules of our own see no breaking change", 1)))
        : Optional.empty();
  }

  /** A line of the allow-list that is about no change. */
  private static Difference unused(String line, OpenApiDocument now) {
    return new Difference(
        "not changed: " + line,
        new Side("allowed.tsv", line, 0),
        new Side("document", "it has no such change since its release", now.at("").line()));
  }

  /** Both sides of a change. */
  private static Difference difference(DocumentChange change) {
    return new Difference(
        change.severity().name().toLowerCase(Locale.ROOT)
            + ": "
            + change.what()
            + "; "
            + change.why()
            + ". If it is meant, allowed.tsv names it, with the reason: "
            + change.name(),
        new Side(
            "released document, line " + change.before().line(),
            change.before().node().toString(),
            0),
        new Side("document", change.after().node().toString(), change.after().line()));
  }

  /** Both sides of a rule that is broken. */
  private static Difference difference(Broken broken) {
    return new Difference(
        "rule: " + broken.rule(),
        new Side("rule", broken.rule(), 0),
        new Side("document", broken.what(), broken.place().line()));
  }
}
