package dev.roster.server.coolset;

import dev.roster.coolset.api.UsersApi;
import dev.roster.coolset.model.User;
import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.directory.Member;
import dev.roster.server.directory.Page;
import dev.roster.server.directory.PersonService;
import dev.roster.server.directory.Slice;
import dev.roster.server.http.Exchange;
import java.util.List;

/** Operations of the tag "users". The query is read by {@link DjangoQuery}, not by JAX-RS. */
public final class UsersResource implements UsersApi {
  private final PersonService people;

  public UsersResource(PersonService people) {
    this.people = people;
  }

  @Override
  public List<User> accountsUsersList() {
    Request request = Request.current();
    Slice slice = request.query().slice();
    Page<Member> page = people.colleagues(request.caller(), request.query().search(), slice);
    PageHeaders.announce(Exchange.current(), request.query(), slice, page.total());
    return page.entries().stream().map(UserMapper::user).toList();
  }

  @Override
  public User accountsUsersMe() {
    return UserMapper.user(people.self(Request.current().caller()));
  }

  @Override
  public User accountsUserConfigList() {
    return accountsUsersMe();
  }
}
