package dev.roster.server.access;

import dev.roster.server.access.Authentication.UnknownToken;
import dev.roster.server.db.Database;
import java.util.Optional;
import java.util.UUID;

/** Finds out who is calling. Safe for use by many threads. */
public final class Authenticator {
  private final Database database;
  private final AccessStore store;

  public Authenticator(Database database, AccessStore store) {
    this.database = database;
    this.store = store;
  }

  /** Who holds the bearer token. */
  public Authentication byToken(String token) {
    return database
        .reading(tx -> store.authenticate(tx, SecretHash.ofToken(token)))
        .orElseGet(UnknownToken::new);
  }

  /** The tenant, if the key is one of its keys. */
  public Optional<TenantCaller> byKey(UUID tenantId, UUID key) {
    return database.reading(tx -> store.isKeyOf(tx, tenantId, SecretHash.ofKey(key)))
        ? Optional.of(new TenantCaller(tenantId))
        : Optional.empty();
  }
}
