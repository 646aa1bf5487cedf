package dev.roster.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes a refusal in the dialect of a door, where JAX-RS is not or not yet at work. */
public final class RefusalWriter {
  private RefusalWriter() {}

  /** Writes the whole response but its status, which may be another one than the refusal's. */
  static void write(
      Door door, RefusalException refusal, Request request, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    if (!headers.contains(FrontHandler.REQUEST_ID)) {
      headers.put(FrontHandler.REQUEST_ID, FrontHandler.requestId(request));
    }
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    refusal.headers().forEach(headers::put);
    Optional<RefusalPage> page =
        Visitor.of(
                joined(request, HttpHeader.ACCEPT),
                joined(request, HttpHeader.ACCEPT_LANGUAGE),
                headers.get(FrontHandler.REQUEST_ID))
            .flatMap(visitor -> door.page(visitor, refusal.status()));
    page.ifPresent(shown -> shown.headers().forEach(headers::put));
    headers.put(HttpHeader.CONTENT_TYPE, page.isPresent() ? RefusalPage.TYPE : door.failureType());
    response.write(
        true,
        page.map(shown -> BufferUtil.toBuffer(shown.html(), StandardCharsets.UTF_8))
            .orElseGet(() -> body(door, refusal)),
        callback);
  }

  /** Writes the whole response. */
  public static void refuse(
      Door door, RefusalException refusal, Request request, Response response, Callback callback) {
    response.setStatus(refusal.status());
    write(door, refusal, request, response, callback);
  }

  /** The lines of a header as one, which they mean together (RFC 9110, 5.3). */
  private static @Nullable String joined(Request request, HttpHeader header) {
    List<String> lines = request.getHeaders().getValuesList(header);
    return lines.isEmpty() ? null : String.join(",", lines);
  }

  private static ByteBuffer body(Door door, RefusalException refusal) {
    try {
      return ByteBuffer.wrap(door.json().writeValueAsBytes(refusal.body()));
    } catch (JsonProcessingException impossible) {
      return BufferUtil.toBuffer("{}", StandardCharsets.UTF_8);
    }
  }
}
