package dev.roster.client;

import dev.roster.client.coolset.api.UsersApi;
import dev.roster.coolset.model.User;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users of the caller's current workspace, and the caller: {@link CoolsetClient#users()}.
 *
 * <p>Beside the exceptions that each method names, each throws those of {@linkplain
 * dev.roster.client every call}.
 */
public final class CoolsetUsers {
  private final CallExecutor calls;
  private final DeprecationNotifier deprecations;
  private final int pageSize;

  CoolsetUsers(CallExecutor calls, DeprecationNotifier deprecations, int pageSize) {
    this.calls = calls;
    this.deprecations = deprecations;
    this.pageSize = pageSize;
  }

  /**
   * Streams all users; pages are asked for as they are needed.
   *
   * <p>Sends {@code GET /api/accounts/users/}, once for each page that is read.
   *
   * {@snippet file="com/example/UserExamples.java" region="all"}
   *
   * @return the users, sorted by id; the stream throws the exceptions of the call
   * @throws ForbiddenException if the caller may not view users
   * @throws ValidationException if the server refuses the request
   */
  public Stream<User> stream() {
    return stream(null);
  }

  /**
   * Streams the users whose names or address contain every term, ignoring case. Pages are asked for
   * as they are needed.
   *
   * <p>Sends {@code GET /api/accounts/users/} with the search as query, once for each page that is
   * read.
   *
   * {@snippet file="com/example/UserExamples.java" region="search"}
   *
   * @param search the terms; null for all users
   * @return the users, sorted by id; the stream throws the exceptions of the call
   * @throws ForbiddenException if the caller may not view users
   * @throws ValidationException if the server refuses the search
   * @throws IllegalArgumentException if it is a text without terms
   */
  public Stream<User> stream(@Nullable String search) {
    ArgumentChecks.searchOrNull(search);
    return PageIterator.of(offset -> step(search, offset));
  }

  /**
   * Returns one page.
   *
   * <p>Sends {@code GET /api/accounts/users/} with search, limit and offset as query.
   *
   * {@snippet file="com/example/UserExamples.java" region="page"}
   *
   * @param search the terms; null for all users
   * @param limit the largest number of users to return; a server may return fewer
   * @param offset the number of users before the page
   * @return the page; it is empty behind the last user
   * @throws ForbiddenException if the caller may not view users
   * @throws ValidationException if the server refuses the search
   * @throws IllegalArgumentException if it is a text without terms, or if there is no such page
   */
  public Page<User> page(@Nullable String search, int limit, int offset) {
    ArgumentChecks.searchOrNull(search);
    ArgumentChecks.page(limit, offset);
    Received<List<User>> received = list(search, limit, offset);
    return Page.of(received.value(), offset, received);
  }

  private PageIterator.Step<User> step(@Nullable String search, int offset) {
    Received<List<User>> received = list(search, pageSize, offset);
    Page<User> page = Page.of(received.value(), offset, received);
    return new PageIterator.Step<>(
        page.items(), NextPageLink.after(page, offset, received.response().headers()));
  }

  private Received<List<User>> list(@Nullable String search, int limit, int offset) {
    return calls.received(UsersApi.accountsUsersList(search, limit, offset));
  }

  /**
   * Returns the caller, with the company that is currently active.
   *
   * <p>Sends {@code GET /api/accounts/users/me/}.
   *
   * {@snippet file="com/example/UserExamples.java" region="me"}
   *
   * @return the user whom the token belongs to
   */
  public User me() {
    return calls.value(UsersApi.accountsUsersMe());
  }

  /**
   * Returns the caller, from the older operation.
   *
   * <p>Sends {@code GET /api/accounts/user-config/}, and reports the {@link Deprecation} that the
   * server announces.
   *
   * {@snippet file="com/example/UserExamples.java" region="profile"}
   *
   * @return the user whom the token belongs to
   * @deprecated the contract says to use {@link #me()}
   */
  @Deprecated
  public User profile() {
    Received<User> received = calls.received(UsersApi.accountsUserConfigList());
    deprecations.look("CoolsetUsers.profile()", received.response().headers());
    return received.value();
  }
}
