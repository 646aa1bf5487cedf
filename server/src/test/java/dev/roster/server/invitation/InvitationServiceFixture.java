package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.VIEWER;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.mail.Outbox;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;

/** The service on a directory that a test fills, and what it has written there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InvitationServiceFixture {
  static final Duration VALIDITY = Duration.ofDays(7);
  static final Duration UNTIL_MIDNIGHT = Duration.ofHours(12);
  static final InvitationQuotas TWO_OF_A_COMPANY = new InvitationQuotas(0, 2, 0, 0);
  static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
  static final Optional<IdempotencyKey> KEY = Optional.of(new IdempotencyKey("k"));

  @AutoClose final TestDirectory directory = new TestDirectory();
  final InvitationService service = service(AUDIT, InvitationQuotas.OFF);
  final InvitationService limited = service(AUDIT, TWO_OF_A_COMPANY);

  InvitationService service(AuditLog audit, InvitationQuotas quotas) {
    MembershipStore memberships = new MembershipStore();
    IdempotencyStore keys = new IdempotencyStore();
    return new InvitationService(
        directory.database(),
        new InvitationStore(),
        memberships,
        new PersonStore(),
        new Outbox(),
        audit,
        keys,
        new QuotaGate(new InvitationQuotaStore(), quotas),
        CLOCK,
        VALIDITY);
  }

  UserCaller editor() {
    return directory.caller(directory.company(), EDITOR);
  }

  InviteRequest viewer() {
    return new InviteRequest(directory.address(), VIEWER);
  }

  long company(UserCaller caller) {
    return caller.workspace().companyId();
  }

  /** Invitations, mails and events of the caller's company. */
  String written(UserCaller caller) {
    long companyId = company(caller);
    return directory.value(
        String.class,
        """
        SELECT count(*) || ' ' || count(o.id) || ' ' ||
          (SELECT count(*) FROM audit_event WHERE company_id = ?)
        FROM invitation i LEFT JOIN outbox o ON o.invitation_id = i.id
        WHERE i.company_id = ?
        """,
        companyId,
        companyId);
  }

  long counted(UserCaller caller) {
    return directory.count(
        "SELECT coalesce(sum(used), 0) FROM invitation_quota WHERE subject = ?",
        Long.toString(company(caller)));
  }
}
