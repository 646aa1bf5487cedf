package dev.roster.server.ops;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Finds the page of a path. Its pages may wait, so requests run on threads that may block. */
final class ManagementHandler extends Handler.Abstract {
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private final Map<String, Supplier<Page>> pages;

  /**
   * @param pages by their paths
   */
  ManagementHandler(Map<String, Supplier<Page>> pages) {
    this.pages = Map.copyOf(pages);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Supplier<Page> page = pages.get(Request.getPathInContext(request));
    if (page == null) {
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    } else if (!METHODS.contains(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
    } else {
      write(page.get(), request, response, callback);
    }
    return true;
  }

  /** Writes the whole response. */
  static void write(Page page, Request request, Response response, Callback callback) {
    byte[] body = page.bytes();
    response.setStatus(page.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.type());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body), callback);
  }
}
