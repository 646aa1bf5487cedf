package dev.roster.client;

import dev.roster.client.coolset.api.UsersApi;
import dev.roster.client.coolset.invoker.ApiClient;
import dev.roster.client.coolset.invoker.ApiResponse;
import dev.roster.coolset.model.User;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The users of the caller's current workspace, and the caller. */
public final class CoolsetUsers {
  private final UsersApi api;
  private final CallExecutor calls;
  private final DeprecationNotifier deprecations;
  private final int pageSize;

  CoolsetUsers(ApiClient api, CallExecutor calls, DeprecationNotifier deprecations, int pageSize) {
    this.api = new UsersApi(api);
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
    ApiResponse<List<User>> response = list(search, limit, offset);
    return Page.of(response.getData(), offset, response);
  }

  private PageIterator.Step<User> step(@Nullable String search, int offset) {
    ApiResponse<List<User>> response = list(search, pageSize, offset);
    Page<User> page = Page.of(response.getData(), offset, response);
    return new PageIterator.Step<>(
        page.items(), NextPageLink.after(page, offset, response.getHeaders()));
  }

  private ApiResponse<List<User>> list(@Nullable String search, int limit, int offset) {
    return calls.repeatable(() -> api.accountsUsersListWithHttpInfo(search, limit, offset));
  }

  /** The caller, with the company that is currently active. */
  public User me() {
    return calls.repeatable(api::accountsUsersMe);
  }

  /**
   * The caller, from the older operation.
   *
   * @deprecated the contract says to use {@link #me()}
   */
  @Deprecated
  public User profile() {
    ApiResponse<User> response = calls.repeatable(api::accountsUserConfigListWithHttpInfo);
    deprecations.look("CoolsetUsers.profile()", response.getHeaders());
    return response.getData();
  }
}
