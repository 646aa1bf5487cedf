package dev.roster.server.directory;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.idempotency.KeyClaim;
import dev.roster.server.idempotency.KeyedRequest;
import java.util.List;
import java.util.Optional;

/**
 * The companies of a caller, and which of them is the current one. Safe for use by many threads.
 */
public final class CompanyService {
  private final Database database;
  private final CompanyStore companies;
  private final MembershipStore memberships;
  private final AuditLog audit;
  private final IdempotencyStore keys;

  public CompanyService(
      Database database,
      CompanyStore companies,
      MembershipStore memberships,
      AuditLog audit,
      IdempotencyStore keys) {
    this.database = database;
    this.companies = companies;
    this.memberships = memberships;
    this.audit = audit;
    this.keys = keys;
  }

  /** Reports whether the directory holds no company. */
  public boolean isEmpty(OperatorCaller caller) {
    return !database.reading(companies::hasAny);
  }

  /** One page of the companies that the caller belongs to and the query selects. */
  public CallerQuery<Page<CompanySummary>> search(CompanyQuery query) {
    return companies.search(query);
  }

  /** One page of all companies that the caller belongs to. */
  public CallerQuery<Page<CompanySummary>> all(PageRequest pageRequest) {
    return search(new CompanyQuery(List.of(), List.of(), List.of(), pageRequest));
  }

  /**
   * Makes a company the caller's current workspace.
   *
   * @param key what the sender calls this request; who asks again under it switches nothing, even
   *     if another workspace is the current one now
   * @throws dev.roster.server.caller.NotPermittedException unless the caller's token may be used to
   *     write
   */
  public SwitchOutcome switchTo(UserCaller caller, long companyId, Optional<IdempotencyKey> key) {
    caller.require(Scope.WRITE);
    return database.inTransaction(tx ->
        key.map(given -> switchOnce(tx, caller, companyId, given))
            .orElseGet(() -> switchTo(tx, caller, companyId)));
  }

  /** A switch to this company as it is known by its key. */
  public static KeyedRequest underKey(IdempotencyKey key, long companyId) {
    return new KeyedRequest("switch", key, Long.toString(companyId));
  }

  private SwitchOutcome switchTo(Transaction tx, UserCaller caller, long companyId) {
    if (memberships.makeCurrent(tx, companyId, caller.personId()) == 0) {
      return SwitchOutcome.NOT_A_MEMBER;
    }
    audit.record(
        tx,
        caller,
        AuditedChange.of(AuditAction.WORKSPACE_SWITCHED)
            .company(companyId)
            .person(caller.personId()));
    return SwitchOutcome.SWITCHED;
  }

  private SwitchOutcome switchOnce(
      Transaction tx, UserCaller caller, long companyId, IdempotencyKey key) {
    KeyedRequest request = underKey(key, companyId);
    return switch (keys.claim(tx, caller.personId(), request, Long.toString(companyId))) {
      case KeyClaim.Fresh _ -> {
        SwitchOutcome outcome = switchTo(tx, caller, companyId);
        if (outcome != SwitchOutcome.SWITCHED) {
          keys.release(tx, caller.personId(), request);
        }
        yield outcome;
      }
      case KeyClaim.Done _ -> SwitchOutcome.REPEATED;
      case KeyClaim.Taken _ -> SwitchOutcome.KEY_TAKEN;
    };
  }
}
