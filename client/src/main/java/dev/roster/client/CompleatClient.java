package dev.roster.client;

import dev.roster.client.compleat.api.UsersApi;
import dev.roster.compleat.model.UserDetail;
import dev.roster.compleat.model.UserList;
import dev.roster.compleat.model.UserSummary;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Compleat Users API for one tenant. Safe for use by several threads; build one and keep
 * it, for it holds the connections.
 *
 * <p>Every call throws a {@link RosterException} unless it brings what was asked for; an argument
 * that makes no request is an {@link IllegalArgumentException}.
 */
public final class CompleatClient implements AutoCloseable {
  private static final int API_VERSION = 1;
  private static final String NO_COMPANY = "null";

  private final ClientSettings settings;
  private final String tenant;
  private final CallOptions options;
  private final Consumer<CallInfo> recorder;
  private final CallExecutor calls;

  private CompleatClient(
      ClientSettings settings, String tenant, CallOptions options, Consumer<CallInfo> recorder) {
    this.settings = settings;
    this.tenant = tenant;
    this.options = options;
    this.recorder = recorder;
    this.calls = new CallExecutor(settings, options, recorder);
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
    return calls.value(UsersApi.getUser(tenant, userId.toString(), API_VERSION));
  }

  /**
   * This client with other settings for its calls. It shares the connections, so closing one closes
   * both.
   */
  public CompleatClient with(CallOptions others) {
    return view(options.replacedBy(ArgumentChecks.given(others, "options")), recorder);
  }

  /**
   * Makes calls and returns their result with the responses that it came from: {@code
   * client.withResponse(CompleatClient::users).call().requestId()}.
   *
   * @param calls is given this client, and makes at least one call with it
   * @throws IllegalStateException if it made none
   */
  public <T> ApiResponse<T> withResponse(Function<CompleatClient, T> calls) {
    ArgumentChecks.given(calls, "calls");
    return ApiResponse.recording(recorder, own -> calls.apply(view(options, own)));
  }

  private CompleatClient view(CallOptions options, Consumer<CallInfo> recorder) {
    return new CompleatClient(settings, tenant, options, recorder);
  }

  /**
   * Closes the connections; later calls fail. From Java 21 on, it waits for calls under way and
   * ends the threads of the JDK's HTTP client; before, they end with the next garbage collection. A
   * transport of your own stays open.
   */
  @Override
  public void close() {
    settings.close();
  }

  @Override
  public String toString() {
    return "CompleatClient[" + settings.baseUri() + ", tenant " + tenant + "]";
  }

  private List<UserSummary> users(String companyId) {
    Received<UserList> received = calls.received(UsersApi.getUsers(tenant, companyId, API_VERSION));
    UserList list = received.value();
    if (list.count() != null) {
      TotalCheck.requireEntries(list.users(), list.count(), received::asError);
    }
    return list.users();
  }

  /** Settings of a {@link CompleatClient}; the tenant and its key must be given. */
  public static final class Builder extends ClientBuilder<Builder> {
    private static final String KEY_HEADER = "x-api-compleat-key";

    private @Nullable UUID tenant;
    private @Nullable Supplier<String> key;

    private Builder() {
      super(UsersApi.SERVER);
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
      ClientSettings settings =
          settings(Json.COMPLEAT, ExceptionMapper::ofCompleat, KEY_HEADER, "", key);
      return new CompleatClient(settings, tenant.toString(), CallOptions.none(), ignored -> {});
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
