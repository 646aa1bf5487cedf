package dev.roster.client;

import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.roster.client.coolset.invoker.ApiClient;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Coolset Accounts API as one user. Safe for use by several threads; build one and keep
 * it, for it holds the connections.
 *
 * <p>Every call throws a {@link RosterException} unless it brings what was asked for; an argument
 * that makes no request is an {@link IllegalArgumentException}.
 */
public final class CoolsetClient {
  private final String baseUri;
  private final CoolsetCompanies companies;
  private final CoolsetCountries countries;
  private final CoolsetInvitations invitations;
  private final CoolsetUsers users;
  private final CoolsetWorkspaces workspaces;

  private CoolsetClient(
      ApiClient api, CallExecutor calls, DeprecationNotifier deprecations, int pageSize) {
    this.baseUri = api.getBaseUri();
    this.companies = new CoolsetCompanies(api, calls, pageSize);
    this.countries = new CoolsetCountries(api, calls);
    this.invitations = new CoolsetInvitations(api, calls);
    this.users = new CoolsetUsers(api, calls, deprecations, pageSize);
    this.workspaces = new CoolsetWorkspaces(api, calls, pageSize);
  }

  public static Builder builder() {
    return new Builder();
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

  @Override
  public String toString() {
    return "CoolsetClient[" + baseUri + "]";
  }

  /** Settings of a {@link CoolsetClient}; only the token must be given. */
  public static final class Builder extends ClientBuilder<Builder> {
    private static final int LARGEST_PAGE = 1000;
    private static final String TOKEN_HEADER = "Authorization";

    private @Nullable Supplier<String> token;
    private int pageSize = 100;
    private Consumer<Deprecation> onDeprecation = DeprecationNotifier::log;

    private Builder() {
      super(new ApiClient().getBaseUri());
    }

    /** The bearer token of the user. */
    public Builder token(String token) {
      return token(Credential.fixed(ArgumentChecks.given(token, "token")));
    }

    /**
     * Sets the supplier of the bearer token; asked before every request, so that a token can be
     * rotated. If it throws or has none, the call throws a {@link RosterCredentialException}.
     */
    public Builder token(Supplier<String> token) {
      this.token = ArgumentChecks.given(token, "token");
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
     */
    public Builder onDeprecation(Consumer<Deprecation> listener) {
      this.onDeprecation = ArgumentChecks.given(listener, "listener");
      return this;
    }

    public CoolsetClient build() {
      if (token == null) {
        throw new IllegalStateException("a token is needed");
      }
      ApiClient api = new ApiClient().setHttpClient(buildHttpClient(TOKEN_HEADER));
      SimpleModule loose =
          new SimpleModule().addDeserializer(String.class, new LenientStringDeserializer());
      api.setObjectMapper(RequiredMembers.requiredBy(api.getObjectMapper()).registerModule(loose));
      api.updateBaseUri(baseUri());
      api.setLargestResponse(largestResponse());
      api.setReadTimeout(requestTimeout());
      api.setRequestInterceptor(headers(TOKEN_HEADER, "Bearer ", token));
      CallExecutor calls = new CallExecutor(baseUri(), retryPolicy(), ExceptionMapper::ofCoolset);
      return new CoolsetClient(api, calls, new DeprecationNotifier(onDeprecation), pageSize);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
