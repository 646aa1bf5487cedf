package dev.roster.server.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Renders what HTTP itself refuses (a malformed request line, headers that are too long) in the
 * dialect of the door, instead of Jetty's page.
 */
public final class ProtocolErrors extends ErrorHandler {
  private final FrontHandler front;

  public ProtocolErrors(FrontHandler front) {
    this.front = front;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String path = PercentDecoder.decode(FrontHandler.pathOf(request));
    Door door = front.doorOf(path);
    if (!Exchange.isCurrent()) {
      String id = FrontHandler.requestId(request);
      response.getHeaders().put(FrontHandler.REQUEST_ID, id);
      front.refused(request, path, id, code);
    }
    RefusalWriter.write(door, door.explain(code), request, response, callback);
  }
}
