package dev.roster.server.authentication;

import dev.roster.server.authentication.Authentication.ExpiredToken;
import dev.roster.server.authentication.Authentication.InactiveUser;
import dev.roster.server.authentication.Authentication.Undecided;
import dev.roster.server.authentication.Authentication.UnknownToken;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.Scope;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.Database;
import dev.roster.server.jwt.JwtClaims;
import dev.roster.server.jwt.JwtVerdict;
import dev.roster.server.jwt.JwtVerifier;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.jwt.TrustedIssuer.PersonBy;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the person behind a JWT of the issuer that is trusted. Safe for use by many threads. */
public final class JwtAuthenticator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JwtAuthenticator.class);

  private final Database database;
  private final AuthenticationStore store;
  private final TrustedIssuer issuer;
  private final JwtVerifier verifier;
  private final UnaryOperator<String> emailKey;

  /**
   * @param emailKey what makes two addresses the same
   */
  public JwtAuthenticator(
      Database database,
      AuthenticationStore store,
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

  Authentication byToken(String token, CallerQuery<?> about, CallOrigin callOrigin) {
    return switch (verifier.verify(token)) {
      case JwtVerdict.Genuine genuine -> person(genuine, about, callOrigin);
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

  private Authentication person(
      JwtVerdict.Genuine genuine, CallerQuery<?> about, CallOrigin callOrigin) {
    Set<Scope> scopes = genuine.scopes().map(this::scopes).orElseGet(issuer::unscoped);
    String claim = identity(genuine.claims());
    Optional<Authentication> found =
        database.reading(tx ->
            issuer.personBy() == PersonBy.SUBJECT
                ? store.bySubject(tx, claim, scopes, about, callOrigin)
                : store.byEmail(tx, emailKey.apply(claim), scopes, about, callOrigin));
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
