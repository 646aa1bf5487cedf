package dev.roster.server.diagnosis;

import dev.roster.server.failure.UserErrorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all checks at once, whatever becomes of each, so that none delays another. */
public final class Diagnosis {
  /** The longest that a check may take, and with that all of them. */
  public static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Diagnosis.class);

  private final Duration deadline;
  private final Duration patience;

  private Diagnosis(Duration deadline, Duration patience) {
    this.deadline = deadline;
    this.patience = patience;
  }

  /** With the usual deadline; progress is shown after two seconds. */
  public static Diagnosis usual() {
    return new Diagnosis(DEADLINE, Duration.ofSeconds(2));
  }

  /** The same for a test. */
  static Diagnosis within(Duration deadline, Duration patience) {
    return new Diagnosis(deadline, patience);
  }

  /**
   * The findings of all checks, in their order.
   *
   * @param progress gets the subjects that are still checked when that takes long
   */
  public List<Finding> run(List<Check> checks, Consumer<List<String>> progress) {
    long begun = System.nanoTime();
    Map<Check, FutureTask<List<Finding>>> running = new LinkedHashMap<>();
    for (Check check : checks) {
      FutureTask<List<Finding>> task = new FutureTask<>(check.work());
      running.put(check, task);
      // a virtual thread does not keep the program from its end
      Thread.ofVirtual().name("check-" + check.subject()).start(task);
    }
    report(running, begun, progress);
    List<Finding> findings = new ArrayList<>();
    running.forEach((check, task) -> findings.addAll(finished(check, task, begun)));
    return findings;
  }

  private void report(
      Map<Check, FutureTask<List<Finding>>> running, long begun, Consumer<List<String>> progress) {
    running.values().forEach(task -> isDone(task, patience.toNanos() - since(begun)));
    List<String> unfinished =
        running.entrySet().stream()
            .filter(each -> !each.getValue().isDone())
            .map(each -> each.getKey().subject())
            .toList();
    if (!unfinished.isEmpty()) {
      progress.accept(unfinished);
    }
  }

  private static boolean isDone(FutureTask<?> task, long nanos) {
    try {
      task.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException later) {
      LOG.trace("looked at later", later);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return task.isDone();
  }

  private List<Finding> finished(Check check, FutureTask<List<Finding>> task, long begun) {
    if (!isDone(task, deadline.toNanos() - since(begun))) {
      return List.of(
          Finding.fail(
              check.subject(),
              "no result within " + deadline.toSeconds() + " s",
              "see whether the other side hangs, or a firewall drops packets"));
    }
    if (task.state() == FutureTask.State.SUCCESS) {
      return task.resultNow();
    }
    return List.of(failed(check, task.exceptionNow()));
  }

  private static Finding failed(Check check, Throwable failure) {
    if (failure instanceof UserErrorException known) {
      return Finding.fail(check.subject(), String.valueOf(known.getMessage()), "");
    }
    LOG.debug("the check {} failed", check.subject(), failure);
    return Finding.fail(
        check.subject(), "could not be checked: " + failure.getClass().getSimpleName(), "");
  }

  private static long since(long begun) {
    return System.nanoTime() - begun;
  }
}
