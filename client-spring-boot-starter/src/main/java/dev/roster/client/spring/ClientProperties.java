package dev.roster.client.spring;

import dev.roster.client.CallObserver;
import dev.roster.client.ClientBuilder;
import dev.roster.client.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.unit.DataSize;

/** The properties that both clients have. What is null stays as the builder has it. */
interface ClientProperties {
  /** The start of the names of the properties. */
  String prefix();

  @Nullable String baseUrl();

  @Nullable Duration connectTimeout();

  @Nullable Duration requestTimeout();

  @Nullable Duration callTimeout();

  @Nullable Integer retries();

  @Nullable Duration longestRetryWait();

  @Nullable String userAgent();

  Map<String, String> headers();

  @Nullable String proxy();

  @Nullable DataSize largestResponse();

  /** Gives a builder these properties and the beans that both clients use. */
  default <B extends ClientBuilder<B>> void configure(
      B builder, ObjectProvider<CallObserver> observers, ObjectProvider<Transport> transports) {
    set("base-url", baseUrl(), builder::baseUri);
    set("connect-timeout", connectTimeout(), builder::connectTimeout);
    set("request-timeout", requestTimeout(), builder::requestTimeout);
    set("call-timeout", callTimeout(), builder::callTimeout);
    set("retries", retries(), builder::retries);
    set("longest-retry-wait", longestRetryWait(), builder::longestRetryWait);
    set("user-agent", userAgent(), builder::userAgent);
    headers().forEach((name, value) -> set("headers", value, given -> builder.header(name, given)));
    set("proxy", proxy(), builder::proxy);
    set("largest-response", largestResponse(), size -> builder.largestResponse(bytes(size)));
    observers.orderedStream().forEach(builder::observer);
    transports.ifUnique(builder::transport);
  }

  /** Sets what is configured; the exception of the builder becomes one that names the property. */
  default <T> void set(String name, @Nullable T value, Consumer<T> setting) {
    if (value == null) {
      return;
    }
    try {
      setting.accept(value);
    } catch (IllegalArgumentException e) {
      // without the cause, which may repeat the value
      throw new InvalidPropertyException(prefix() + "." + name, String.valueOf(e.getMessage()));
    }
  }

  private static int bytes(DataSize size) {
    if (size.toBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("more than 2 GB: " + size);
    }
    return (int) size.toBytes();
  }
}
