package dev.roster.client;

import dev.roster.client.coolset.api.UsersApi;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Coolset Accounts API as one user. Safe for use by several threads; build one and keep
 * it, for it holds the connections.
 *
 * {@snippet file="com/example/ClientExamples.java" region="coolset"}
 *
 * <p>Every call throws a {@link RosterException} unless it brings what was asked for; an argument
 * that makes no request is an {@link IllegalArgumentException}. Each method names the exceptions of
 * its own; {@linkplain dev.roster.client those of every call} are in the description of the
 * package.
 */
public final class CoolsetClient implements AutoCloseable {
  private final ClientSettings settings;
  private final DeprecationNotifier deprecations;
  private final int pageSize;
  private final CallOptions options;
  private final Consumer<CallInfo> recorder;
  private final CoolsetCompanies companies;
  private final CoolsetCountries countries;
  private final CoolsetInvitations invitations;
  private final CoolsetUsers users;
  private final CoolsetWorkspaces workspaces;

  private CoolsetClient(
      ClientSettings settings,
      DeprecationNotifier deprecations,
      int pageSize,
      CallOptions options,
      Consumer<CallInfo> recorder) {
    this.settings = settings;
    this.deprecations = deprecations;
    this.pageSize = pageSize;
    this.options = options;
    this.recorder = recorder;
    CallExecutor calls = new CallExecutor(settings, options, recorder);
    this.companies = new CoolsetCompanies(calls, pageSize);
    this.countries = new CoolsetCountries(calls);
    this.invitations = new CoolsetInvitations(calls);
    this.users = new CoolsetUsers(calls, deprecations, pageSize);
    this.workspaces = new CoolsetWorkspaces(calls, pageSize);
  }

  /** Begins a client; {@code token} and {@code build} make it. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A client with the settings of the environment and otherwise the defaults; see {@link
   * Builder#fromEnv}.
   */
  public static CoolsetClient fromEnv() {
    return builder().fromEnv().build();
  }

  /** The companies the caller belongs to. */
  public CoolsetCompanies companies() {
    return companies;
  }

  /** The countries of ISO 3166-1. */
  public CoolsetCountries countries() {
    return countries;
  }

  /** Invitations to join the caller's current workspace. */
  public CoolsetInvitations invitations() {
    return invitations;
  }

  /** The users of the caller's current workspace, and the caller. */
  public CoolsetUsers users() {
    return users;
  }

  /** The workspaces the caller can switch between. */
  public CoolsetWorkspaces workspaces() {
    return workspaces;
  }

  /**
   * Returns this client with other settings for its calls. It shares the connections, so closing
   * one closes both.
   *
   * {@snippet file="com/example/ClientExamples.java" region="with"}
   *
   * @param others replace the options that this client has from an earlier {@code with}; those that
   *     are not set stay
   */
  public CoolsetClient with(CallOptions others) {
    return view(options.replacedBy(ArgumentChecks.given(others, "options")), recorder);
  }

  /**
   * Makes calls and returns their result with the responses that it came from.
   *
   * {@snippet file="com/example/ClientExamples.java" region="withResponse"}
   *
   * @param calls is given this client, and makes at least one call with it
   * @return the result of the function, which may be null, and the responses
   * @throws IllegalStateException if it made none
   */
  public <T> ApiResponse<T> withResponse(Function<CoolsetClient, T> calls) {
    ArgumentChecks.given(calls, "calls");
    return ApiResponse.recording(recorder, own -> calls.apply(view(options, own)));
  }

  private CoolsetClient view(CallOptions options, Consumer<CallInfo> recorder) {
    return new CoolsetClient(settings, deprecations, pageSize, options, recorder);
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
    return "CoolsetClient[" + settings.baseUri() + "]";
  }

  /**
   * Settings of a {@link CoolsetClient}; only the token must be given.
   *
   * {@snippet file="com/example/ClientExamples.java" region="settings"}
   */
  public static final class Builder extends ClientBuilder<Builder> {
    private static final int LARGEST_PAGE = 1000;
    private static final String TOKEN_HEADER = "Authorization";

    private @Nullable Supplier<String> token;
    private int pageSize = 100;
    private Consumer<Deprecation> onDeprecation = DeprecationNotifier::log;

    private Builder() {
      super(UsersApi.SERVER);
    }

    /** Sets the bearer token of the user. */
    public Builder token(String token) {
      return token(Credential.fixed(ArgumentChecks.given(token, "token")));
    }

    /**
     * Sets the supplier of the bearer token; asked before every request, so that a token can be
     * rotated. If it throws or has none, the call throws a {@link RosterCredentialException}.
     *
     * {@snippet file="com/example/ClientExamples.java" region="rotated"}
     */
    public Builder token(Supplier<String> token) {
      this.token = ArgumentChecks.given(token, "token");
      return this;
    }

    /**
     * Sets the bearer token to the environment variable {@code ROSTER_COOLSET_TOKEN} and, if there
     * is such a variable, the server to {@code ROSTER_COOLSET_BASE_URL}.
     *
     * @throws IllegalStateException if the token is missing, or one of them is malformed; the
     *     message has the name of the variable and not its value
     */
    public Builder fromEnv() {
      return from(new Environment(System::getenv));
    }

    Builder from(Environment environment) {
      environment.optional("ROSTER_COOLSET_BASE_URL", this::baseUri);
      environment.required("ROSTER_COOLSET_TOKEN", this::token);
      return this;
    }

    /** Sets the page size of the streams, from 1 to 1000; the default is 100. */
    public Builder pageSize(int pageSize) {
      if (pageSize < 1 || pageSize > LARGEST_PAGE) {
        throw new IllegalArgumentException("page size must be between 1 and " + LARGEST_PAGE);
      }
      this.pageSize = pageSize;
      return this;
    }

    /**
     * Sets the listener for deprecated operations; called once for each operation. Without this
     * call, a warning goes to the {@link System.Logger} {@code dev.roster.client}. What the
     * listener throws, the call throws.
     *
     * {@snippet file="com/example/ClientExamples.java" region="deprecations"}
     */
    public Builder onDeprecation(Consumer<Deprecation> listener) {
      this.onDeprecation = ArgumentChecks.given(listener, "listener");
      return this;
    }

    /**
     * Makes the client.
     *
     * @throws IllegalStateException if the token is missing, or if settings exclude each other
     */
    public CoolsetClient build() {
      if (token == null) {
        throw new IllegalStateException("a token is needed");
      }
      ClientSettings settings =
          settings(Json.COOLSET, ExceptionMapper::ofCoolset, TOKEN_HEADER, "Bearer ", token);
      return new CoolsetClient(
          settings,
          new DeprecationNotifier(onDeprecation),
          pageSize,
          CallOptions.none(),
          ignored -> {});
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
