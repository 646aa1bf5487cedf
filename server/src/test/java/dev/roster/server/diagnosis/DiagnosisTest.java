package dev.roster.server.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.diagnosis.Finding.Status;
import dev.roster.server.failure.UserErrorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  private final List<List<String>> progress = new ArrayList<>();

  private static Check fine(String subject) {
    return Check.of(subject, () -> Finding.ok(subject, "fine"));
  }

  private List<Finding> run(Check... checks) {
    return Diagnosis.within(Duration.ofSeconds(1), Duration.ofMillis(200))
        .run(List.of(checks), progress::add);
  }

  @Test
  void findingsComeInTheOrderOfTheirChecks() {
    CountDownLatch second = new CountDownLatch(1);

    List<Finding> findings =
        run(
            Check.of(
                "one",
                () -> {
                  second.await();
                  return Finding.ok("one", "waited for the second, so they run at once");
                }),
            new Check(
                "two",
                () -> {
                  second.countDown();
                  return List.of(Finding.ok("two", "fine"), Finding.warn("more", "odd", "look"));
                }));

    assertThat(findings).extracting(Finding::subject).containsExactly("one", "two", "more");
    assertThat(findings).noneMatch(each -> each.status() == Status.FAIL);
    assertThat(progress).isEmpty();
  }

  @Test
  void aCheckThatHangsIsAFindingAndTheOthersAreThere() {
    CountDownLatch never = new CountDownLatch(1);
    long begun = System.nanoTime();

    List<Finding> findings =
        run(
            fine("one"),
            Check.of(
                "two",
                () -> {
                  never.await();
                  return Finding.ok("two", "never");
                }),
            fine("three"));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(findings).extracting(Finding::subject).containsExactly("one", "two", "three");
    assertThat(findings.get(1).status()).isEqualTo(Status.FAIL);
    assertThat(findings.get(1).text()).isEqualTo("no result within 1 s");
    assertThat(progress).containsExactly(List.of("two"));
  }

  @Test
  void aCheckThatThrowsIsAFindingWithoutATrace() {
    List<Finding> findings =
        run(
            Check.of(
                "bug",
                () -> {
                  throw new IllegalStateException("secret");
                }),
            Check.of(
                "mistake",
                () -> {
                  throw new UserErrorException("the folder is missing");
                }),
            fine("one"));

    assertThat(findings)
        .extracting(each -> each.status() + " " + each.text())
        .containsExactly(
            "FAIL could not be checked: IllegalStateException",
            "FAIL the folder is missing",
            "OK fine");
  }
}
