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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;

/** Check 6: how a document breaks the released one, and which rules it breaks. */
public final class DocumentOverTime {
  /** A header that is always there, where it was mostly there, breaks no reader. */
  private static final OpenApiDiffOptions FOR_READERS =
      OpenApiDiffOptions.builder()
          .configProperty("incompatible.response.header.required.increased", "false")
          .build();

  private final AlignmentConfig config;

  public DocumentOverTime(AlignmentConfig config) {
    this.config = config;
  }

  /** Checks today's document of this name; the results are yet to be written. */
  public static CheckResults check(AlignmentConfig config, String document) {
    return new DocumentOverTime(config).check(config.document(document));
  }

  CheckResults check(OpenApiDocument now) {
    CheckResults results =
        new CheckResults(
            config, Check.DOCUMENT_TIME, now.name(), "rules of our own and openapi-diff");
    List<DocumentChange> breaking = breaking(now);
    for (Operation operation : now.operations()) {
      results.add(operation, differences(breaking, Set.of(operation.id())));
    }
    Set<String> gone = breaking.stream().map(DocumentChange::operation).collect(Collectors.toSet());
    now.operations().forEach(operation -> gone.remove(operation.id()));
    results.add(now.name(), CheckResults.WHOLE_DOCUMENT, differences(breaking, gone));
    results.add(
        now.name(),
        CheckResults.WHOLE_DOCUMENT,
        brokenRules(now).stream().map(DocumentOverTime::difference).toList());
    results.add(now.name(), CheckResults.WHOLE_DOCUMENT, secondOpinion(now).stream().toList());
    return results;
  }

  private static List<Difference> differences(List<DocumentChange> breaking, Set<String> ids) {
    return breaking.stream()
        .filter(change -> ids.contains(change.operation()))
        .map(DocumentOverTime::difference)
        .toList();
  }

  /** The breaking changes and then the broken rules of a document, by rules of our own. */
  public List<Difference> differences(OpenApiDocument now) {
    return Stream.concat(
            breaking(now).stream().map(DocumentOverTime::difference),
            brokenRules(now).stream().map(DocumentOverTime::difference))
        .toList();
  }

  /** The entries of the allow-list that name no change of today's documents. */
  public List<String> unusedAllowances() {
    Set<String> happened =
        config.currentDocuments().stream()
            .flatMap(document -> changes(document).stream())
            .map(DocumentChange::name)
            .collect(Collectors.toSet());
    return allowed().keySet().stream().filter(name -> !happened.contains(name)).sorted().toList();
  }

  /** The changes since the release. */
  private List<DocumentChange> changes(OpenApiDocument now) {
    return DocumentChanges.between(config.released(now.name()), now);
  }

  /** All changes that break a consumer, unless the allow-list has a reason for it. */
  List<DocumentChange> breaking(OpenApiDocument now) {
    Map<String, String> allowed = allowed();
    return changes(now).stream()
        .filter(change -> change.severity() == Severity.BREAKING)
        .filter(change -> !allowed.containsKey(change.name()))
        .toList();
  }

  /** The rules that the document does not obey. */
  List<Broken> brokenRules(OpenApiDocument now) {
    return DocumentRules.brokenBy(now, config.requiredStatuses(), config.headersTogether());
  }

  /** The breaking changes that are meant, each with its reason. */
  private Map<String, String> allowed() {
    Path file = config.baseline().resolve("allowed.tsv");
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split("\t", 2))
          .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * An objection of a library where the rules of our own see no breaking change, which would show a
   * hole in them.
   */
  private Optional<Difference> secondOpinion(OpenApiDocument now) {
    boolean broken =
        OpenApiCompare.fromContents(
                NullableReferences.inOneForm(config.released(now.name()).text()),
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

  /** Both sides of a breaking change. */
  private static Difference difference(DocumentChange change) {
    return new Difference(
        "breaking: " + change.what() + "; " + change.why(),
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
