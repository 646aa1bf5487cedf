package dev.roster.alignment.evolution;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.alignment.evolution.Change.Severity;
import dev.roster.alignment.evolution.DocumentRules.Broken;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openapitools.openapidiff.core.OpenApiCompare;

/** Check 6: how a document breaks the released one, and which rules it breaks. */
public final class DocumentOverTime {
  private final AlignmentConfig config;

  public DocumentOverTime(AlignmentConfig config) {
    this.config = config;
  }

  /** All that changed since the release. */
  public List<Change> changes(OpenApiDocument now) {
    return DocumentChanges.between(config.released(now.name()), now);
  }

  /** All changes that break a consumer, unless the allow-list has a reason for it. */
  public List<Change> breaking(OpenApiDocument now) {
    Map<String, String> allowed = allowed();
    return changes(now).stream()
        .filter(change -> change.severity() == Severity.BREAKING)
        .filter(change -> !allowed.containsKey(change.name()))
        .toList();
  }

  /** The rules that the document does not obey. */
  public List<Broken> brokenRules(OpenApiDocument now) {
    return DocumentRules.brokenBy(now, config.requiredStatuses(), config.headersTogether());
  }

  /** The breaking changes that are meant, each with its reason. */
  public Map<String, String> allowed() {
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
  public Optional<Difference> secondOpinion(OpenApiDocument now) {
    boolean broken =
        OpenApiCompare.fromContents(config.released(now.name()).text(), now.text())
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
  public static Difference difference(Change change) {
    return new Difference(
        "breaking: " + change.what() + "; " + change.why(),
        new Side(
            "released document, line " + change.before().line(),
            change.before().node().toString(),
            0),
        new Side("document", change.after().node().toString(), change.after().line()));
  }

  /** Both sides of a rule that is broken. */
  public static Difference difference(Broken broken) {
    return new Difference(
        "rule: " + broken.rule(),
        new Side("rule", broken.rule(), 0),
        new Side("document", broken.what(), broken.place().line()));
  }
}
