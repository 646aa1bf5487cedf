package dev.roster.alignment.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;

/** Runs test classes in the order given and stops at the first failure, unless all are wanted. */
final class TestsUntilRed implements TestExecutionListener {
  private static final int LONGEST = 300;

  private final CancellationToken stop = CancellationToken.create();
  private final boolean whole;
  private final List<String> failed = new ArrayList<>();
  private long passed;
  private @Nullable TestOutcome outcome;

  private TestsUntilRed(boolean whole) {
    this.whole = whole;
  }

  /**
   * The outcome of the tests of the program that the loader has.
   *
   * @param whole true to run all, and to report all that fail
   */
  static TestOutcome of(
      Launcher launcher, ClassLoader program, List<String> testClasses, boolean whole)
      throws ClassNotFoundException {
    List<String> failed = new ArrayList<>();
    TestOutcome first = TestOutcome.GREEN;
    for (String each : testClasses) {
      TestsUntilRed run = run(launcher, program, each, whole);
      failed.addAll(run.failed);
      if (run.outcome == null && run.passed == 0) {
        return TestOutcome.of(TestOutcome.Kind.BROKEN, each, "ran no test");
      }
      if (run.outcome != null && first.isGreen()) {
        first = run.outcome;
      }
      if (!first.isGreen() && !whole) {
        return first;
      }
    }
    return new TestOutcome(first.kind(), first.test(), first.reason(), failed);
  }

  private static TestsUntilRed run(
      Launcher launcher, ClassLoader program, String testClass, boolean whole)
      throws ClassNotFoundException {
    ClassSelector selected = selectClass(Class.forName(testClass, false, program));
    LauncherDiscoveryRequest tests =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selected)
            // it reads classes as files, so it cannot see a mutant, and takes long to look
            .filters(EngineFilter.excludeEngines("archunit"))
            .build();
    TestsUntilRed listener = new TestsUntilRed(whole);
    launcher.execute(
        LauncherExecutionRequestBuilder.request(tests)
            .cancellationToken(listener.stop)
            .listeners(listener)
            .build());
    return listener;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
      passed += test.isTest() ? 1 : 0;
      return;
    }
    if (whole) {
      failed.add(test.getDisplayName());
    }
    if (outcome == null) {
      // a test says what is wrong; all around it must stand, or no test ran
      outcome =
          TestOutcome.of(
              test.isTest() ? TestOutcome.Kind.RED : TestOutcome.Kind.ODD,
              test.getDisplayName(),
              result.getThrowable().map(TestsUntilRed::shortened).orElse("was aborted"));
      if (!whole) {
        stop.cancel();
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
