package dev.roster.server.http;

import dev.roster.server.db.SqlReason;
import dev.roster.server.http.ResponseBudget.ExhaustedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps each failure to a response: this class decides the status and logs the cause of a fault of
 * the server, the door renders the error in the dialect of its contract.
 */
public final class FailureMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(FailureMapper.class);

  @Override
  public Response toResponse(Throwable failure) {
    Exchange exchange = Exchange.current();
    RefusalException refusal = refusal(exchange.door(), failure);
    if (refusal.status() >= 500) {
      DatabaseOutages.kind(failure).ifPresent(exchange::failedBy);
    }
    String operation = exchange.operation().map(Route.Operation::id).orElse("request");
    if (refusal.status() == HttpStatus.SERVICE_UNAVAILABLE_503) {
      LOG.warn("{} is unavailable: {}", operation, reason(failure));
    } else if (refusal.status() >= 500 && DatabaseOutages.isOfSetup(failure)) {
      LOG.error("{} failed, the database needs its operator: {}", operation, SqlReason.of(failure));
    } else if (refusal.status() >= 500) {
      LOG.error("{} failed", operation, failure);
    } else {
      LOG.debug(
          "{} {} refused with {}",
          SecretMask.of(exchange.method(), exchange.presented()),
          SecretMask.of(exchange.path(), exchange.presented()),
          refusal.status());
    }
    Response.ResponseBuilder response = Response.status(refusal.status());
    if (!HttpStatus.isRedirection(refusal.status())) {
      response.type(exchange.door().failureType()).entity(refusal.body());
    }
    refusal.headers().forEach(response::header);
    return response.build();
  }

  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ExhaustedException memory) {
        return String.valueOf(memory.getMessage());
      }
    }
    return SqlReason.of(failure);
  }

  /** A body that breaks off or is not framed as HTTP says is the fault of the client. */
  private static RefusalException refusal(Door door, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case RefusalException said -> {
          return said;
        }
        case HttpException malformed -> {
          return door.explain(malformed.getCode());
        }
        case EofException _ -> {
          return door.explain(HttpStatus.BAD_REQUEST_400);
        }
        case ExhaustedException _ -> {
          return door.explain(HttpStatus.SERVICE_UNAVAILABLE_503);
        }
        case TimeoutException _ -> {
          return door.explain(HttpStatus.REQUEST_TIMEOUT_408);
        }
        default -> {}
      }
    }
    return door.explain(failure).orElseGet(() -> common(door, failure));
  }

  /** The status of a failure that every door has; an outage of the database is 503 at each. */
  private static RefusalException common(Door door, Throwable failure) {
    if (failure instanceof WebApplicationException known) {
      return door.explain(known.getResponse().getStatus());
    }
    if (DatabaseOutages.isOutage(failure)) {
      return door.unavailable();
    }
    return door.explain(HttpStatus.INTERNAL_SERVER_ERROR_500);
  }
}
