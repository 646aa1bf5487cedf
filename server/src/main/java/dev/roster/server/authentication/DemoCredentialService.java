package dev.roster.server.authentication;

import dev.roster.server.authentication.DemoCredentials.Accepted;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.credential.SecretHash;
import dev.roster.server.db.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Finds the demo credentials that a database accepts. Safe for use by many threads. */
public final class DemoCredentialService {
  private static final List<byte[]> TOKENS =
      DemoCredentials.TOKENS.stream().map(SecretHash::ofToken).toList();
  private static final List<byte[]> KEYS = List.of(SecretHash.ofKey(DemoCredentials.TENANT_KEY));

  private final Database database;
  private final AuthenticationStore store;
  private final Clock clock;

  public DemoCredentialService(Database database, AuthenticationStore store, Clock clock) {
    this.database = database;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Demo credentials that are neither revoked nor expired, however they came into the database and
   * their holders: a suspended user can be reinstated.
   */
  public Accepted accepted(OperatorCaller caller) {
    Instant now = clock.instant();
    return database.reading(
        tx -> new Accepted(store.tokensAmong(tx, TOKENS, now), store.keysAmong(tx, KEYS, now)));
  }
}
