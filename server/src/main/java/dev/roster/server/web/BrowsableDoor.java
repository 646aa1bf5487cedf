package dev.roster.server.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.http.Door;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.RefusalException;
import dev.roster.server.http.RefusalPage;
import dev.roster.server.http.Route;
import dev.roster.server.http.Visitor;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The door of a contract, with a page for browsers at its base addresses, which are printed when
 * the server starts. The contract has no operation there, so programs get its 404 as before; the
 * responses at other addresses do not depend on that.
 */
public final class BrowsableDoor implements Door {
  private final Door contract;
  private final DocsPage.Document document;
  private final Set<String> bases;
  private final ErrorPage errors;

  private BrowsableDoor(
      Door contract, DocsPage.Document document, Set<String> bases, ServedPages served) {
    this.contract = contract;
    this.document = document;
    this.bases = bases;
    this.errors = new ErrorPage(served);
  }

  /** The door of the Coolset Accounts API. */
  public static Door coolset(Door contract, ServedPages served) {
    return new BrowsableDoor(
        contract,
        DocsPage.Document.COOLSET_ACCOUNTS,
        Set.of("/api/", "/api/accounts", "/api/accounts/"),
        served);
  }

  /** The door of the Compleat Users API. */
  public static Door compleat(Door contract, ServedPages served) {
    return new BrowsableDoor(
        contract,
        DocsPage.Document.COMPLEAT_USERS,
        Set.of("/api/users", "/api/users/", "/api/user", "/api/user/"),
        served);
  }

  /** The door of the Roster Console API. */
  public static Door console(Door contract, ServedPages served) {
    return new BrowsableDoor(
        contract, DocsPage.Document.OWN_CONSOLE, Set.of("/console/api", "/console/api/"), served);
  }

  @Override
  public Optional<RefusalPage> page(Visitor visitor, int status) {
    boolean ofBase =
        status == HttpStatus.NOT_FOUND_404
            && Exchange.isCurrent()
            && bases.contains(Exchange.current().path());
    return ofBase
        ? Optional.of(errors.baseAddress(visitor, document))
        : contract.page(visitor, status);
  }

  @Override
  public String name() {
    return contract.name();
  }

  @Override
  public boolean owns(String path) {
    return contract.owns(path);
  }

  @Override
  public Optional<Route.Match> route(String path) {
    return contract.route(path);
  }

  @Override
  public void admit(Exchange exchange, ContainerRequestContext request) {
    contract.admit(exchange, request);
  }

  @Override
  public void finish(Exchange exchange, ContainerResponseContext response) {
    contract.finish(exchange, response);
  }

  @Override
  public Optional<RefusalException> explain(Throwable failure) {
    return contract.explain(failure);
  }

  @Override
  public RefusalException explain(int status) {
    return contract.explain(status);
  }

  @Override
  public RefusalException explainBroken(String violation) {
    return contract.explainBroken(violation);
  }

  @Override
  public int secondsOfOutage() {
    return contract.secondsOfOutage();
  }

  @Override
  public RefusalException unavailable() {
    return contract.unavailable();
  }

  @Override
  public RefusalException throttled(long seconds) {
    return contract.throttled(seconds);
  }

  @Override
  public Set<String> operationIds() {
    return contract.operationIds();
  }

  @Override
  public ObjectMapper json() {
    return contract.json();
  }

  @Override
  public String failureType() {
    return contract.failureType();
  }
}
