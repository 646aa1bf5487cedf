package dev.roster.server.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where a failure becomes an answer: the door finds the words, this class logs the
 * cause of what is the server's fault.
 */
public final class DoorFailures implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(DoorFailures.class);

  @Override
  public Response toResponse(Throwable failure) {
    Exchange exchange = Exchange.current();
    Refusal refusal = failure instanceof Refusal said ? said : exchange.door().explain(failure);
    if (refusal.status() >= 500) {
      LOG.error(
          "{} failed", exchange.operation().map(Route.Operation::id).orElse("request"), failure);
    } else {
      LOG.debug("{} {} refused with {}", exchange.method(), exchange.path(), refusal.status());
    }
    Response.ResponseBuilder response =
        Response.status(refusal.status())
            .type(exchange.door().failureType())
            .entity(refusal.body());
    refusal.headers().forEach(response::header);
    return response.build();
  }
}
