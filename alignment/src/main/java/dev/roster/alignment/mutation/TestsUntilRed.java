package dev.roster.alignment.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes in the order given and stops at the first failure. */
final class TestsUntilRed implements TestExecutionListener {
  private static final int LONGEST = 300;

  private final CancellationToken stop = CancellationToken.create();
  private long passed;
  private @Nullable TestOutcome outcome;

  private TestsUntilRed() {}

  /** The outcome of the tests of the program that the loader has. */
  static TestOutcome of(ClassLoader program, List<String> testClasses)
      throws ClassNotFoundException {
    for (String each : testClasses) {
      ClassSelector selected = selectClass(Class.forName(each, false, program));
      LauncherDiscoveryRequest tests =
          LauncherDiscoveryRequestBuilder.request().selectors(selected).build();
      TestsUntilRed listener = new TestsUntilRed();
      LauncherFactory.create()
          .execute(
              LauncherExecutionRequestBuilder.request(tests)
                  .cancellationToken(listener.stop)
                  .listeners(listener)
                  .build());
      if (listener.outcome != null) {
        return listener.outcome;
      }
      if (listener.passed == 0) {
        return new TestOutcome(TestOutcome.Kind.BROKEN, each, "ran no test");
      }
    }
    return TestOutcome.GREEN;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
      passed += test.isTest() ? 1 : 0;
    } else if (outcome == null) {
      // a test says what is wrong; all around it must stand, or no test ran
      outcome =
          new TestOutcome(
              test.isTest() ? TestOutcome.Kind.RED : TestOutcome.Kind.BROKEN,
              test.getDisplayName(),
              result.getThrowable().map(TestsUntilRed::shortened).orElse("was aborted"));
      stop.cancel();
    }
  }

  private static String shortened(Throwable failure) {
    String text =
        Arrays.stream(failure.toString().split("\\R"))
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" "));
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
