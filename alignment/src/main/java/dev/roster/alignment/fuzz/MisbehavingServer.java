package dev.roster.alignment.fuzz;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A server on loopback that sends one response to every request, whatever a document says. */
final class MisbehavingServer implements AutoCloseable {
  private final HttpServer server;
  private volatile int status = 200;
  private volatile String type = "application/json";
  private volatile byte[] body = new byte[0];
  private volatile String asked = "";

  /** Starts the server on a free port. */
  MisbehavingServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext(
        "/",
        exchange -> {
          asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          if (body.length > 0) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Sets the response to all requests from now on. */
  void respond(int newStatus, String newType, String newBody) {
    this.status = newStatus;
    this.type = newType;
    this.body = newBody.getBytes(StandardCharsets.UTF_8);
  }

  /** Method and path of the last request. */
  String asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
