package dev.roster.server.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection that knows the target of its request as it was sent, also where Jetty's rules for
 * URIs or for HTTP refuse it: what a path means is the business of its door.
 */
final class RosterConnection extends HttpConnection {

  /** Set while the constructor of the superclass runs, so it has no initializer. */
  private HttpConnection.@Nullable RequestHandler fields;

  private final long opened = Math.max(1, System.nanoTime());
  private volatile @Nullable AwaitedBody body;

  /**
   * @param since the {@link System#nanoTime} at which the wait began
   * @param late ends the wait
   */
  private record AwaitedBody(long since, Runnable late) {}

  private RosterConnection(HttpConfiguration configuration, Connector connector, EndPoint peer) {
    super(configuration, connector, peer);
  }

  /** Makes these connections. */
  static final class Factory extends HttpConnectionFactory {
    Factory(HttpConfiguration configuration) {
      super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint peer) {
      RosterConnection connection = new RosterConnection(getHttpConfiguration(), connector, peer);
      connection.setUseInputDirectByteBuffers(isUseInputDirectByteBuffers());
      connection.setUseOutputDirectByteBuffers(isUseOutputDirectByteBuffers());
      return configure(connection, connector, peer);
    }
  }

  /**
   * The connection at an end of the network, also where TLS lies between; null if there is none.
   */
  static @Nullable RosterConnection at(EndPoint peer) {
    Connection outermost = peer.getConnection();
    Connection connection =
        outermost instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : outermost;
    return connection instanceof RosterConnection ours ? ours : null;
  }

  /** The target of a request as it was sent. */
  static RequestLine.Target targetOf(Request request) {
    return request.getConnectionMetaData() instanceof RosterConnection connection
        ? connection.head().target()
        : RequestLine.Target.of(request.getHttpURI().getPathQuery());
  }

  /** The method of a request as it was sent, also where Jetty made another of a line it refused. */
  static String methodOf(Request request) {
    return request.getConnectionMetaData() instanceof RosterConnection connection
        ? connection.head().method()
        : request.getMethod();
  }

  /**
   * Notes that a request waits for the rest of its body.
   *
   * @param late ends the wait as its deadline does
   */
  static void awaitBody(Request request, Runnable late) {
    if (request.getConnectionMetaData() instanceof RosterConnection connection) {
      connection.body = new AwaitedBody(System.nanoTime(), late);
    }
  }

  /** Notes that a request does not wait for its body any more. */
  static void stopAwaitingBody(Request request) {
    if (request.getConnectionMetaData() instanceof RosterConnection connection) {
      connection.body = null;
    }
  }

  HeadParser head() {
    return (HeadParser) getParser();
  }

  /**
   * The {@link System#nanoTime} since which the client has kept this connection waiting: for its
   * first request, a handshake of TLS included, for the rest of a head or for the rest of a body.
   * {@link HeadParser#NONE} if it has not.
   */
  long waitingSince() {
    AwaitedBody awaited = body;
    if (awaited != null) {
      return awaited.since();
    }
    long head = head().headSince() == HeadParser.NONE ? head().blankSince() : head().headSince();
    return head == HeadParser.NONE && hasNotSpoken() ? opened : head;
  }

  /** Ends what the client keeps waiting: a body as its deadline does, else the connection. */
  void giveUp(EndPoint peer) {
    AwaitedBody awaited = body;
    if (awaited != null) {
      awaited.late().run();
    } else {
      peer.close(new TimeoutException("others need the connection"));
    }
  }

  /** Reports whether no request has come for longer than a time since the connection was opened. */
  boolean hasNotSpokenFor(Duration time) {
    return hasNotSpoken() && isOver(opened, time);
  }

  private boolean hasNotSpoken() {
    return getMessagesIn() == 0 && isIdle();
  }

  /** Reports whether no request is being read or worked on. */
  boolean isIdle() {
    return head().headSince() == HeadParser.NONE && getHttpChannel().getRequest() == null;
  }

  /** Reports whether a head has been on its way for longer than a time. */
  boolean hasWaited(Duration time) {
    return isOver(head().headSince(), time);
  }

  /** Reports whether only empty lines have come for longer than a time. */
  boolean hasDawdled(Duration time) {
    return isOver(head().blankSince(), time);
  }

  private static boolean isOver(long since, Duration time) {
    return since != HeadParser.NONE && System.nanoTime() - since > time.toNanos();
  }

  /**
   * Jetty has no type for a read that is announced for a request which has ended, as after a 408,
   * and then logs a trace of its own.
   */
  @Override
  protected HttpChannel newHttpChannel(Server server, HttpConfiguration configuration) {
    return new HttpChannelState(this) {
      @Override
      public InvocationType getInvocationType() {
        return Objects.requireNonNullElse(super.getInvocationType(), InvocationType.BLOCKING);
      }
    };
  }

  @Override
  protected HttpParser newHttpParser(HttpCompliance compliance) {
    HttpParser parser =
        new HeadParser(
            Objects.requireNonNull(fields),
            getHttpConfiguration().getRequestHeaderSize(),
            compliance);
    parser.setHeaderCacheSize(getHttpConfiguration().getHeaderCacheSize());
    parser.setHeaderCacheCaseSensitive(getHttpConfiguration().isHeaderCacheCaseSensitive());
    return parser;
  }

  /** A path that looks odd is hidden from Jetty, which would refuse it. */
  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
    RequestLine.Target target = RequestLine.Target.of(uri);
    if (!target.hasUsableAuthority()) {
      throw new BadMessageException(HttpStatus.BAD_REQUEST_400);
    }
    boolean odd = target.path().startsWith("/") && !target.isPlain();
    return super.newHttpStream(method, odd ? target.origin() + "/" : uri, version);
  }

  @Override
  protected HttpConnection.RequestHandler newRequestHandler() {
    HttpConnection.RequestHandler handler = new CountingFields();
    fields = handler;
    return handler;
  }

  /**
   * A field needs much more memory than its bytes, so there is a limit for both; and some mean
   * something else here than to Jetty.
   */
  private final class CountingFields extends HttpConnection.RequestHandler {
    private int count;

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
      count = 0;
      if (!head().hasRequestLine()) {
        throw new BadMessageException(HttpStatus.BAD_REQUEST_400);
      }
      // Jetty would answer 426 without a body and an Upgrade; nothing here speaks HTTP/2
      if (version == HttpVersion.HTTP_2) {
        throw new HttpException.RuntimeException(
            HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505, (String) null);
      }
      super.startRequest(method, uri, version);
    }

    @Override
    public void parsedHeader(HttpField field) {
      count();
      if (field.getHeader() == HttpHeader.HOST) {
        super.parsedHeader(host(field));
      } else if (field.getHeader() != HttpHeader.EXPECT) {
        super.parsedHeader(field);
      } else if (getHttpVersion() == HttpVersion.HTTP_1_1) {
        requireKnown(field);
        super.parsedHeader(field);
      }
      // RFC 9110, 10.1.1: in an older version an expectation is ignored
    }

    /** RFC 9110, 7.2: a port may be empty, which is none. Whatever else is no host is refused. */
    private static HttpField host(HttpField field) {
      String host = String.valueOf(field.getValue());
      return new HostPortHttpField(
          host.endsWith(":") ? host.substring(0, host.length() - 1) : host);
    }

    /** Jetty closes the connection where it finds this out itself. */
    private static void requireKnown(HttpField expectation) {
      if (!"100-continue".equalsIgnoreCase(String.valueOf(expectation.getValue()).strip())) {
        throw new BadMessageException(HttpStatus.EXPECTATION_FAILED_417);
      }
    }

    @Override
    public void parsedTrailer(HttpField field) {
      count();
      super.parsedTrailer(field);
    }

    private void count() {
      if (++count > HttpLimits.MAX_FIELDS) {
        throw new BadMessageException(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);
      }
    }
  }
}
