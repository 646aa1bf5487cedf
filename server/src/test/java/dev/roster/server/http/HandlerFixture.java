package dev.roster.server.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/** A Jetty server around one handler, with a {@link ManualScheduler} for its deadlines. */
final class HandlerFixture implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final ManualScheduler deadlines = new ManualScheduler();

  /**
   * @param seen what the handler sees of each request
   */
  HandlerFixture(Handler handler, UnaryOperator<Request> seen) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Wrapper(handler) {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            return super.handle(seen.apply(new Timed(request)), response, callback);
          }
        });
    server.start();
  }

  ManualScheduler deadlines() {
    return deadlines;
  }

  Socket connect() throws IOException {
    return connect(new Socket());
  }

  Socket connect(Socket socket) throws IOException {
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new java.net.InetSocketAddress("127.0.0.1", connector.getLocalPort()));
    return socket;
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  private final class Timed extends Request.Wrapper {
    Timed(Request request) {
      super(request);
    }

    @Override
    public Components getComponents() {
      Components components = super.getComponents();
      return new Components() {
        @Override
        public ByteBufferPool getByteBufferPool() {
          return components.getByteBufferPool();
        }

        @Override
        public Scheduler getScheduler() {
          return deadlines;
        }

        @Override
        @Deprecated
        @SuppressWarnings("removal")
        public ThreadPool getThreadPool() {
          return components.getThreadPool();
        }

        @Override
        public Attributes getCache() {
          return components.getCache();
        }
      };
    }
  }
}
