package dev.roster.server.mail;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each test begins with an empty outbox, since operators see that of everybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxServiceTest {
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final OutboxService service = service(AUDIT);

  private OutboxService service(AuditLog audit) {
    return new OutboxService(directory.database(), new Outbox(), new StuckMailStore(), audit);
  }

  @BeforeEach
  void empty() {
    directory.sql("DELETE FROM outbox");
    directory.sql("DELETE FROM audit_event");
  }

  private UUID mail(String state, int attempts) {
    UUID invitation =
        directory.invitation(directory.company(), directory.address(), directory.person());
    directory.run(tx -> new Outbox().enqueue(tx, invitation, 1, STORED_NOW));
    directory.sql(
        "UPDATE outbox SET state = ?, attempts = ? WHERE invitation_id = ?",
        state,
        attempts,
        invitation);
    return directory.value(UUID.class, "SELECT id FROM outbox WHERE invitation_id = ?", invitation);
  }

  private List<String> events() {
    return directory.texts(
        "SELECT concat_ws(' ', action, object, detail) FROM audit_event ORDER BY id");
  }

  @Test
  void anOperatorSeesWhatWaitsWhatIsLateAndWhatWasGivenUp() {
    mail("waiting", 0);
    UUID late = mail("waiting", 1);
    UUID dead = mail("dead", 1);
    mail("sent", 1);

    assertThat(service.waiting(OPERATOR)).isEqualTo(2);
    assertThat(service.delayed(OPERATOR, 9)).extracting(StuckMail::id).containsExactly(late);
    assertThat(service.delayed(OPERATOR, 0)).isEmpty();
    assertThat(service.dead(OPERATOR)).extracting(StuckMail::id).containsExactly(dead);
  }

  @Test
  void allDeadLettersAreRetriedInOneEventThatCountsThem() {
    mail("dead", 1);
    mail("dead", 1);

    assertThat(service.retry(OPERATOR, Optional.empty())).isEqualTo(2);

    assertThat(service.waiting(OPERATOR)).isEqualTo(2);
    assertThat(events()).containsExactly("outbox.retried {\"mails\": 2}");
  }

  @Test
  void oneDeadLetterIsRetriedAndNamed() {
    UUID dead = mail("dead", 1);
    mail("dead", 1);

    assertThat(service.retry(OPERATOR, Optional.of(dead))).isEqualTo(1);

    assertThat(service.dead(OPERATOR)).hasSize(1);
    assertThat(events()).containsExactly("outbox.retried " + dead + " {\"mails\": 1}");
  }

  @Test
  void whatRetriesNothingIsNoEvent() {
    UUID waiting = mail("waiting", 1);

    assertThat(service.retry(OPERATOR, Optional.empty())).isZero();
    assertThat(service.retry(OPERATOR, Optional.of(waiting))).isZero();

    assertThat(events()).isEmpty();
  }

  @Test
  void aRetryThatCannotBeRecordedIsNotDone() {
    mail("dead", 1);

    assertThatThrownBy(() -> service(BROKEN_AUDIT).retry(OPERATOR, Optional.empty()))
        .hasMessageContaining("audit");

    assertThat(service.dead(OPERATOR)).hasSize(1);
  }
}
