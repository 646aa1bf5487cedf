package dev.roster.client.spring;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.roster.client.CoolsetClient;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties of a {@link CoolsetClient}. What may be a secret is hidden from {@link #toString}
 * and from the Actuator, which shows properties as Jackson writes them.
 *
 * @param baseUrl Server to call. Without it the production server of Coolset.
 * @param token Bearer token of the user as whom the API is called. Without it there is no client.
 * @param connectTimeout Time limit of one connection; 5 seconds by default.
 * @param requestTimeout Time limit of one request, to the last byte of its response; 30 seconds by
 *     default.
 * @param callTimeout Time limit of a whole call with its retries; none by default.
 * @param retries Number of retries after a broken connection, 429, 502, 503 or 504; 2 by default.
 * @param longestRetryWait Longest wait before a retry; 30 seconds by default.
 * @param pageSize Number of entries of a page of a list, from 1 to 1000; 100 by default.
 * @param userAgent Header User-Agent of every request.
 * @param headers Headers of every request.
 * @param proxy HTTP proxy, as http://user:password@host:port. By default the system properties of
 *     the JDK decide.
 * @param largestResponse Largest body of a response; 64 MB by default.
 */
@ConfigurationProperties(CoolsetProperties.PREFIX)
record CoolsetProperties(
    @Nullable String baseUrl,
    @JsonIgnore @Nullable String token,
    @Nullable Duration connectTimeout,
    @Nullable Duration requestTimeout,
    @Nullable Duration callTimeout,
    @Nullable Integer retries,
    @Nullable Duration longestRetryWait,
    @Nullable Integer pageSize,
    @Nullable String userAgent,
    @JsonIgnore @DefaultValue Map<String, String> headers,
    @JsonIgnore @Nullable String proxy,
    @Nullable DataSize largestResponse)
    implements ClientProperties {
  static final String PREFIX = "roster.coolset";

  @Override
  public String prefix() {
    return PREFIX;
  }

  /** Gives a builder the properties that this client alone has. */
  void configure(CoolsetClient.Builder builder) {
    set("token", token, builder::token);
    set("page-size", pageSize, builder::pageSize);
  }

  @Override
  public String toString() {
    return PREFIX;
  }
}
