package dev.roster.alignment.mutation;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.mutation.MutantResult.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Asks every check about each change of a document. */
final class DocumentMutants {
  private final MutationConfig config;
  private final DocumentChecks checks;
  private final WorkerPool workers;
  private final MutationProgress progress;

  DocumentMutants(
      MutationConfig config, DocumentChecks checks, WorkerPool workers, MutationProgress progress) {
    this.config = config;
    this.checks = checks;
    this.workers = workers;
    this.progress = progress;
  }

  /** Changes that rules made, of which there are too many to run a program for each. */
  List<MutantResult> ofRules(List<DocumentMutant> changes) {
    return changes.parallelStream()
        .map(change -> {
          MutantResult result = result(change);
          progress.show(result);
          return result;
        })
        .toList();
  }

  private MutantResult result(DocumentMutant change) {
    try {
      return new MutantResult(change.mutant(), checks.verdicts(change), "");
    } catch (RuntimeException unreadable) {
      return MutantResult.broken(change.mutant(), unreadable.toString());
    }
  }

  /** Changes of a catalogue; checks with a running program read the changed document, too. */
  List<MutantResult> ofEntries(List<CatalogueEntry> changes)
      throws InterruptedException, ExecutionException {
    return workers.results(changes, this::result, progress);
  }

  private MutantResult result(CatalogueEntry entry) throws InterruptedException {
    AlignmentConfig alignment = config.alignment();
    try {
      DocumentMutant change = DocumentMutant.of(entry, checks.document(), alignment.repository());
      List<Verdict> inProcess = checks.verdicts(change);
      try (MutantProgram same = MutantProgram.without(alignment.repository(), List.of())) {
        Path folder = folder(entry);
        MutantResult running =
            MutantResult.of(
                change.mutant(),
                workers.outcomes(same, ProgramChange.ofAnything(), folder, alignment.pacts()));
        delete(folder);
        return new MutantResult(
            change.mutant(), merged(inProcess, running.verdicts()), running.broken());
      }
    } catch (IOException | RuntimeException notMade) {
      return MutantResult.broken(config.mutant(entry), String.valueOf(notMade.getMessage()));
    }
  }

  /** One verdict of each check: a check may be asked in two ways. */
  private static List<Verdict> merged(List<Verdict> some, List<Verdict> more) {
    List<Verdict> merged = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Stream.concat(some.stream(), more.stream())
        .sorted(Comparator.comparing(verdict -> !verdict.red()))
        .filter(verdict -> known.add(verdict.check()))
        .forEach(merged::add);
    return merged;
  }

  /** The folder of all documents, in which one is changed. */
  private Path folder(CatalogueEntry entry) throws IOException {
    Path from = config.alignment().documents();
    Path to = Files.createTempDirectory("mutant-documents");
    try (Stream<Path> files = Files.walk(from, 2)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(each).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(each, copy);
      }
    }
    Path changed = to.resolve(entry.path(config.alignment().repository()).getFileName());
    Files.writeString(changed, entry.changed(config.alignment().repository()));
    return to;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
