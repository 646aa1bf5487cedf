package dev.roster.server.coolset;

import dev.roster.coolset.api.UsersApi;
import dev.roster.coolset.model.User;
import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.directory.Page;
import dev.roster.server.directory.PageRequest;
import dev.roster.server.directory.PersonWithMembership;
import dev.roster.server.http.Exchange;
import java.util.List;

/** Operations of the tag "users". The query is read by {@link DjangoQuery}, not by JAX-RS. */
public final class UsersResource implements UsersApi {
  private final CallerQueries queries;

  public UsersResource(CallerQueries queries) {
    this.queries = queries;
  }

  @Override
  public List<User> accountsUsersList() {
    CoolsetRequest request = CoolsetRequest.current();
    PageRequest pageRequest = request.query().pageRequest();
    Page<PersonWithMembership> page = request.answer(queries.users);
    PageHeaders.announce(Exchange.current(), request.query(), pageRequest, page.total());
    return page.entries().stream().map(new UserMapper()::user).toList();
  }

  @Override
  public User accountsUsersMe() {
    return new UserMapper().user(CoolsetRequest.current().answer(queries.self));
  }

  @Override
  public User accountsUserConfigList() {
    return accountsUsersMe();
  }
}
