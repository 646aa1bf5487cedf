package dev.roster.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what HTTP itself refuses (a malformed request line, headers that are too long) in the
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
    Door door = front.doorOf(PercentDecoder.decode(path(request)));
    Refusal refusal = door.explain(code);
    HttpFields.Mutable headers = response.getHeaders();
    if (!headers.contains(FrontHandler.REQUEST_ID)) {
      headers.put(FrontHandler.REQUEST_ID, FrontHandler.requestId(request));
    }
    headers.put(HttpHeader.CONTENT_TYPE, door.failureType());
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, body(door, refusal), callback);
  }

  private static String path(Request request) {
    String path = request.getHttpURI() == null ? null : request.getHttpURI().getPath();
    return path == null ? "/" : path;
  }

  private static ByteBuffer body(Door door, Refusal refusal) {
    try {
      return ByteBuffer.wrap(door.json().writeValueAsBytes(refusal.body()));
    } catch (JsonProcessingException impossible) {
      return BufferUtil.toBuffer("{}", StandardCharsets.UTF_8);
    }
  }
}
