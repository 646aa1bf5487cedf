package dev.roster.server.telemetry;

import dev.roster.server.db.DatabaseTracer;
import dev.roster.server.db.SqlReason;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes a span of the work on the database that belongs to a span; other work, such as a look at
 * the outbox, has none. Neither SQL nor a value is in it. Safe for use by many threads.
 */
final class DatabaseSpans implements DatabaseTracer {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<String> STATE =
      AttributeKey.stringKey("db.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final Tracer tracer;
  private final Optional<String> database;

  DatabaseSpans(Tracer tracer, Optional<String> database) {
    this.tracer = tracer;
    this.database = database;
  }

  @Override
  public <T> T trace(Work kind, Supplier<T> work) {
    if (!Span.current().isRecording()) {
      return work.get();
    }
    Span span = begin(kind.name().toLowerCase(Locale.ROOT));
    try (Scope _ = span.makeCurrent()) {
      return work.get();
    } catch (RuntimeException failure) {
      SqlReason.state(failure).ifPresent(state -> fail(span, state));
      throw failure;
    } finally {
      span.end();
    }
  }

  private Span begin(String operation) {
    Span span =
        tracer
            .spanBuilder(database.map(name -> operation + " " + name).orElse(operation))
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(SYSTEM, "postgresql")
            .setAttribute(OPERATION, operation)
            .startSpan();
    database.ifPresent(name -> span.setAttribute(NAMESPACE, name));
    return span;
  }

  private static void fail(Span span, String state) {
    span.setAttribute(STATE, state);
    span.setAttribute(ERROR, state);
    span.setStatus(StatusCode.ERROR);
  }
}
