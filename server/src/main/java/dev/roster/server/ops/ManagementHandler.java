package dev.roster.server.ops;

import dev.roster.server.http.Visitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Finds the page of a request. Pages may wait, so requests run on threads that may block. */
final class ManagementHandler extends Handler.Abstract {
  private static final String LOGGER = LoggersPages.PATH + "/";

  /** The longest body, which is the name of a level. */
  private static final int MAX_BODY = 64;

  private final Map<String, Supplier<Page>> pages;
  private final Optional<LoggersPages> loggers;
  private final IndexPage index;

  /**
   * @param pages that are only read, by their paths
   * @param loggers empty where levels cannot be changed
   * @param index the page {@code /}
   */
  ManagementHandler(
      Map<String, Supplier<Page>> pages, Optional<LoggersPages> loggers, IndexPage index) {
    this.pages = Map.copyOf(pages);
    this.loggers = loggers;
    this.index = index;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Request.getPathInContext(request);
    Supplier<Page> page =
        path.equals(IndexPage.PATH) ? () -> index.page(isPerson(request)) : pages.get(path);
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    if (page != null && method.equals("GET")) {
      write(page.get(), request, response, callback);
    } else if (page != null) {
      refuseMethod("GET, HEAD", request, response, callback);
    } else if (path.startsWith(LOGGER) && loggers.isPresent()) {
      String name = path.substring(LOGGER.length());
      handleLogger(loggers.get(), name, method, request, response, callback);
    } else {
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    }
    return true;
  }

  private static boolean isPerson(Request request) {
    List<String> accept = request.getHeaders().getValuesList(HttpHeader.ACCEPT);
    return Visitor.of(accept.isEmpty() ? null : String.join(",", accept), null, "").isPresent();
  }

  private static void handleLogger(
      LoggersPages pages,
      String name,
      String method,
      Request request,
      Response response,
      Callback callback)
      throws IOException {
    switch (method) {
      case "GET" -> write(pages.show(name), request, response, callback);
      case "DELETE" -> write(pages.reset(name), request, response, callback);
      case "PUT" -> {
        long length = request.getLength();
        if (length < 0) {
          Response.writeError(request, response, callback, HttpStatus.LENGTH_REQUIRED_411);
        } else if (length > MAX_BODY) {
          Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        } else {
          String level = Content.Source.asString(request, StandardCharsets.UTF_8);
          write(pages.set(name, level), request, response, callback);
        }
      }
      default -> refuseMethod("GET, HEAD, PUT, DELETE", request, response, callback);
    }
  }

  private static void refuseMethod(
      String allowed, Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.ALLOW, allowed);
    Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
  }

  /** Writes the whole response. */
  static void write(Page page, Request request, Response response, Callback callback) {
    byte[] body = page.bytes();
    response.setStatus(page.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.type());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Content-Security-Policy", page.policy());
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body), callback);
  }
}
