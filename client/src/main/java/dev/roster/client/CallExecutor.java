package dev.roster.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Executes generated calls, repeats them and maps their failures to exceptions. */
final class CallExecutor {
  /** A generated operation with its arguments. */
  @FunctionalInterface
  interface Call<T> {
    T send()
        throws dev.roster.client.coolset.invoker.ApiException,
            dev.roster.client.compleat.invoker.ApiException;
  }

  private final String baseUri;
  private final RetryPolicy policy;
  private final Function<ErrorResponse, RosterApiException> dialect;

  CallExecutor(
      String baseUri, RetryPolicy policy, Function<ErrorResponse, RosterApiException> dialect) {
    this.baseUri = baseUri;
    this.policy = policy;
    this.dialect = dialect;
  }

  /** Makes a call that may be repeated: it changes nothing, or carries an idempotency key. */
  <T> T repeatable(Call<T> call) {
    for (int attempt = 0; ; attempt++) {
      try {
        return once(call);
      } catch (RosterException failure) {
        Optional<Duration> wait = policy.waitAfter(failure, attempt);
        if (wait.isEmpty()) {
          throw failure;
        }
        sleep(wait.get());
      }
    }
  }

  private <T> T once(Call<T> call) {
    try {
      return call.send();
    } catch (dev.roster.client.coolset.invoker.ApiException e) {
      throw failure(e.getCode(), e.getResponseHeaders(), e.getResponseBody(), e.getCause());
    } catch (dev.roster.client.compleat.invoker.ApiException e) {
      throw failure(e.getCode(), e.getResponseHeaders(), e.getResponseBody(), e.getCause());
    }
  }

  private RosterException failure(
      int status, @Nullable HttpHeaders headers, @Nullable String body, @Nullable Throwable cause) {
    if (headers == null) {
      return new RosterTransportException(baseUri, cause);
    }
    ErrorResponse response = new ErrorResponse(status, headers, body == null ? "" : body);
    return status / 100 == 2
        ? new UnreadableResponseException(response, cause)
        : dialect.apply(response);
  }

  private void sleep(Duration wait) {
    try {
      policy.sleeper().sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RosterTransportException(baseUri, e);
    }
  }
}
