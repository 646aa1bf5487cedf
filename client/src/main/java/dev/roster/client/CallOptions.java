package dev.roster.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings for some calls, beside those of the client. Immutable; {@link #toString} shows no values
 * of headers.
 *
 * {@snippet file="com/example/ClientExamples.java" region="with"}
 */
public final class CallOptions {
  private static final CallOptions NONE = new CallOptions(new Builder());

  private final @Nullable Duration requestTimeout;
  private final @Nullable Duration callTimeout;
  private final @Nullable Integer retries;
  private final @Nullable String idempotencyKey;
  private final Map<String, String> headers;

  private CallOptions(Builder builder) {
    this.requestTimeout = builder.requestTimeout;
    this.callTimeout = builder.callTimeout;
    this.retries = builder.retries;
    this.idempotencyKey = builder.idempotencyKey;
    TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(builder.headers);
    this.headers = copy;
  }

  /** Begins options, of which none is set. */
  public static Builder builder() {
    return new Builder();
  }

  static CallOptions none() {
    return NONE;
  }

  /** These options, replaced by what the others set; headers are put together. */
  CallOptions replacedBy(CallOptions others) {
    Builder both = new Builder();
    both.requestTimeout = others.requestTimeout == null ? requestTimeout : others.requestTimeout;
    both.callTimeout = others.callTimeout == null ? callTimeout : others.callTimeout;
    both.retries = others.retries == null ? retries : others.retries;
    both.idempotencyKey = others.idempotencyKey == null ? idempotencyKey : others.idempotencyKey;
    both.headers.putAll(headers);
    both.headers.putAll(others.headers);
    return both.build();
  }

  Optional<Duration> requestTimeout() {
    return Optional.ofNullable(requestTimeout);
  }

  Optional<Duration> callTimeout() {
    return Optional.ofNullable(callTimeout);
  }

  OptionalInt retries() {
    return retries == null ? OptionalInt.empty() : OptionalInt.of(retries);
  }

  Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  Map<String, String> headers() {
    return headers;
  }

  @Override
  public String toString() {
    return "CallOptions[requestTimeout="
        + requestTimeout
        + ", callTimeout="
        + callTimeout
        + ", retries="
        + retries
        + ", idempotencyKey="
        + idempotencyKey
        + ", headers="
        + headers.keySet()
        + "]";
  }

  /** Sets options; those that are not set are the client's. */
  public static final class Builder {
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private @Nullable Duration requestTimeout;
    private @Nullable Duration callTimeout;
    private @Nullable Integer retries;
    private @Nullable String idempotencyKey;

    private Builder() {}

    /** Sets the time limit of one request; see {@link ClientBuilder#requestTimeout(Duration)}. */
    public Builder requestTimeout(Duration timeout) {
      this.requestTimeout = ArgumentChecks.duration(timeout, "requestTimeout");
      return this;
    }

    /** Sets the time limit of a whole call; see {@link ClientBuilder#callTimeout(Duration)}. */
    public Builder callTimeout(Duration timeout) {
      this.callTimeout = ArgumentChecks.duration(timeout, "callTimeout");
      return this;
    }

    /** Sets the number of retries; see {@link ClientBuilder#retries(int)}. */
    public Builder retries(int retries) {
      this.retries = RetryPolicy.checkedRetries(retries);
      return this;
    }

    /**
     * Sets the idempotency key of the next call that changes something, of 1 to 255 visible ASCII
     * characters. It names one request: use the options for one call. A call that changes nothing
     * refuses it with an {@link IllegalArgumentException}.
     */
    public Builder idempotencyKey(String key) {
      this.idempotencyKey = IdempotencyKeys.checked(key);
      return this;
    }

    /**
     * Adds a header to every request, such as {@code traceparent}; see {@link
     * ClientBuilder#header}.
     */
    public Builder header(String name, String value) {
      CustomHeaders.check(name, value);
      headers.put(name, value);
      return this;
    }

    /** Makes the options. */
    public CallOptions build() {
      return new CallOptions(this);
    }
  }
}
