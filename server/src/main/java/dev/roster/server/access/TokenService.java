package dev.roster.server.access;

import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Makes, lists and revokes bearer tokens for operators. Safe for use by many threads. */
public final class TokenService {
  private final Database database;
  private final TokenStore tokens;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public TokenService(Database database, TokenStore tokens, Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Makes a token for a person; empty if the person is suspended or gone. */
  public Optional<IssuedToken> create(OperatorCaller caller, long personId, TokenRequest request) {
    return database.inTransaction(tx -> create(caller, tx, personId, request));
  }

  /** Makes a token in the transaction that makes its person. */
  public Optional<IssuedToken> create(
      OperatorCaller caller, Transaction tx, long personId, TokenRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String secret = TokenFormat.next(request.test(), random);
    IssuedToken token =
        new IssuedToken(
            TokenFormat.publicId(secret).orElseThrow(), secret, request.validity().map(now::plus));
    return tokens.insert(tx, personId, token, request, now) == 1
        ? Optional.of(token)
        : Optional.empty();
  }

  /** Every token of everybody, revoked and expired ones included. */
  public List<ApiToken> all(OperatorCaller caller) {
    return database.reading(tokens::all);
  }

  /** Every token of a person, revoked and expired ones included. */
  public List<ApiToken> ofPerson(OperatorCaller caller, long personId) {
    return database.reading(tx -> tokens.ofPerson(tx, personId));
  }

  /**
   * Revokes a token for good and returns since when it is; empty if there is no such token.
   *
   * @param id its id, or the whole token as somebody found it
   */
  public Optional<Instant> revoke(OperatorCaller caller, String id) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return database.inTransaction(tx -> tokens.revoke(tx, id, now));
  }
}
