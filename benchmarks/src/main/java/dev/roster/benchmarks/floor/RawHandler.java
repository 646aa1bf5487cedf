package dev.roster.benchmarks.floor;

import dev.roster.benchmarks.floor.Recording.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** Gives recorded bytes again: the least that the container costs. */
public final class RawHandler extends Handler.Abstract {
  private record Bytes(int status, String contentType, byte[] body) {}

  private final Map<String, Bytes> byScenario = new HashMap<>();

  /** A handler of {@code /NAME/...} for each scenario's name. */
  public RawHandler(Recording recording) {
    recording.responses().forEach((name, response) -> byScenario.put(name, bytes(response)));
  }

  private static Bytes bytes(Response response) {
    return new Bytes(
        response.status(),
        response.contentType(),
        response.body().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean handle(
      Request request, org.eclipse.jetty.server.Response response, Callback callback) {
    Bytes bytes = byScenario.get(FloorPath.scenario(Request.getPathInContext(request)));
    if (bytes == null) {
      return false;
    }
    response.setStatus(bytes.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, bytes.contentType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.body().length);
    response.write(true, ByteBuffer.wrap(bytes.body()), callback);
    return true;
  }
}
