package dev.roster.server.credential;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.Scope;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes, lists and revokes bearer tokens for operators. Safe for use by many threads. */
public final class TokenService {
  private final Database database;
  private final TokenStore tokens;
  private final AuditLog audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public TokenService(Database database, TokenStore tokens, AuditLog audit, Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
  }

  /** Makes a token for a person; empty if the person is suspended or gone. */
  public Optional<IssuedToken> create(OperatorCaller caller, long personId, TokenRequest request) {
    return database.inTransaction(tx -> create(caller, tx, personId, request));
  }

  /**
   * Makes a token for a person and shows it while it can still be taken back; empty if the person
   * is suspended or gone.
   *
   * @param show what it throws leaves everything as it was
   */
  public Optional<IssuedToken> create(
      OperatorCaller caller, long personId, TokenRequest request, Consumer<IssuedToken> show) {
    return database.inTransaction(
        tx -> create(caller, tx, personId, request), made -> made.ifPresent(show));
  }

  /** Makes a token in the transaction that makes its person. */
  public Optional<IssuedToken> create(
      OperatorCaller caller, Transaction tx, long personId, TokenRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String secret = TokenFormat.next(request.test(), random);
    IssuedToken token =
        new IssuedToken(
            TokenFormat.publicId(secret).orElseThrow(), secret, request.validity().map(now::plus));
    if (tokens.insert(tx, personId, token, request, now) == 0) {
      return Optional.empty();
    }
    AuditedChange made =
        AuditedChange.of(AuditAction.TOKEN_CREATED)
            .person(personId)
            .object(token.id())
            .with("scopes", request.scopes().stream().sorted().map(Scope::toString).toList());
    audit.record(tx, caller, Lifespan.until(made, token.expiresAt()));
    return Optional.of(token);
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
   * @param id its id, or the whole token, as one was found
   */
  public Optional<Instant> revoke(OperatorCaller caller, String id) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return database.inTransaction(
        tx -> tokens.forChange(tx, id).map(token -> revoke(tx, caller, token, now)));
  }

  private Instant revoke(
      Transaction tx, OperatorCaller caller, TokenStore.Held token, Instant now) {
    if (token.revokedAt().isPresent()) {
      return token.revokedAt().get();
    }
    tokens.revoke(tx, token.personId(), token.id(), now);
    audit.record(
        tx,
        caller,
        AuditedChange.of(AuditAction.TOKEN_REVOKED)
            .person(token.personId())
            .object(token.publicId()));
    return now;
  }
}
