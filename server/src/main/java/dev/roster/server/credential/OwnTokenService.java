package dev.roster.server.credential;

import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Database;
import java.time.Clock;
import java.util.List;

/** The bearer tokens of a caller for the caller. Safe for use by many threads. */
public final class OwnTokenService {
  private final Database database;
  private final TokenStore tokens;
  private final Clock clock;

  public OwnTokenService(Database database, TokenStore tokens, Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * The caller's tokens that can be used, the newest first.
   *
   * @throws dev.roster.server.caller.NotPermittedException unless the token may be used to read
   */
  public List<ApiToken> usable(UserCaller caller) {
    caller.require(Scope.READ);
    return database.reading(tx -> tokens.usable(tx, caller.personId(), clock.instant()));
  }
}
