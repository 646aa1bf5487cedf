package dev.roster.server.audit;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditService.StillWritingException;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditServiceTest {
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final AuditService audit = service(Duration.ofSeconds(30));

  private AuditService service(Duration patience) {
    return new AuditService(directory.database(), new AuditStore(), patience);
  }

  private void record(AuditAction action, long personId) {
    directory.run(tx -> AUDIT.record(tx, OPERATOR, AuditedChange.of(action).person(personId)));
  }

  private static AuditQuery ofPerson(long personId) {
    return new AuditQuery(
        Optional.empty(),
        Optional.of(personId),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static AuditQuery ofCompany(long companyId) {
    return new AuditQuery(
        Optional.of(companyId),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  @Test
  void theNewestEventsComeTheOldestFirstAndNoneAfterTheLast() {
    long personId = directory.person();
    record(AuditAction.PERSON_LINKED, personId);
    record(AuditAction.PERSON_SUSPENDED, personId);
    record(AuditAction.PERSON_REINSTATED, personId);
    long last = audit.settled(OPERATOR);
    record(AuditAction.PERSON_UNLINKED, personId);

    assertThat(audit.newest(OPERATOR, ofPerson(personId), last, 2))
        .extracting(AuditEvent::action)
        .containsExactly("person.suspended", "person.reinstated");
  }

  @Test
  void anEventThatIsNotCommittedYetHoldsUpTheReaderAndNobodyElse() throws Exception {
    long slowly = directory.person();
    long quickly = directory.person();
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      try {
        Future<?> slow = threads.submit(() -> recordSlowly(slowly, written, mayEnd));
        written.await();
        record(AuditAction.PERSON_SUSPENDED, quickly);
        long seen = idOf(quickly);

        assertThat(audit.newest(OPERATOR, ofPerson(slowly), seen, 9)).isEmpty();
        assertThatThrownBy(() -> service(Duration.ofMillis(60)).settled(OPERATOR))
            .isInstanceOf(StillWritingException.class)
            .hasMessageContaining("try again");
        Future<Long> settled = threads.submit(() -> audit.settled(OPERATOR));
        mayEnd.countDown();

        assertThat(settled.get()).isEqualTo(seen);
        slow.get();
        assertThat(idOf(slowly)).as("given out before").isLessThan(seen);
      } finally {
        // closing the threads waits for the one that waits for this
        mayEnd.countDown();
      }
    }
  }

  private long idOf(long personId) {
    return audit.newest(OPERATOR, ofPerson(personId), Long.MAX_VALUE, 1).getFirst().id();
  }

  private void recordSlowly(long personId, CountDownLatch written, CountDownLatch mayEnd) {
    directory.run(tx -> {
      AUDIT.record(tx, OPERATOR, AuditedChange.of(AuditAction.PERSON_SUSPENDED).person(personId));
      written.countDown();
      await(mayEnd);
    });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void aLongLogIsReadPageByPageWithoutAGap() {
    long even = directory.company();
    long odd = directory.company();
    directory.sql(
        """
        INSERT INTO audit_event (at, action, actor, company_id)
        SELECT now(), 'token.created', 'operator', CASE i % 2 WHEN 0 THEN ? ELSE ? END
        FROM generate_series(1, 4500) i
        """,
        even, odd);
    long last = audit.settled(OPERATOR);
    List<Long> ids = new ArrayList<>();

    long count = audit.each(OPERATOR, ofCompany(odd), last, event -> ids.add(event.id()));

    assertThat(count).isEqualTo(2250);
    assertThat(ids).hasSize(2250).isSorted().doesNotHaveDuplicates();
    assertThat(audit.each(OPERATOR, ofCompany(odd).after(ids.get(9)), last, event -> {}))
        .isEqualTo(2240);
    assertThat(audit.each(OPERATOR, ofCompany(odd), ids.get(9), event -> {})).isEqualTo(10);
  }

  /** The last page may be a whole one. */
  @Test
  void aLogOfExactlyOnePageIsReadOnce() {
    long companyId = directory.company();
    directory.sql(
        """
        INSERT INTO audit_event (at, action, actor, company_id)
        SELECT now(), 'token.created', 'operator', ? FROM generate_series(1, 1000)
        """,
        companyId);

    assertThat(audit.each(OPERATOR, ofCompany(companyId), Long.MAX_VALUE, event -> {}))
        .isEqualTo(1000);
    assertThat(audit.each(OPERATOR, ofCompany(directory.company()), Long.MAX_VALUE, event -> {}))
        .isZero();
  }
}
