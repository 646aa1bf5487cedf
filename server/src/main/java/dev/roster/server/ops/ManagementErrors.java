package dev.roster.server.ops;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problem details (RFC 9457) in place of Jetty's pages. */
final class ManagementErrors extends ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementErrors.class);

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    if (code >= HttpStatus.INTERNAL_SERVER_ERROR_500 && cause != null) {
      LOG.error("a page of the management port failed", cause);
    }
    Page problem =
        Page.problem(
            code,
            HttpStatus.getMessage(code),
            IndexPage.PATH + " lists the pages of the management port.");
    ManagementHandler.write(problem, request, response, callback);
  }
}
