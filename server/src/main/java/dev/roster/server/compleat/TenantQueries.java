package dev.roster.server.compleat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.directory.PersonService;
import dev.roster.server.directory.TenantUser;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.Guid;
import dev.roster.server.http.ResponseBudget;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * The queries of both operations about their tenant. The door asks them with the authentication,
 * and the resource reads the answers.
 */
public final class TenantQueries {
  private static final String NO_COMPANY = "null";
  private static final ObjectMapper JSON = CompleatJson.mapper();

  private final PersonService people;
  private final ResponseBudget memory;

  /**
   * @param memory for lists of users, which may be long
   */
  public TenantQueries(PersonService people, ResponseBudget memory) {
    this.people = people;
    this.memory = memory;
  }

  /** The query of a request; one that reads nothing if an id in its path is malformed. */
  TenantQuery of(Exchange exchange) {
    return exchange
        .operation()
        .flatMap(operation ->
            switch (operation.id()) {
              case "getUser" -> user(exchange.variable("userId"));
              case "getUsers" -> users(exchange.variable("companyId"));
              default -> Optional.empty();
            })
        .orElse(TenantQuery.NONE);
  }

  private Optional<TenantQuery> user(String userId) {
    return Guid.parse(userId).map(id -> new TenantQuery(people.byUid(id), false));
  }

  private Optional<TenantQuery> users(String companyId) {
    if (companyId.equalsIgnoreCase(NO_COMPANY)) {
      return Optional.of(
          new TenantQuery(
              people.inTenant(Collectors.collectingAndThen(withinBudget(), Optional::of)), true));
    }
    return Guid.parse(companyId)
        .map(id -> new TenantQuery(people.inCompany(id, withinBudget()), true));
  }

  /** The contract has no pages, so memory is taken as users come. */
  private Collector<TenantUser, ?, UserSummaries> withinBudget() {
    return UserSummaries.within(() -> memory.share()::take, JSON);
  }
}
