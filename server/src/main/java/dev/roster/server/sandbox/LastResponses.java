package dev.roster.server.sandbox;

import dev.roster.server.http.FrontHandler;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The last successful response per caller and URL, for the fault STALE_PAGE. Safe for use by many
 * threads.
 */
final class LastResponses {
  private static final int MOST = 500;

  private final Map<Address, Page> pages =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Address, Page> eldest) {
              return size() > MOST;
            }
          });

  /** A caller and the URL of a request. */
  record Address(String method, String target, String caller) {
    static Address of(Request request) {
      HttpFields headers = request.getHeaders();
      return new Address(
          request.getMethod(),
          FrontHandler.targetOf(request),
          headers.get(HttpHeader.AUTHORIZATION) + " " + headers.get("x-api-compleat-key"));
    }
  }

  /** A response as it was sent. */
  record Page(HttpFields headers, ByteBuffer body) {
    void repeat(Response response, Callback callback) {
      headers.stream()
          .filter(field -> !field.getName().equalsIgnoreCase(FrontHandler.REQUEST_ID))
          .forEach(field -> response.getHeaders().put(field));
      response
          .getHeaders()
          .put(FrontHandler.REQUEST_ID, FrontHandler.requestId(response.getRequest()));
      response.write(true, body.duplicate(), callback);
    }
  }

  Optional<Page> last(Address address) {
    return Optional.ofNullable(pages.get(address));
  }

  /** Only a response to a GET can be stale; the header fields are reused by Jetty. */
  void remember(Address address, FaultyResponse answer) {
    if (address.method().equals("GET")) {
      pages.put(
          address, new Page(HttpFields.build(answer.getHeaders()), ByteBuffer.wrap(answer.body())));
    }
  }
}
