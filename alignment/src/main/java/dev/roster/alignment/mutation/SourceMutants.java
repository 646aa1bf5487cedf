package dev.roster.alignment.mutation;

import dev.roster.alignment.check.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** Makes the changes of sources, as many at a time as the machine has processors. */
final class SourceMutants implements AutoCloseable {
  private final BlockingQueue<WorkerJvm> idle = new LinkedBlockingQueue<>();
  private final List<WorkerJvm> workers = new ArrayList<>();
  private final ExecutorService processors;
  private final MutationConfig config;

  SourceMutants(MutationConfig config) throws IOException {
    this.config = config;
    int size = Runtime.getRuntime().availableProcessors();
    this.processors = Executors.newFixedThreadPool(size);
    for (int i = 0; i < size; i++) {
      workers.add(WorkerJvm.start(config));
    }
    idle.addAll(workers);
  }

  /**
   * Asks the check of each change about it; each check must be content with the program as it is.
   */
  List<MutantResult> results(
      MutantResult.Part part, List<SourceMutant> changes, MutationProgress progress)
      throws IOException, InterruptedException, ExecutionException {
    for (List<String> tests : changes.stream().map(config::testsOf).distinct().toList()) {
      TestOutcome outcome =
          asked(
              MutantProgram.without(config.alignment().repository(), changes),
              config.alignment().pacts(),
              tests);
      if (!outcome.equals(TestOutcome.GREEN)) {
        throw new IllegalStateException("red without any change: " + tests + ": " + outcome);
      }
    }
    ExecutorCompletionService<MutantResult> running = new ExecutorCompletionService<>(processors);
    for (SourceMutant change : changes) {
      running.submit(() -> result(part, change));
    }
    List<MutantResult> results = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      Future<MutantResult> done = running.take();
      results.add(done.get());
      progress.show(done.get());
    }
    return results;
  }

  /** Holds the server, which is as it is, against each changed interaction. */
  List<MutantResult> ofPacts(String provider, List<PactMutant> changes, MutationProgress progress)
      throws IOException, InterruptedException {
    List<MutantResult> results = new ArrayList<>();
    for (PactMutant change : changes) {
      Path folder = Files.createTempDirectory("mutant-pacts");
      change.writeTo(folder, config.alignment().pacts());
      TestOutcome outcome =
          asked(
              MutantProgram.without(config.alignment().repository(), List.of()),
              folder,
              config.tests().of(Check.SERVER_PACT.key(), provider));
      Files.delete(folder.resolve(change.file()));
      Files.delete(folder);
      String check = Check.SERVER_PACT.key();
      results.add(
          result(
              change.id(), MutantResult.Part.PACT, change.where(), change.says(), check, outcome));
      progress.show(results.get(results.size() - 1));
    }
    return results;
  }

  private MutantResult result(MutantResult.Part part, SourceMutant change)
      throws IOException, InterruptedException {
    TestOutcome outcome;
    try {
      outcome =
          asked(
              MutantProgram.with(config.alignment().repository(), change),
              config.alignment().pacts(),
              config.testsOf(change));
    } catch (IllegalStateException notMade) {
      outcome = new TestOutcome(TestOutcome.Kind.BROKEN, "", notMade.toString());
    }
    return result(change.id(), part, change.file(), change.says(), change.check(), outcome);
  }

  private static MutantResult result(
      String id,
      MutantResult.Part part,
      String where,
      String says,
      String check,
      TestOutcome outcome) {
    String by =
        outcome.kind() == TestOutcome.Kind.BROKEN
            ? MutantResult.BROKEN + outcome.reason()
            : outcome.reason();
    String seen = outcome.kind() == TestOutcome.Kind.RED ? check : "";
    return new MutantResult(id, part, where, says, check, seen, outcome.test(), by);
  }

  private TestOutcome asked(MutantProgram program, Path pacts, List<String> tests)
      throws IOException, InterruptedException {
    try (program) {
      WorkerJvm worker = idle.take();
      try {
        return worker.ask(program.classes(), pacts, tests);
      } finally {
        idle.add(worker);
      }
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    processors.shutdownNow();
    for (WorkerJvm worker : workers) {
      worker.close();
    }
  }
}
