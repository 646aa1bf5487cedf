package dev.roster.client.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request. Immutable; {@link #toString} shows no header, since some are secrets.
 *
 * {@snippet file="com/example/TransportExamples.java" region="changed"}
 */
public final class TransportRequest {
  /** An error is short; a longer body is none. */
  private static final int LARGEST_ERROR = 256 * 1024;

  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;
  private final Duration timeout;
  private final int largestBody;

  private TransportRequest(Builder builder) {
    TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(builder.headers);
    this.method = builder.method;
    this.uri = builder.uri;
    this.headers = Collections.unmodifiableMap(copy);
    this.body = builder.body;
    this.timeout = builder.timeout;
    this.largestBody = builder.largestBody;
  }

  /** Starts a request, with a timeout of 30 seconds and responses of up to 64 MiB. */
  public static Builder builder(String method, URI uri) {
    return new Builder(method, uri);
  }

  /** The method, in capitals. */
  public String method() {
    return method;
  }

  /** The address, with its query. */
  public URI uri() {
    return uri;
  }

  /**
   * The headers, by name in any case; {@code Host} and {@code Content-Length} are not among them.
   */
  public Map<String, String> headers() {
    return headers;
  }

  /** A copy of the bytes of the body; empty if there is none. */
  public Optional<byte[]> body() {
    return body == null ? Optional.empty() : Optional.of(body.clone());
  }

  /** The time limit, from sending the request to the last byte of its response. */
  public Duration timeout() {
    return timeout;
  }

  /** The most bytes to read of the body of a response with this status. */
  public int largestBody(int status) {
    return status / 100 == 2 ? largestBody : Math.min(largestBody, LARGEST_ERROR);
  }

  /** Starts a request that differs from this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(method, uri).timeout(timeout).largestBody(largestBody);
    builder.headers.putAll(headers);
    builder.body = body;
    return builder;
  }

  @Override
  public String toString() {
    return method + " " + uri;
  }

  /** The parts of a request. */
  public static final class Builder {
    private final String method;
    private final URI uri;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private byte @Nullable [] body;
    private Duration timeout = Duration.ofSeconds(30);
    private int largestBody = 64 * 1024 * 1024;

    private Builder(String method, URI uri) {
      this.method = method;
      this.uri = uri;
    }

    /** Sets a header; null removes it. */
    public Builder header(String name, @Nullable String value) {
      if (value == null) {
        headers.remove(name);
      } else {
        headers.put(name, value);
      }
      return this;
    }

    /** Sets the body; null removes it. */
    public Builder body(byte @Nullable [] bytes) {
      this.body = bytes == null ? null : bytes.clone();
      return this;
    }

    /** Sets the time limit of the request and its response. */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** Sets the most bytes to read of a successful response. */
    public Builder largestBody(int bytes) {
      this.largestBody = bytes;
      return this;
    }

    /** Makes the request. */
    public TransportRequest build() {
      return new TransportRequest(this);
    }
  }
}
