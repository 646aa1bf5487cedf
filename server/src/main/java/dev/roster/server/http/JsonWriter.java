package dev.roster.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.function.LongConsumer;

/** Writes every body as JSON, in the way of the door that the request came through. */
public final class JsonWriter implements MessageBodyWriter<Object> {
  /** The long part of such a body has its memory, and leaves it as fast as it is written. */
  private static final LongConsumer SPOKEN_FOR = _ -> {};

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return mediaType.getSubtype().endsWith("json");
  }

  @Override
  public void writeTo(
      Object body,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    Exchange exchange = Exchange.current();
    ObjectMapper json = exchange.door().json();
    if (exchange.isInPieces()) {
      ChunkedBytes pieces = new ChunkedBytes(SPOKEN_FOR);
      json.writeValue(pieces, body);
      headers.putSingle(HttpHeaders.CONTENT_LENGTH, pieces.size());
      pieces.moveTo(out);
    } else {
      byte[] whole = json.writeValueAsBytes(body);
      headers.putSingle(HttpHeaders.CONTENT_LENGTH, whole.length);
      out.write(whole);
    }
  }
}
