package dev.roster.server.access;

import dev.roster.server.access.Authentication.ExpiredToken;
import dev.roster.server.access.Authentication.InactiveUser;
import dev.roster.server.access.Authentication.Undecided;
import dev.roster.server.access.Authentication.UnknownToken;
import dev.roster.server.access.TrustedIssuer.PersonBy;
import dev.roster.server.db.Database;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the person behind a JWT of the issuer that is trusted. Safe for use by many threads. */
public final class JwtLogin implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JwtLogin.class);

  private final Database database;
  private final AccessStore store;
  private final TrustedIssuer issuer;
  private final JwtVerifier verifier;
  private final UnaryOperator<String> emailKey;

  /**
   * @param emailKey what makes two addresses the same
   */
  public JwtLogin(
      Database database,
      AccessStore store,
      TrustedIssuer issuer,
      JwtVerifier verifier,
      UnaryOperator<String> emailKey) {
    this.database = database;
    this.store = store;
    this.issuer = issuer;
    this.verifier = verifier;
    this.emailKey = emailKey;
  }

  /** Begins to fetch the issuer's keys. */
  public void start() {
    verifier.start();
  }

  Authentication byToken(String token, Provenance provenance) {
    return switch (verifier.verify(token)) {
      case JwtVerdict.Genuine genuine -> person(genuine, provenance);
      case JwtVerdict.Expired _ -> {
        LOG.debug("a JWT was refused: it has expired");
        yield new ExpiredToken();
      }
      case JwtVerdict.Refused refused -> {
        LOG.debug("a JWT was refused: {}", refused.reason());
        yield new UnknownToken();
      }
      case JwtVerdict.Undecided later -> {
        LOG.debug("a JWT cannot be checked: the keys of its issuer are not there");
        yield new Undecided(later.retryAfter());
      }
    };
  }

  private Authentication person(JwtVerdict.Genuine genuine, Provenance provenance) {
    Set<Scope> scopes = genuine.scopes().map(this::scopes).orElseGet(issuer::unscoped);
    String claim = identity(genuine.claims());
    Optional<Authentication> found =
        database.reading(tx ->
            issuer.personBy() == PersonBy.SUBJECT
                ? store.bySubject(tx, claim, scopes, provenance)
                : store.byEmail(tx, emailKey.apply(claim), scopes, provenance));
    if (found.isEmpty()) {
      LOG.debug("a JWT was refused: it is genuine, but there is no such person");
    }
    return found.orElseGet(InactiveUser::new);
  }

  private Set<Scope> scopes(Set<Scope> named) {
    return named.isEmpty() ? issuer.otherwiseScoped() : named;
  }

  private String identity(JwtClaims claims) {
    String name = issuer.personBy() == PersonBy.SUBJECT ? "sub" : "email";
    try {
      return claims.text(name).orElseThrow();
    } catch (ParseException impossible) {
      throw new IllegalStateException("the verifier has read it before", impossible);
    }
  }

  @Override
  public void close() {
    verifier.close();
  }
}
