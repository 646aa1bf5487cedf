package dev.roster.alignment.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the checks that need a program, for one program more at a time than the machine has
 * processors. Knows from runs without any change which check loads which classes, and which test
 * enters which methods. Safe for use by many threads.
 */
final class WorkerPool implements AutoCloseable {
  private static final Duration LEAST = Duration.ofSeconds(30);
  private static final int SLOWER = 6;

  private final BlockingQueue<WorkerJvm> idle = new LinkedBlockingQueue<>();
  private final List<WorkerJvm> workers = new ArrayList<>();
  private final ExecutorService processors;
  private final MutationConfig config;
  private final Map<String, List<CheckPart>> baselines = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> millis = new ConcurrentHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private @Nullable MutantProgram same;

  WorkerPool(MutationConfig config) throws IOException {
    this.config = config;
    // one more, since tests also wait: for responses, timeouts and databases
    int size = Runtime.getRuntime().availableProcessors() + 1;
    this.processors = Executors.newFixedThreadPool(size);
    for (int i = 0; i < size; i++) {
      workers.add(WorkerJvm.start(config));
    }
    idle.addAll(workers);
  }

  /** The checks that are red without any change, which are not asked. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * Runs every check once on the program as it is, with the sources of these changes compiled anew.
   */
  void begin(List<CatalogueEntry> changes)
      throws IOException, InterruptedException, ExecutionException {
    MutantProgram unchanged = MutantProgram.without(config.alignment().repository(), changes);
    same = unchanged;
    List<Callable<Optional<CheckPart>>> runs = new ArrayList<>();
    Map<String, String> red = new ConcurrentHashMap<>();
    config
        .checks()
        .forEach((check, parts) ->
            parts.forEach(tests -> runs.add(() -> baseline(unchanged, check, tests, red))));
    List<CheckPart> known = inParallel(runs).stream().flatMap(Optional::stream).toList();
    config
        .checks()
        .forEach((check, parts) ->
            baselines.put(
                check,
                parts.stream()
                    .flatMap(tests -> known.stream().filter(each -> each.tests().equals(tests)))
                    .toList()));
    new TreeMap<>(red)
        .forEach((check, why) ->
            faults.add(check + " is red without any change, so it was not asked: " + why));
  }

  private Optional<CheckPart> baseline(
      MutantProgram unchanged, String check, List<String> tests, Map<String, String> red)
      throws IOException, InterruptedException {
    List<SelectedTests> all = SelectedTests.allOf(tests);
    long start = System.nanoTime();
    Question.Answer answer = answer(unchanged, check, all, Question.Mode.THOROUGH);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    String name = check + " (" + tests.get(0).replaceAll(".*\\.", "") + ")";
    if (answer.outcome().isGreen()) {
      System.out.printf("%s: %d s without any change%n", name, took.toSeconds());
      answer = answer(unchanged, check, all, Question.Mode.PROBING).withLoaded(answer.loaded());
    }
    if (answer.outcome().isGreen()) {
      CheckPart part =
          new CheckPart(
              tests,
              Set.copyOf(answer.loaded()),
              answer.entered(),
              LEAST.plus(took.multipliedBy(SLOWER)));
      return Optional.of(canBeHalved(unchanged, check, part) ? part : part.asOne());
    }
    String why = answer.outcome().test() + " " + answer.outcome().reason();
    System.out.printf("%s is red without any change: %s%n", name, why);
    red.put(check, why);
    return Optional.empty();
  }

  /** Reports whether the tests of the part are green without every other one of them, too. */
  private boolean canBeHalved(MutantProgram unchanged, String check, CheckPart part)
      throws IOException, InterruptedException {
    for (List<SelectedTests> half : part.halves()) {
      Question.Answer answer = answer(unchanged, check, half, Question.Mode.QUICK);
      if (!answer.outcome().isGreen()) {
        System.out.printf(
            "%s: all tests of %s are run together, since without the others it is red: %s %s%n",
            check, part.tests().get(0), answer.outcome().test(), answer.outcome().reason());
        return false;
      }
    }
    return true;
  }

  private Question.Answer answer(
      MutantProgram program, String check, List<SelectedTests> tests, Question.Mode mode)
      throws IOException, InterruptedException {
    Question question = new Question(program.classes().toString(), Map.of(check, tests), mode);
    return answers(question, config.alignment().documents(), config.alignment().pacts()).get(0);
  }

  /** The subject of a change of the program. */
  ProgramChange changeOf(MutantProgram program) throws IOException {
    return program.since(Objects.requireNonNull(same, "not begun"));
  }

  /**
   * The outcome of each check that can see a change, in the order of the checks. At first the tests
   * run that enter a changed method, and may do less; if none is red then, all that load a changed
   * class, and do all.
   */
  Map<String, TestOutcome> outcomes(
      MutantProgram program, ProgramChange change, Path documents, Path pacts)
      throws IOException, InterruptedException {
    Map<String, List<SelectedTests>> thorough =
        checks(parts -> SelectedTests.allOf(CheckPart.testsThatSee(change.classes(), parts)));
    Map<String, List<SelectedTests>> quick =
        change.methods().isEmpty()
            ? thorough
            : checks(parts -> CheckPart.testsThatEnter(change, parts));
    String classes = program.classes().toString();
    Map<String, TestOutcome> outcomes =
        outcomes(new Question(classes, quick, Question.Mode.QUICK), documents, pacts);
    return outcomes.values().stream().allMatch(TestOutcome::isGreen)
        ? outcomes(new Question(classes, thorough, Question.Mode.THOROUGH), documents, pacts)
        : outcomes;
  }

  /** The tests of each check that has any, as they are selected from its parts. */
  private Map<String, List<SelectedTests>> checks(
      Function<List<CheckPart>, List<SelectedTests>> selection) {
    Map<String, List<SelectedTests>> checks = new LinkedHashMap<>();
    config
        .checks()
        .keySet()
        .forEach(check -> {
          List<SelectedTests> tests = selection.apply(baselines.getOrDefault(check, List.of()));
          if (!tests.isEmpty()) {
            checks.put(check, tests);
          }
        });
    return checks;
  }

  private Map<String, TestOutcome> outcomes(Question question, Path documents, Path pacts)
      throws IOException, InterruptedException {
    Map<String, TestOutcome> outcomes = new LinkedHashMap<>();
    for (Question.Answer each : answers(question, documents, pacts)) {
      millis.computeIfAbsent(each.check(), check -> new AtomicLong()).addAndGet(each.millis());
      outcomes.put(each.check(), each.outcome());
    }
    return outcomes;
  }

  /** The names of all tests of a check that fail with these pacts and the program as it is. */
  TestOutcome all(String check, Path pacts) throws IOException, InterruptedException {
    try (MutantProgram unchanged =
        MutantProgram.without(config.alignment().repository(), List.of())) {
      Question question =
          new Question(
              unchanged.classes().toString(),
              Map.of(check, SelectedTests.allOf(config.testsOf(check))),
              Question.Mode.WHOLE);
      return answers(question, config.alignment().documents(), pacts).get(0).outcome();
    }
  }

  private List<Question.Answer> answers(Question question, Path documents, Path pacts)
      throws IOException, InterruptedException {
    Map<String, Duration> limits = new HashMap<>();
    baselines.forEach((check, parts) ->
        limits.put(
            check, parts.stream().map(CheckPart::limit).reduce(Duration.ZERO, Duration::plus)));
    WorkerJvm worker = idle.take();
    try {
      return worker.ask(
          question, documents, pacts, question.mode() == Question.Mode.WHOLE ? Map.of() : limits);
    } finally {
      idle.add(worker);
    }
  }

  /** Judges each change, as many at a time as there are workers, and shows each result. */
  List<MutantResult> results(List<CatalogueEntry> changes, Judge judge, MutationProgress progress)
      throws InterruptedException, ExecutionException {
    return inParallel(
        changes.stream()
            .<Callable<MutantResult>>map(change ->
                () -> {
                  MutantResult result = judge.result(change);
                  progress.show(result);
                  return result;
                })
            .toList());
  }

  /** Makes a change and asks the checks about it. */
  interface Judge {
    MutantResult result(CatalogueEntry change) throws InterruptedException;
  }

  /** Runs the tasks, as many at a time as there are workers; the results in the order they end. */
  private <T> List<T> inParallel(List<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    ExecutorCompletionService<T> running = new ExecutorCompletionService<>(processors);
    tasks.forEach(running::submit);
    List<T> results = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      results.add(running.take().get());
    }
    return results;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    millis.forEach(
        (check, sum) -> System.out.printf("%s: %d s in all workers%n", check, sum.get() / 1000));
    processors.shutdownNow();
    for (WorkerJvm worker : workers) {
      worker.close();
    }
    if (same != null) {
      same.close();
    }
  }
}
