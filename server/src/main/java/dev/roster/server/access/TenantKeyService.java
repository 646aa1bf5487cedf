package dev.roster.server.access;

import dev.roster.server.access.RotateOutcome.DeadKey;
import dev.roster.server.access.RotateOutcome.Rotated;
import dev.roster.server.access.RotateOutcome.UnknownKey;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes, lists, rotates and revokes the keys of tenants for operators. A key is a random GUID,
 * since the contract says so. Safe for use by many threads.
 */
public final class TenantKeyService {
  private final Database database;
  private final TenantKeyStore keys;
  private final Clock clock;

  public TenantKeyService(Database database, TenantKeyStore keys, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  /** Makes a key, which is valid for ever unless told otherwise; empty without such a tenant. */
  public Optional<IssuedKey> create(
      OperatorCaller caller, UUID tenantId, String label, Optional<Duration> validity) {
    Instant now = now();
    return database.inTransaction(
        tx -> insert(tx, tenantId, label, validity.map(now::plus).orElse(null), now));
  }

  private Optional<IssuedKey> insert(
      Transaction tx, UUID tenantId, String label, @Nullable Instant expires, Instant now) {
    IssuedKey key =
        new IssuedKey(UUID.randomUUID(), tenantId, UUID.randomUUID(), Optional.ofNullable(expires));
    return keys.insert(tx, tenantId, key, label, now) == 1 ? Optional.of(key) : Optional.empty();
  }

  /** Every key of every tenant, revoked and expired ones included. */
  public List<TenantKey> all(OperatorCaller caller) {
    return database.reading(keys::all);
  }

  /** Makes a new key in place of another, which stays valid for a while. */
  public RotateOutcome rotate(OperatorCaller caller, UUID keyId, Duration overlap) {
    Instant now = now();
    return database.inTransaction(tx ->
        keys.forChange(tx, keyId)
            .map(old -> rotate(tx, old, now, now.plus(overlap)))
            .orElseGet(() -> new UnknownKey(keyId)));
  }

  private RotateOutcome rotate(Transaction tx, TenantKey old, Instant now, Instant end) {
    boolean expired = old.expiresAt().map(at -> !at.isAfter(now)).orElse(false);
    if (expired || old.revokedAt().isPresent()) {
      return new DeadKey(old.id());
    }
    IssuedKey fresh = insert(tx, old.tenantId(), old.label(), null, now).orElseThrow();
    return new Rotated(fresh, keys.endAt(tx, old.id(), end));
  }

  /** Revokes a key for good and returns since when it is; empty if there is no such key. */
  public Optional<Instant> revoke(OperatorCaller caller, UUID keyId) {
    return database.inTransaction(tx -> keys.revoke(tx, keyId, now()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
