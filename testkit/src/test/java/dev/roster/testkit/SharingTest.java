package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes of consumers, in a run of JUnit of their own. */
class SharingTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<Roster> SEEN = Collections.synchronizedList(new ArrayList<>());
  private static final List<Integer> STATUS = Collections.synchronizedList(new ArrayList<>());

  @RosterTest
  static class Breaking {
    @Test
    void breaks(Roster roster) throws Exception {
      roster.inject(Fault.unavailable(Duration.ofSeconds(1)).times(1000));
      note(roster);
    }
  }

  @RosterTest
  static class Working {
    @Test
    void worksFirst(Roster roster) throws Exception {
      note(roster);
    }

    @Test
    void worksAgain(Roster roster) throws Exception {
      note(roster);
    }
  }

  /** Each test waits for the other, so they pass only in parallel and only if they are apart. */
  @RosterTest
  static class Parallel {
    private static final CountDownLatch INJECTED = new CountDownLatch(1);
    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private Roster roster;

    @Test
    void keepsItsFaultWhenTheOtherEnds() throws Exception {
      roster.inject(Fault.unavailable(Duration.ofSeconds(1)).times(2));
      INJECTED.countDown();
      assertThat(ENDED.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(status(roster)).isEqualTo(503);
      assertThat(roster.requests()).hasSize(1);
    }

    @Nested
    class Other {
      @Test
      void isNotBefallenByIt(Roster own) throws Exception {
        try {
          assertThat(INJECTED.await(60, TimeUnit.SECONDS)).isTrue();
          assertThat(status(own)).isEqualTo(200);
          own.clearFaults();
        } finally {
          ENDED.countDown();
        }
      }
    }

    @RepeatedTest(3)
    void hasARosterOfItsOwn(Roster own) throws Exception {
      assertThat(own).isSameAs(roster);
      assertThat(own.requests()).isEmpty();
      own.inject(Fault.unavailable(Duration.ofSeconds(1)));
      assertThat(status(own)).isEqualTo(503);
      assertThat(status(own)).isEqualTo(200);
    }
  }

  /** Like {@link Parallel}, with what the constructor was given. */
  @RosterTest
  static class Constructed {
    private static final CountDownLatch INJECTED = new CountDownLatch(1);
    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private final Roster roster;
    private final Callable<Integer> consumer;

    Constructed(Roster roster) {
      this.roster = roster;
      this.consumer = () -> status(roster);
    }

    @Test
    void keepsItsFault(Roster own) throws Exception {
      roster.inject(Fault.unavailable(Duration.ofSeconds(1)).times(2));
      INJECTED.countDown();
      assertThat(ENDED.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(own).isSameAs(roster);
      assertThat(consumer.call()).isEqualTo(503);
    }

    @Test
    void isNotBefallenByIt() throws Exception {
      try {
        assertThat(INJECTED.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(consumer.call()).isEqualTo(200);
      } finally {
        ENDED.countDown();
      }
    }
  }

  /** Leaves no field to the extension. */
  @RosterTest
  static class ConstructedOnly {
    private static final CountDownLatch INJECTED = new CountDownLatch(1);
    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private final Callable<Integer> consumer;
    private final Runnable breaking;

    ConstructedOnly(Roster roster) {
      this.consumer = () -> status(roster);
      this.breaking = () -> roster.inject(Fault.unavailable(Duration.ofSeconds(1)).times(9));
    }

    @Test
    void breaks() throws Exception {
      breaking.run();
      INJECTED.countDown();
      assertThat(ENDED.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void works() throws Exception {
      try {
        assertThat(INJECTED.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(consumer.call()).isEqualTo(200);
      } finally {
        ENDED.countDown();
      }
    }
  }

  /** The constructor runs once, for all tests. */
  @RosterTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Execution(ExecutionMode.CONCURRENT)
  static class OneConstructed {
    OneConstructed(Roster roster) {}

    @Test
    void never() {}
  }

  @RosterTest
  static class OneField {
    private static Roster roster;

    @Test
    void never() {}
  }

  @RosterTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Execution(ExecutionMode.CONCURRENT)
  static class OneInstance {
    private Roster roster;

    @Test
    void never() {}
  }

  @RosterTest
  static class Leaking {
    private static Roster leaked;

    @Test
    void leaks(Roster roster) {
      leaked = roster;
    }
  }

  @RosterTest
  abstract static class WithAField {
    static Roster inherited;

    @Test
    void isTheOneOfThisClass(Roster own) {
      assertThat(inherited).isSameAs(own);
    }
  }

  static class FirstHeir extends WithAField {}

  static class SecondHeir extends WithAField {}

  @RosterTest
  @Execution(ExecutionMode.SAME_THREAD)
  static class FieldAround {
    private static Roster outer;

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class OneByOne {
      @Test
      @Execution(ExecutionMode.SAME_THREAD)
      void never() {}
    }
  }

  @RosterTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class InstanceAround {
    private Roster outer;

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class OneByOne {
      @Test
      @Execution(ExecutionMode.SAME_THREAD)
      void never() {}
    }
  }

  /** A part of its own, whose static field nobody else has. */
  @RosterTest
  static class FieldOfThePart {
    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class OneByOne {
      private static Roster roster;

      @Test
      @Execution(ExecutionMode.SAME_THREAD)
      void isTheOneOfThePart(Roster own) {
        assertThat(roster).isSameAs(own);
      }
    }
  }

  @RosterTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class PreparedOnce {
    private Roster roster;
    private Object prepared;

    @BeforeAll
    void prepare() {
      prepared = roster.set("a pending invitation").uuid("invitation_id");
    }

    @Test
    void hasWhatWasPrepared(Roster own) {
      assertThat(own).isSameAs(roster);
      assertThat(prepared).isNotNull();
    }

    @Nested
    class Inner {
      @Test
      void hasItToo(Roster own) {
        assertThat(own).isSameAs(roster);
      }
    }
  }

  @RosterTest
  static class Impatient {
    private final Roster roster = null;

    @Test
    void neverRuns() {}
  }

  private static int status(Roster roster) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(roster.uri("/api/accounts/companies/"))
            .header("Authorization", "Bearer " + roster.token(Role.OWNER))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static void note(Roster roster) throws Exception {
    SEEN.add(roster);
    STATUS.add(status(roster));
  }

  private static TestExecutionSummary run(Map<String, String> parameters, Class<?>... classes) {
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (Class<?> each : classes) {
      request.selectors(selectClass(each));
    }
    LauncherDiscoveryRequest built = request.configurationParameters(parameters).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(built, listener);
    return listener.getSummary();
  }

  private static Map<String, String> inParallel(String methods) {
    return Map.of(
        "junit.jupiter.execution.parallel.enabled", "true",
        "junit.jupiter.execution.parallel.mode.default", methods,
        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
        "junit.jupiter.execution.parallel.config.strategy", "fixed",
        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
  }

  @Test
  void testsInParallelHaveFaultsAndRequestsOfTheirOwn() {
    TestExecutionSummary summary = run(inParallel("concurrent"), Parallel.class);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(5);
  }

  @Test
  void theConstructorHasTheRosterOfItsTest() {
    TestExecutionSummary summary =
        run(inParallel("concurrent"), Constructed.class, ConstructedOnly.class);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(4);
  }

  @Test
  void whatTestsInParallelWouldShareIsRefusedInWords() {
    TestExecutionSummary summary =
        run(inParallel("concurrent"), OneField.class, OneInstance.class, OneConstructed.class);

    assertThat(summary.getFailures())
        .hasSize(3)
        .allSatisfy(failure ->
            assertThat(failure.getException())
                .hasMessageContaining("is shared by tests that run in parallel")
                .hasMessageContaining("@Execution(SAME_THREAD)"));
    assertThat(run(Map.of(), OneField.class).getFailures()).as("one by one").isEmpty();
  }

  @Test
  void aStaticFieldThatClassesInParallelInheritIsRefusedInWords() {
    TestExecutionSummary summary =
        run(inParallel("same_thread"), FirstHeir.class, SecondHeir.class);

    assertThat(summary.getTestsSucceededCount()).isZero();
    assertThat(summary.getFailures())
        .hasSize(2)
        .allSatisfy(failure ->
            assertThat(failure.getException())
                .hasMessageContaining("WithAField.inherited is shared by classes")
                .hasMessageContaining("@Execution(SAME_THREAD)"));
    TestExecutionSummary oneByOne = run(Map.of(), FirstHeir.class, SecondHeir.class);
    assertThat(oneByOne.getFailures()).as("one by one").isEmpty();
    assertThat(oneByOne.getTestsSucceededCount()).isEqualTo(2);
  }

  @Test
  void whatNestedClassesInParallelWouldShareIsRefusedInWords() {
    TestExecutionSummary summary =
        run(
            inParallel("same_thread"),
            FieldAround.class,
            InstanceAround.class,
            FieldOfThePart.class);

    assertThat(summary.getFailures())
        .hasSize(2)
        .allSatisfy(failure ->
            assertThat(failure.getException())
                .hasMessageContaining("outer is shared by tests that run in parallel"));
    assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
  }

  @Test
  void anInstanceForAllTestsIsReadyForBeforeAll() {
    TestExecutionSummary summary = run(Map.of(), PreparedOnce.class);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(2);
  }

  @Test
  void theRosterOfAClassThatIsOverSaysSo() {
    run(Map.of(), Leaking.class);

    assertThatIllegalStateException()
        .isThrownBy(() -> Leaking.leaked.set("a caller"))
        .withMessageContaining("is over, and its tenant is deleted");
    assertThatIllegalStateException().isThrownBy(() -> Leaking.leaked.requests());
  }

  @Test
  void classesInParallelShareAServerAndNothingElse() {
    TestExecutionSummary summary = run(inParallel("same_thread"), Breaking.class, Working.class);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(3);
    assertThat(STATUS).containsExactlyInAnyOrder(503, 200, 200);
    assertThat(SEEN).extracting(Roster::baseUri).containsOnly(SEEN.get(0).baseUri());
    assertThat(SEEN.stream().map(Roster::tenantId).distinct()).hasSize(2);
    try (RosterInstance shared = RosterInstance.shared()) {
      List<?> left = (List<?>) shared.control().get("/tenants").get("tenants");
      assertThat(left.stream().map(each -> SandboxTenant.of(Json.members(each)).id()))
          .doesNotContainAnyElementsOf(SEEN.stream().map(Roster::tenantId).toList());
    }
  }

  @Test
  void aFinalFieldIsRefusedInWords() {
    TestExecutionSummary summary = run(Map.of(), Impatient.class);

    assertThat(summary.getFailures())
        .singleElement()
        .satisfies(failure ->
            assertThat(failure.getException()).hasMessageContaining("must not be final"));
  }
}
