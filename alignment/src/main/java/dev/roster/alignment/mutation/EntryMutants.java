package dev.roster.alignment.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Makes the changes of sources, and asks about each every check that uses what was changed. */
final class EntryMutants {
  private final MutationConfig config;
  private final WorkerPool workers;

  EntryMutants(MutationConfig config, WorkerPool workers) {
    this.config = config;
    this.workers = workers;
  }

  List<MutantResult> results(List<CatalogueEntry> changes, MutationProgress progress)
      throws InterruptedException, ExecutionException {
    return workers.results(changes, this::result, progress);
  }

  private MutantResult result(CatalogueEntry change) throws InterruptedException {
    Mutant mutant = config.mutant(change);
    Path repository = config.alignment().repository();
    try (MutantProgram program = MutantProgram.with(repository, change)) {
      return MutantResult.of(
          mutant,
          workers.outcomes(
              program,
              workers.changeOf(program),
              config.alignment().documents(),
              config.alignment().pacts()));
    } catch (IOException | RuntimeException notMade) {
      return MutantResult.broken(mutant, String.valueOf(notMade.getMessage()));
    }
  }
}
