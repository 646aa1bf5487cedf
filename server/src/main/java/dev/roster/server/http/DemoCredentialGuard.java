package dev.roster.server.http;

import dev.roster.server.authentication.DemoCredentials;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the credentials of the demo data, which are public, in requests from other machines,
 * whatever the database says of them. Each door then refuses them in its own words, like any
 * unknown credential. Safe for use by many threads.
 */
public final class DemoCredentialGuard extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(DemoCredentialGuard.class);
  private static final String NO_KEY = "00000000-0000-0000-0000-000000000000";

  private final AtomicBoolean told = new AtomicBoolean();

  public DemoCredentialGuard(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean suspicious = request.getHeaders().stream().anyMatch(DemoCredentialGuard::isPublic);
    if (!suspicious || LocalRequests.sent(request)) {
      return super.handle(request, response, callback);
    }
    if (told.compareAndSet(false, true)) {
      LOG.warn(
          "Demo credentials are refused, as the request was not made on this machine for one of"
              + " its own names; it came from {}. This is logged once",
          Request.getRemoteAddr(request));
    }
    HttpFields harmless = harmless(request.getHeaders());
    return super.handle(
        new Request.Wrapper(request) {
          @Override
          public HttpFields getHeaders() {
            return harmless;
          }
        },
        response,
        callback);
  }

  private static boolean isPublic(HttpField header) {
    String value = header.getValue();
    if (value == null) {
      return false;
    }
    return header.is(HttpHeader.AUTHORIZATION.asString())
        ? DemoCredentials.holdsToken(value)
        : header.is(PresentedCredentials.KEY) && DemoCredentials.holdsKey(value);
  }

  private static HttpFields harmless(HttpFields headers) {
    HttpFields.Mutable changed = HttpFields.build();
    headers.forEach(header -> changed.add(isPublic(header) ? harmless(header) : header));
    return changed;
  }

  private static HttpField harmless(HttpField header) {
    String value = String.valueOf(header.getValue());
    return new HttpField(
        header.getName(),
        header.is(PresentedCredentials.KEY) ? NO_KEY : DemoCredentials.withoutTokens(value));
  }
}
