package dev.roster.server.credential;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.credential.RotateOutcome.DeadKey;
import dev.roster.server.credential.RotateOutcome.Rotated;
import dev.roster.server.credential.RotateOutcome.UnknownKey;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes, lists, rotates and revokes the keys of tenants for operators. A key is a random GUID,
 * since the contract says so. Safe for use by many threads.
 */
public final class TenantKeyService {
  private final Database database;
  private final TenantKeyStore keys;
  private final AuditLog audit;
  private final Clock clock;

  public TenantKeyService(Database database, TenantKeyStore keys, AuditLog audit, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes a key, which is valid for ever unless told otherwise, and shows it while it can still be
   * taken back; empty without such a tenant.
   *
   * @param show what it throws leaves everything as it was
   */
  public Optional<IssuedTenantKey> create(
      OperatorCaller caller,
      UUID tenantId,
      String label,
      Optional<Duration> validity,
      Consumer<IssuedTenantKey> show) {
    Instant now = now();
    return database.inTransaction(
        tx -> {
          Optional<IssuedTenantKey> key =
              insert(tx, tenantId, label, validity.map(now::plus).orElse(null), now);
          key.ifPresent(made ->
              audit.record(
                  tx,
                  caller,
                  Lifespan.until(
                      about(AuditAction.TENANT_KEY_CREATED, tenantId, made.id()),
                      made.expiresAt())));
          return key;
        },
        key -> key.ifPresent(show));
  }

  private static AuditedChange about(AuditAction action, UUID tenantId, UUID keyId) {
    return AuditedChange.of(action).tenant(tenantId).object(keyId.toString());
  }

  private Optional<IssuedTenantKey> insert(
      Transaction tx, UUID tenantId, String label, @Nullable Instant expires, Instant now) {
    IssuedTenantKey key =
        new IssuedTenantKey(
            UUID.randomUUID(), tenantId, UUID.randomUUID(), Optional.ofNullable(expires));
    return keys.insert(tx, tenantId, key, label, now) == 1 ? Optional.of(key) : Optional.empty();
  }

  /** Every key of every tenant, revoked and expired ones included. */
  public List<TenantKey> all(OperatorCaller caller) {
    return database.reading(keys::all);
  }

  /**
   * Makes a new key in place of another, which stays valid for a while, and shows it while it can
   * still be taken back.
   *
   * @param show what it throws leaves everything as it was
   */
  public RotateOutcome rotate(
      OperatorCaller caller, UUID keyId, Duration overlap, Consumer<Rotated> show) {
    Instant now = now();
    return database.inTransaction(
        tx ->
            keys.forChange(tx, keyId)
                .map(old -> rotate(tx, caller, old, now, now.plus(overlap)))
                .orElseGet(() -> new UnknownKey(keyId)),
        outcome -> {
          if (outcome instanceof Rotated done) {
            show.accept(done);
          }
        });
  }

  private RotateOutcome rotate(
      Transaction tx, OperatorCaller caller, TenantKey old, Instant now, Instant end) {
    if (old.lifespan().isOver(now)) {
      return new DeadKey(old.id());
    }
    IssuedTenantKey fresh = insert(tx, old.tenantId(), old.label(), null, now).orElseThrow();
    Instant oldUntil = keys.endAt(tx, old.id(), end);
    audit.record(
        tx,
        caller,
        about(AuditAction.TENANT_KEY_ROTATED, old.tenantId(), fresh.id())
            .with("old_key", old.id().toString())
            .with("old_until", oldUntil.toString()));
    return new Rotated(fresh, oldUntil);
  }

  /** Revokes a key for good and returns since when it is; empty if there is no such key. */
  public Optional<Instant> revoke(OperatorCaller caller, UUID keyId) {
    return database.inTransaction(
        tx -> keys.forChange(tx, keyId).map(key -> revoke(tx, caller, key, now())));
  }

  private Instant revoke(Transaction tx, OperatorCaller caller, TenantKey key, Instant now) {
    if (key.lifespan().revokedAt().isPresent()) {
      return key.lifespan().revokedAt().get();
    }
    keys.revoke(tx, key.tenantId(), key.id(), now);
    audit.record(tx, caller, about(AuditAction.TENANT_KEY_REVOKED, key.tenantId(), key.id()));
    return now;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
