package dev.roster.server.http;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sets {@code Connection: close} on every response once the server stops. */
final class ConnectionCloseHandler extends Handler.Wrapper {
  private final BooleanSupplier stopping;

  ConnectionCloseHandler(BooleanSupplier stopping, Handler next) {
    super(next);
    this.stopping = stopping;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(
        request,
        new Response.Wrapper(request, response) {
          @Override
          public void write(boolean last, ByteBuffer content, Callback written) {
            mark(this);
            super.write(last, content, written);
          }
        },
        callback);
  }

  private void mark(Response response) {
    if (stopping.getAsBoolean() && !response.isCommitted()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
  }
}
