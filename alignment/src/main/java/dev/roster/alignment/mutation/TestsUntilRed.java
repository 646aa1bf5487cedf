package dev.roster.alignment.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;

/**
 * Runs the tests of one check in the order given and stops at the first failure, unless all are
 * wanted.
 */
final class TestsUntilRed {
  private static final int LONGEST = 300;

  private final Launcher launcher;
  private final ClassLoader program;
  private final Question.Mode mode;
  private final List<EnteredMethods> entered = new ArrayList<>();

  /**
   * @param program the loader of the program and its tests
   */
  TestsUntilRed(Launcher launcher, ClassLoader program, Question.Mode mode) {
    this.launcher = launcher;
    this.program = program;
    this.mode = mode;
  }

  /** The methods of the program that each test entered, in the order in which they ran. */
  List<EnteredMethods> entered() {
    return List.copyOf(entered);
  }

  /** The outcome of the tests. */
  TestOutcome run(List<SelectedTests> tests) throws ClassNotFoundException {
    List<String> failed = new ArrayList<>();
    TestOutcome first = TestOutcome.GREEN;
    for (SelectedTests each : tests) {
      Run run = run(each);
      failed.addAll(run.failed);
      if (run.outcome == null && run.passed == 0) {
        return TestOutcome.of(TestOutcome.Kind.BROKEN, each.testClass(), "ran no test");
      }
      if (run.outcome != null && first.isGreen()) {
        first = run.outcome;
      }
      if (!first.isGreen() && mode != Question.Mode.WHOLE) {
        return first;
      }
    }
    return new TestOutcome(first.kind(), first.test(), first.reason(), failed);
  }

  private Run run(SelectedTests selected) throws ClassNotFoundException {
    Class<?> testClass = Class.forName(selected.testClass(), false, program);
    List<? extends DiscoverySelector> selectors =
        selected.ids().isEmpty()
            ? List.of(selectClass(testClass))
            : selected.ids().stream().map(id -> selectUniqueId(id)).toList();
    LauncherDiscoveryRequest tests =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectors)
            // it reads classes as files, so it cannot see a mutant, and takes long to look
            .filters(EngineFilter.excludeEngines("archunit"))
            .build();
    Run listener = new Run(selected.testClass());
    launcher.execute(
        LauncherExecutionRequestBuilder.request(tests)
            .cancellationToken(listener.stop)
            .listeners(listener)
            .build());
    listener.note("");
    return listener;
  }

  /** A run of the tests of one class. */
  private final class Run implements TestExecutionListener {
    private final CancellationToken stop = CancellationToken.create();
    private final String testClass;
    private final List<String> failed = new ArrayList<>();
    private long passed;
    private @Nullable TestOutcome outcome;

    Run(String testClass) {
      this.testClass = testClass;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      if (test.isTest()) {
        note("");
      }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        note(test.getUniqueId());
      }
      if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        passed += test.isTest() ? 1 : 0;
        return;
      }
      if (mode == Question.Mode.WHOLE) {
        failed.add(test.getDisplayName());
      }
      if (outcome == null) {
        // a test says what is wrong; all around it must stand, or no test ran
        outcome =
            TestOutcome.of(
                test.isTest() ? TestOutcome.Kind.RED : TestOutcome.Kind.ODD,
                test.getDisplayName(),
                result.getThrowable().map(TestsUntilRed::shortened).orElse("was aborted"));
        if (mode != Question.Mode.WHOLE) {
          stop.cancel();
        }
      }
    }

    /** Takes the methods that were entered by a test, or around it. */
    private void note(String test) {
      if (mode == Question.Mode.PROBING) {
        Set<String> methods = MethodProbes.take();
        if (!methods.isEmpty()) {
          entered.add(new EnteredMethods(testClass, test, methods));
        }
      }
    }
  }

  private static String shortened(Throwable thrown) {
    Throwable failure =
        thrown instanceof ExceptionInInitializerError && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    String text =
        Arrays.stream(failure.toString().split("\\R"))
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" "));
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
