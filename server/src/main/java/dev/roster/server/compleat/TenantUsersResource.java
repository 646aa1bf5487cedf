package dev.roster.server.compleat;

import dev.roster.compleat.api.UsersApi;
import dev.roster.compleat.model.UserDetail;
import dev.roster.compleat.model.UserList;
import dev.roster.compleat.model.UserSummary;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.directory.PersonService;
import dev.roster.server.directory.TenantUser;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.ResponseBudget;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Both operations of the Compleat contract. */
public final class TenantUsersResource implements UsersApi {
  private static final String NO_COMPANY = "null";

  /** Of a user's objects and the JSON around its values, while that is made. */
  private static final long BYTES_PER_USER = 1_000;

  /** As text and as JSON, in a buffer that grows by copying. */
  private static final long BYTES_PER_LETTER = 6;

  private final PersonService people;
  private final ResponseBudget memory;
  private final CompleatErrors errors;

  /**
   * @param memory for lists of users, which may be long
   */
  public TenantUsersResource(PersonService people, ResponseBudget memory, CompleatDoor door) {
    this.people = people;
    this.memory = memory;
    this.errors = door.errors();
  }

  @Override
  public UserList getUsers(String tenantId, String companyId, Integer version) {
    TenantCaller caller = Exchange.current().caller(TenantCaller.class);
    Collector<TenantUser, ?, List<UserSummary>> list = withinBudget();
    List<UserSummary> users =
        companyId.equalsIgnoreCase(NO_COMPANY)
            ? people.inTenant(caller, list)
            : Guid.parse(companyId)
                .flatMap(company -> people.inCompany(caller, company, list))
                .orElseThrow(errors::unknownCompany);
    return new UserList(users.size(), users, errors.metaData());
  }

  /** The contract has no pages, so memory is taken user by user. */
  private Collector<TenantUser, ?, List<UserSummary>> withinBudget() {
    ResponseBudget.Share share = memory.share();
    return Collectors.mapping(
        user -> {
          UserSummary summary = TenantUserMapper.summary(user);
          share.take(BYTES_PER_USER + BYTES_PER_LETTER * letters(summary));
          return summary;
        },
        Collectors.toList());
  }

  private static long letters(UserSummary user) {
    return Stream.of(user.firstName(), user.lastName(), user.emailAddress(), user.role())
        .filter(Objects::nonNull)
        .mapToLong(String::length)
        .sum();
  }

  @Override
  public UserDetail getUser(String tenantId, String userId, Integer version) {
    TenantCaller caller = Exchange.current().caller(TenantCaller.class);
    return TenantUserAnswer.current()
        .map(user -> TenantUserMapper.detail(caller.tenantId(), user, errors.metaData()))
        .orElseThrow(errors::unknownUser);
  }
}
