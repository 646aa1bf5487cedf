package dev.roster.contract.alignment;

import dev.roster.contract.document.ApiDocument;
import dev.roster.contract.document.Change;
import dev.roster.contract.document.Change.Severity;
import dev.roster.contract.document.DocumentChanges;
import dev.roster.contract.document.DocumentRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What leg 6 says of a document: how it breaks the released one, and which rules it breaks. */
public final class DocumentOverTime {
  static final Path BASELINE = ApiDocument.FOLDER.resolve("baseline");

  private DocumentOverTime() {}

  /** All that changed since the release. */
  static List<Change> changes(ApiDocument now) {
    return DocumentChanges.between(ApiDocument.in(BASELINE, now.name()), now);
  }

  /** What breaks somebody, unless the allow-list has a reason for it. */
  public static List<Change> breaking(ApiDocument now) {
    Map<String, String> allowed = allowed();
    return changes(now).stream()
        .filter(change -> change.severity() == Severity.BREAKING)
        .filter(change -> !allowed.containsKey(change.name()))
        .toList();
  }

  /** The rules that the document does not obey, as a person reads them. */
  public static List<String> brokenRules(ApiDocument now) {
    return DocumentRules.brokenBy(now).stream()
        .map(broken -> "rule " + broken.rule() + ": " + broken.what())
        .toList();
  }

  static Map<String, String> allowed() {
    try {
      return Files.readAllLines(BASELINE.resolve("allowed.tsv")).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split("\t", 2))
          .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
