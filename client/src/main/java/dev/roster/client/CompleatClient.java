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
 * {@snippet file="com/example/ClientExamples.java" region="compleat"}
 *
 * <p>Every call throws a {@link RosterException} unless it brings what was asked for; an argument
 * that makes no request is an {@link IllegalArgumentException}. Each method names the exceptions of
 * its own; {@linkplain dev.roster.client those of every call} are in the description of the
 * package.
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

  /** Begins a client; {@code tenant}, {@code key} and {@code build} make it. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes a client with the settings of the environment and otherwise the defaults; see {@link
   * Builder#fromEnv}.
   *
   * @return the client
   * @throws IllegalStateException if tenant or key is missing or a setting is malformed; the
   *     message has the name of the variable and not its value
   */
  public static CompleatClient fromEnv() {
    return builder().fromEnv().build();
  }

  /**
   * Returns all users of the tenant; the contract does not page them.
   *
   * <p>Sends {@code GET /api/users/{tenantId}/{companyId}} with the word {@code null} for the
   * company.
   *
   * {@snippet file="com/example/TenantExamples.java" region="users"}
   *
   * @return the users
   * @throws CompleatRefusalException if the server refuses the request
   */
  public List<UserSummary> users() {
    return users(NO_COMPANY);
  }

  /**
   * Returns the users who have access to this company switched on.
   *
   * <p>Sends {@code GET /api/users/{tenantId}/{companyId}}.
   *
   * {@snippet file="com/example/TenantExamples.java" region="usersWithAccessTo"}
   *
   * @return the users; empty if none has access
   * @throws UnknownCompanyException if the company is not one of the tenant's
   */
  public List<UserSummary> usersWithAccessTo(UUID companyId) {
    return users(ArgumentChecks.given(companyId, "companyId").toString());
  }

  /**
   * Returns one user of the tenant in detail.
   *
   * <p>Sends {@code GET /api/user/{tenantId}/{userId}}.
   *
   * {@snippet file="com/example/TenantExamples.java" region="user"}
   *
   * @return the user, with the companies of the tenant that the user has access to
   * @throws UnknownUserException if the user is not one of the tenant's
   */
  public UserDetail user(UUID userId) {
    ArgumentChecks.given(userId, "userId");
    return calls.value(UsersApi.getUser(tenant, userId.toString(), API_VERSION));
  }

  /**
   * Returns this client with other settings for its calls. It shares the connections, so closing
   * one closes both.
   *
   * {@snippet file="com/example/ClientExamples.java" region="compleatWith"}
   *
   * @param others replace the options that this client has from an earlier {@code with}; those that
   *     are not set stay
   */
  public CompleatClient with(CallOptions others) {
    return view(options.replacedBy(ArgumentChecks.given(others, "options")), recorder);
  }

  /**
   * Makes calls and returns their result with the responses that it came from.
   *
   * {@snippet file="com/example/ClientExamples.java" region="compleatWithResponse"}
   *
   * @param calls is given this client, and makes at least one call with it
   * @return the result of the function, which may be null, and the responses
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

  /**
   * Settings of a {@link CompleatClient}; the tenant and its key must be given.
   *
   * {@snippet file="com/example/ClientExamples.java" region="compleat"}
   */
  public static final class Builder extends ClientBuilder<Builder> {
    private static final String KEY_HEADER = "x-api-compleat-key";

    private @Nullable UUID tenant;
    private @Nullable Supplier<String> key;

    private Builder() {
      super(UsersApi.SERVER);
    }

    /** Sets the tenant whose users are asked for. */
    public Builder tenant(UUID tenant) {
      this.tenant = ArgumentChecks.given(tenant, "tenant");
      return this;
    }

    /** Sets the key of the tenant. */
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

    /**
     * Sets the tenant and its key to the environment variables {@code ROSTER_COMPLEAT_TENANT} and
     * {@code ROSTER_COMPLEAT_KEY} and, if there is such a variable, the server to {@code
     * ROSTER_COMPLEAT_BASE_URL}.
     *
     * @throws IllegalStateException if tenant or key is missing, or one of them is malformed; the
     *     message has the name of the variable and not its value
     */
    public Builder fromEnv() {
      return from(new Environment(System::getenv));
    }

    Builder from(Environment environment) {
      environment.optional("ROSTER_COMPLEAT_BASE_URL", this::baseUri);
      environment.required("ROSTER_COMPLEAT_TENANT", value -> tenant(uuid(value)));
      environment.required("ROSTER_COMPLEAT_KEY", this::key);
      return this;
    }

    /** UUID.fromString also reads shorter forms, and repeats what it does not read. */
    private static UUID uuid(String text) {
      String written = text.strip();
      try {
        UUID read = UUID.fromString(written);
        if (read.toString().equalsIgnoreCase(written)) {
          return read;
        }
      } catch (IllegalArgumentException e) {
        // refused below
      }
      throw new IllegalArgumentException("a tenant is a UUID");
    }

    /**
     * Makes the client.
     *
     * @throws IllegalStateException if tenant or key are missing, or if settings exclude each other
     */
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
