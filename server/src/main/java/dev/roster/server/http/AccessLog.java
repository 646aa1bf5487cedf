package dev.roster.server.http;

import dev.roster.server.caller.Caller;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.caller.VisitorCaller;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The access log: an event for each request, named {@code dev.roster.access}. Its message is for
 * people; the fields of the Elastic Common Schema are key-value pairs of the event. Neither has a
 * query, a header or a secret, wherever clients put it. Safe for use by many threads.
 */
public final class AccessLog implements RequestObserver {
  private static final Logger LOG = LoggerFactory.getLogger("dev.roster.access");

  /** The id of the request in all events of its thread, by its name in ECS. */
  static final String REQUEST = "http.request.id";

  /** The trace of the request and its span there, if it has any, by their names in ECS. */
  static final String TRACE = "trace.id";

  static final String SPAN = "span.id";

  private static final String NONE = "-";
  private static final int LONGEST = 200;
  private static final int SUCCESS = 2;

  @Override
  public void completed(CompletedRequest request) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    // a request that HTTP itself refused has none
    boolean named = MDC.get(REQUEST) != null;
    if (!named) {
      MDC.put(REQUEST, request.requestId());
    }
    write(request);
    if (!named) {
      MDC.remove(REQUEST);
    }
  }

  private static void write(CompletedRequest request) {
    String method = shown(request, request.method());
    String path = shown(request, request.path());
    LoggingEventBuilder event =
        LOG.atInfo()
            .addKeyValue("http.request.method", method)
            .addKeyValue("url.path", path)
            .addKeyValue("http.response.status_code", request.status())
            .addKeyValue("http.response.body.bytes", request.bytes())
            .addKeyValue("event.duration", request.nanos())
            .addKeyValue("client.address", request.address())
            .addKeyValue("roster.api", request.api());
    if (request.operation().isPresent()) {
      event = event.addKeyValue("roster.operation", request.operation().get());
    }
    if (request.caller().isPresent()) {
      event = withCaller(event, request.caller().get());
    }
    event.log(
        "{} {} {} {} us {} B {} {} {}",
        method,
        path,
        request.status(),
        request.nanos() / 1000,
        request.bytes(),
        request.operation().orElse(NONE),
        request.caller().flatMap(AccessLog::shown).orElse(NONE),
        request.address());
  }

  private static LoggingEventBuilder withCaller(LoggingEventBuilder event, Caller caller) {
    return switch (caller) {
      case UserCaller user ->
          event
              .addKeyValue("user.id", Long.toString(user.personId()))
              .addKeyValue("roster.credential", user.credential());
      case TenantCaller tenant ->
          event
              .addKeyValue("organization.id", tenant.tenantId().toString())
              .addKeyValue("roster.credential", tenant.keyId().toString());
      case VisitorCaller _, OperatorCaller _ -> event;
    };
  }

  /** The caller with the public id of the credential. */
  private static Optional<String> shown(Caller caller) {
    return switch (caller) {
      case UserCaller user -> Optional.of("user:" + user.personId() + "/" + user.credential());
      case TenantCaller tenant -> Optional.of("tenant:" + tenant.tenantId() + "/" + tenant.keyId());
      case VisitorCaller _, OperatorCaller _ -> Optional.empty();
    };
  }

  /**
   * The path of an operation that succeeded has only ids of what exists, which no secret is. In any
   * other place there may be one.
   */
  private static String shown(CompletedRequest request, String sent) {
    boolean harmless = request.status() / 100 == SUCCESS && request.operation().isPresent();
    return printable(harmless ? sent : SecretMask.within(sent, request.presented()));
  }

  /** Text without anything that could forge a line or a field. */
  private static String printable(String text) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain))) {
      plain++;
    }
    return plain == text.length() && plain <= LONGEST ? text : escaped(text);
  }

  private static boolean isPlain(char c) {
    return c > ' ' && c < '\u007f';
  }

  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          if (Character.isISOControl(c) || c == ' ') {
            byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
            for (byte b : bytes) {
              shown.append("%%%02X".formatted(b & 0xff));
            }
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }
}
