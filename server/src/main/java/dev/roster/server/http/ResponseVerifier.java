package dev.roster.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.ResponseMessage;
import dev.roster.openapi.ResponseValidator;
import dev.roster.openapi.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds every response back until it was compared with its document, byte for byte as it will be
 * sent. Paths that no document has, and redirects to the path with its slash, have nothing to keep
 * to.
 */
public final class ResponseVerifier extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(ResponseVerifier.class);

  /** A redirect and a late body, which documents tell of beside their operations. */
  private static final Set<Integer> OF_HTTP =
      Set.of(HttpStatus.MOVED_PERMANENTLY_301, HttpStatus.REQUEST_TIMEOUT_408);

  /** Headers that every response of this server has. */
  private static final List<String> EVERYWHERE = List.of("X-Content-Type-Options", "X-Request-Id");

  private static final int FIRST_REFUSAL = 400;
  private static final int SERVER_ERROR = 500;

  private final VerificationMode mode;
  private final Map<String, ResponseValidator> validators = new HashMap<>();
  private final AtomicLong checked = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();

  /** The number of responses that were verified, and of those that violated their document. */
  public record Tally(long checked, long broken) {}

  public ResponseVerifier(VerificationMode mode, List<OpenApiDocument> contracts, Handler next) {
    super(next);
    this.mode = mode;
    for (OpenApiDocument contract : contracts) {
      ResponseValidator validator = new ResponseValidator(contract, EVERYWHERE);
      validator.operations().forEach(id -> validators.put(id, validator));
    }
  }

  public Tally tally() {
    return new Tally(checked.get(), broken.get());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = Exchange.current();
    if (!isDocumented(exchange)) {
      return super.handle(request, response, callback);
    }
    BufferedResponse buffered = new BufferedResponse(request, response);
    return super.handle(
        request,
        buffered,
        Callback.from(() -> release(exchange, buffered, callback), callback::failed));
  }

  private boolean isDocumented(Exchange exchange) {
    return exchange.route().stream()
        .flatMap(route -> route.operations().values().stream())
        .anyMatch(operation -> validators.containsKey(operation.id()));
  }

  private void release(Exchange exchange, BufferedResponse buffered, Callback callback) {
    byte[] body = buffered.body();
    Response response = buffered.getWrapped();
    Optional<String> operation = operation(exchange, response.getStatus());
    List<Violation> violations =
        operation.map(id -> violations(id, exchange, response, body)).orElse(List.of());
    if (operation.isPresent()) {
      checked.incrementAndGet();
    }
    if (violations.isEmpty()) {
      buffered.release(callback);
      return;
    }
    broken.incrementAndGet();
    if (mode == VerificationMode.REFUSE) {
      refuse(exchange, operation.orElseThrow(), violations, response, body, callback);
    } else {
      // values may be personal, so only the document's side is told
      LOG.warn(
          "{} answered {} against its document: {}",
          operation.orElseThrow(),
          response.getStatus(),
          violations);
      buffered.release(callback);
    }
  }

  /** Refusals of a method that a path does not have are documented beside the one it has. */
  private Optional<String> operation(Exchange exchange, int status) {
    Optional<Route.Operation> asked = exchange.operation();
    if (asked.isEmpty() && status >= FIRST_REFUSAL) {
      asked = exchange.route().flatMap(r -> r.operations().values().stream().findFirst());
    }
    return asked
        .map(Route.Operation::id)
        .filter(id -> validators.containsKey(id) && !OF_HTTP.contains(status));
  }

  private List<Violation> violations(
      String operation, Exchange exchange, Response response, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : response.getHeaders().getFieldNamesCollection()) {
      headers.put(name, response.getHeaders().getValuesList(name));
    }
    boolean bodiless = exchange.method().equals("HEAD");
    ResponseValidator validator = validators.get(operation);
    return validator == null
        ? List.of()
        : validator.validate(
            operation, new ResponseMessage(response.getStatus(), headers, body, bodiless));
  }

  private static void refuse(
      Exchange exchange,
      String operation,
      List<Violation> violations,
      Response response,
      byte[] body,
      Callback callback) {
    LOG.error(
        "{} was about to answer {} against its document: {}; the answer was: {}",
        operation,
        response.getStatus(),
        violations,
        new String(body, StandardCharsets.UTF_8));
    String told =
        "%s was about to answer %s against its document: %s"
            .formatted(
                operation,
                response.getStatus(),
                violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
    RefusalException refusal = exchange.door().explainBroken(told);
    byte[] words = json(exchange.door(), refusal);
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(SERVER_ERROR);
    headers.put(HttpHeader.CONTENT_TYPE, exchange.door().failureType());
    headers.put(HttpHeader.CONTENT_LENGTH, words.length);
    response.write(true, ByteBuffer.wrap(words), callback);
  }

  private static byte[] json(Door door, RefusalException refusal) {
    try {
      return door.json().writeValueAsBytes(refusal.body());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
