package dev.roster.client;

import dev.roster.client.compleat.api.UsersApi;
import dev.roster.client.compleat.invoker.ApiClient;
import dev.roster.client.compleat.invoker.ApiResponse;
import dev.roster.compleat.model.UserDetail;
import dev.roster.compleat.model.UserList;
import dev.roster.compleat.model.UserSummary;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Compleat Users API for one tenant. Safe for use by several threads; build one and keep
 * it, for it holds the connections.
 *
 * <p>Every call throws a {@link RosterException} unless it brings what was asked for; an argument
 * that makes no request is an {@link IllegalArgumentException}.
 */
public final class CompleatClient {
  private static final int API_VERSION = 1;
  private static final String NO_COMPANY = "null";

  private final String baseUri;
  private final String tenant;
  private final UsersApi api;
  private final CallExecutor calls;

  private CompleatClient(ApiClient api, CallExecutor calls, UUID tenant) {
    this.baseUri = api.getBaseUri();
    this.tenant = tenant.toString();
    this.api = new UsersApi(api);
    this.calls = calls;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** All users of the tenant; the contract does not page them. */
  public List<UserSummary> users() {
    return users(NO_COMPANY);
  }

  /**
   * The users who have access to this company switched on.
   *
   * @throws UnknownCompanyException if the company is not one of the tenant's
   */
  public List<UserSummary> usersWithAccessTo(UUID companyId) {
    return users(ArgumentChecks.given(companyId, "companyId").toString());
  }

  /**
   * One user of the tenant in detail.
   *
   * @throws UnknownUserException if the user is not one of the tenant's
   */
  public UserDetail user(UUID userId) {
    ArgumentChecks.given(userId, "userId");
    return calls.repeatable(() -> api.getUser(tenant, userId.toString(), API_VERSION));
  }

  @Override
  public String toString() {
    return "CompleatClient[" + baseUri + ", tenant " + tenant + "]";
  }

  private List<UserSummary> users(String companyId) {
    ApiResponse<UserList> response =
        calls.repeatable(() -> api.getUsersWithHttpInfo(tenant, companyId, API_VERSION));
    UserList list = response.getData();
    if (list.count() != null) {
      TotalCheck.requireEntries(
          list.users(),
          list.count(),
          () ->
              ErrorResponse.of(
                  response.getStatusCode(), response.getBody(), response.getHeaders()));
    }
    return list.users();
  }

  /** Settings of a {@link CompleatClient}; the tenant and its key must be given. */
  public static final class Builder extends ClientBuilder<Builder> {
    private static final String KEY_HEADER = "x-api-compleat-key";

    private @Nullable UUID tenant;
    private @Nullable Supplier<String> key;

    private Builder() {
      super(new ApiClient().getBaseUri());
    }

    /** The tenant whose users are asked for. */
    public Builder tenant(UUID tenant) {
      this.tenant = ArgumentChecks.given(tenant, "tenant");
      return this;
    }

    /** The key of the tenant. */
    public Builder key(String key) {
      return key(Credential.fixed(ArgumentChecks.given(key, "key")));
    }

    /**
     * Sets the supplier of the key; asked before every request, so that a key can be rotated. If it
     * throws or has none, the call throws a {@link RosterCredentialException}.
     */
    public Builder key(Supplier<String> key) {
      this.key = ArgumentChecks.given(key, "key");
      return this;
    }

    public CompleatClient build() {
      if (tenant == null || key == null) {
        throw new IllegalStateException("a tenant and its key are needed");
      }
      ApiClient api = new ApiClient().setHttpClient(buildHttpClient(KEY_HEADER));
      api.setObjectMapper(RequiredMembers.requiredBy(api.getObjectMapper()));
      api.updateBaseUri(baseUri());
      api.setLargestResponse(largestResponse());
      api.setReadTimeout(requestTimeout());
      api.setRequestInterceptor(headers(KEY_HEADER, "", key));
      CallExecutor calls = new CallExecutor(baseUri(), retryPolicy(), ExceptionMapper::ofCompleat);
      return new CompleatClient(api, calls, tenant);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
