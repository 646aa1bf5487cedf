package dev.roster.client;

import dev.roster.client.coolset.api.UsersApi;
import dev.roster.coolset.model.User;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The users of the caller's current workspace, and the caller. */
public final class CoolsetUsers {
  private final CallExecutor calls;
  private final DeprecationNotifier deprecations;
  private final int pageSize;

  CoolsetUsers(CallExecutor calls, DeprecationNotifier deprecations, int pageSize) {
    this.calls = calls;
    this.deprecations = deprecations;
    this.pageSize = pageSize;
  }

  /** All users, sorted by id; pages are asked for as they are needed. */
  public Stream<User> stream() {
    return stream(null);
  }

  /**
   * The users whose names or address contain every term, ignoring case. Pages are asked for as they
   * are needed.
   *
   * @param search the terms; null for all users
   * @throws IllegalArgumentException if it is a text without terms
   */
  public Stream<User> stream(@Nullable String search) {
    ArgumentChecks.searchOrNull(search);
    return PageIterator.of(offset -> step(search, offset));
  }

  /**
   * One page.
   *
   * @param search the terms; null for all users
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

  /** The caller, with the company that is currently active. */
  public User me() {
    return calls.value(UsersApi.accountsUsersMe());
  }

  /**
   * The caller, from the older operation.
   *
   * @deprecated the contract says to use {@link #me()}
   */
  @Deprecated
  public User profile() {
    Received<User> received = calls.received(UsersApi.accountsUserConfigList());
    deprecations.look("CoolsetUsers.profile()", received.response().headers());
    return received.value();
  }
}
