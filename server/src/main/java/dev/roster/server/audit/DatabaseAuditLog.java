package dev.roster.server.audit;

import dev.roster.server.audit.AuditEvent.Actor;
import dev.roster.server.caller.Caller;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.caller.VisitorCaller;
import dev.roster.server.db.Relation;
import dev.roster.server.db.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Appends events to the audit log in the database, which are never changed afterwards. Safe for use
 * by many threads.
 */
public final class DatabaseAuditLog implements AuditLog {
  private final AuditStore store;
  private final Clock clock;

  public DatabaseAuditLog(AuditStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void record(Transaction tx, Caller caller, AuditedChange change) {
    store.append(tx, now(), who(caller), caller.callOrigin(), change);
  }

  @Override
  public Relation<?> recorded(
      String name,
      Caller caller,
      AuditedChange change,
      Relation<UUID> invitations,
      Relation<?> after) {
    return store.appended(
        name, now(), who(caller), caller.callOrigin(), change, invitations, after);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Who who(Caller caller) {
    return switch (caller) {
      case UserCaller user ->
          new Who(
              Actor.USER,
              Optional.of(user.personId()),
              Optional.of(user.tokenId()),
              Optional.empty());
      case TenantCaller tenant ->
          new Who(
              Actor.TENANT,
              Optional.empty(),
              Optional.empty(),
              Optional.of(tenant.keyId().toString()));
      case VisitorCaller _ ->
          new Who(Actor.VISITOR, Optional.empty(), Optional.empty(), Optional.empty());
      case OperatorCaller operator ->
          new Who(Actor.OPERATOR, Optional.empty(), Optional.empty(), Optional.of(operator.name()));
    };
  }

  /**
   * @param tokenId the log shows the public id of this token
   * @param credential what it shows where there is no token
   */
  record Who(
      Actor actor, Optional<Long> personId, Optional<UUID> tokenId, Optional<String> credential) {}
}
