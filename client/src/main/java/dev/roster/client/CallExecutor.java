package dev.roster.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.roster.client.operation.Operation;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one client or of a view of it, repeats them, reads responses and maps
 * failures to exceptions.
 */
final class CallExecutor {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final ClientSettings settings;
  private final CallOptions options;
  private final Consumer<CallInfo> recorder;

  CallExecutor(ClientSettings settings, CallOptions options, Consumer<CallInfo> recorder) {
    this.settings = settings;
    this.options = options;
    this.recorder = recorder;
  }

  /** The idempotency key of the options, else a new one. */
  String idempotencyKey() {
    return options.idempotencyKey().orElseGet(IdempotencyKeys::fresh);
  }

  /** Makes a call that may be repeated: it changes nothing, or carries an idempotency key. */
  <T> T value(Operation<T> operation) {
    return received(operation).value();
  }

  /** As {@link #value}, with the response. */
  <T> Received<T> received(Operation<T> operation) {
    if (options.idempotencyKey().isPresent() && !operation.headers().containsKey(IDEMPOTENCY_KEY)) {
      throw new IllegalArgumentException(
          "the options have an idempotency key, and " + operation.id() + " changes nothing");
    }
    RetryPolicy retries =
        options.retries().isPresent()
            ? settings.retries().withRetries(options.retries().getAsInt())
            : settings.retries();
    Deadline deadline =
        Deadline.start(options.callTimeout().or(settings::callTimeout).orElse(null));
    byte[] body = json(operation.body());
    for (int number = 1; ; number++) {
      CallObserver.Attempt attempt =
          new CallObserver.Attempt(
              operation.id(), operation.method(), operation.template(), settings.baseUri(), number);
      ObservedAttempt observed = ObservedAttempt.start(settings.observers(), attempt);
      try {
        TransportRequest request = request(operation, body, observed, deadline);
        Received<T> received = read(operation, send(request));
        recorder.accept(
            new CallInfo(
                operation.id(),
                received.response().status(),
                received.response().headers(),
                number,
                deadline.elapsed()));
        observed.succeeded(received.response());
        return received;
      } catch (RosterException failure) {
        failure.endedAfter(number, deadline.elapsed());
        Optional<Duration> wait = retries.waitAfter(failure, number - 1).filter(deadline::allows);
        observed.failed(failure, wait);
        if (wait.isEmpty()) {
          throw failure;
        }
        sleep(retries, wait.get(), number, deadline);
      }
    }
  }

  private TransportRequest request(
      Operation<?> operation, byte @Nullable [] body, ObservedAttempt observed, Deadline deadline) {
    TransportRequest.Builder request =
        TransportRequest.builder(
                operation.method(), URI.create(settings.baseUri() + operation.target()))
            .timeout(deadline.limit(options.requestTimeout().orElseGet(settings::requestTimeout)))
            .largestBody(settings.largestResponse())
            .body(body);
    observed.headers().forEach(request::header);
    settings.headers().forEach(request::header);
    options.headers().forEach(request::header);
    operation.headers().forEach(request::header);
    return request
        // a response may have any content coding unless the request names one
        .header("Accept-Encoding", "identity")
        .header(settings.credentialHeader(), settings.credential().get())
        .build();
  }

  private byte @Nullable [] json(@Nullable Object body) {
    try {
      return body == null ? null : settings.mapper().writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the arguments cannot be written as JSON", e);
    }
  }

  private TransportResponse send(TransportRequest request) {
    try {
      return settings.transport().send(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RosterTransportException(settings.baseUri(), e);
    } catch (IOException | RuntimeException e) {
      throw new RosterTransportException(settings.baseUri(), e);
    }
  }

  private <T> Received<T> read(Operation<T> operation, TransportResponse response) {
    if (response.status() / 100 != 2) {
      throw settings.dialect().apply(ErrorResponse.of(response));
    }
    try {
      return new Received<>(decoded(operation, response), response);
    } catch (IOException e) {
      throw new UnreadableResponseException(ErrorResponse.of(response), e);
    }
  }

  private <T> T decoded(Operation<T> operation, TransportResponse response) throws IOException {
    String coding = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (!coding.equalsIgnoreCase("identity")) {
      throw new IOException(
          "the body has the content coding " + coding + ", which was not asked for");
    }
    if (response.isTruncated()) {
      throw new IOException("the body has more than " + settings.largestResponse() + " bytes");
    }
    // from bytes, because Jackson then finds out the encoding and skips a byte order mark
    T value = settings.mapper().readValue(response.body(), operation.type());
    if (value == null || value instanceof List<?> list && list.contains(null)) {
      throw new IOException("there is a null where the document has a value");
    }
    return value;
  }

  private void sleep(RetryPolicy retries, Duration wait, int attempts, Deadline deadline) {
    try {
      retries.sleeper().sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      RosterTransportException interrupted = new RosterTransportException(settings.baseUri(), e);
      interrupted.endedAfter(attempts, deadline.elapsed());
      throw interrupted;
    }
  }
}
