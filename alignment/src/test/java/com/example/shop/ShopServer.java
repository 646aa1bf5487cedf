package com.example.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The shop of {@code shop.yaml}, below {@code /shop} on a free port, with one article. */
final class ShopServer implements AutoCloseable {
  static final String TOKEN = "a-token";
  static final int ARTICLE = 7;

  private final ServerSocket socket;
  private final String article;

  /**
   * @param price the JSON of the price of the article
   */
  ShopServer(String price) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.article = "{\"id\": %d, \"name\": \"Lamp\", \"price\": %s}".formatted(ARTICLE, price);
    Thread thread = new Thread(this::serve, "shop");
    thread.setDaemon(true);
    thread.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/shop");
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        respond(connection);
      } catch (SocketException closed) {
        // by the test, or by a client that does not wait for the response
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private void respond(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    List<String> head = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.add(line);
    }
    if (head.isEmpty()) {
      return;
    }
    String method = head.get(0).split(" ", 2)[0];
    String response =
        response(method, head.get(0), head.contains("Authorization: Bearer " + TOKEN));
    OutputStream out = connection.getOutputStream();
    out.write(response.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private String response(String method, String requestLine, boolean authorized) {
    String path = requestLine.substring(method.length() + 1).split("[? ]", 2)[0];
    String body = "";
    String status;
    if (!authorized) {
      status = "401 Unauthorized";
    } else if (!path.matches("/shop/articles(/[^/]+)?")) {
      status = "404 Not Found";
    } else if (!method.equals("GET")) {
      status = "405 Method Not Allowed";
    } else if (path.equals("/shop/articles")) {
      status = "200 OK";
      body = "{\"articles\": [" + article + "]}";
    } else {
      boolean found = path.equals("/shop/articles/" + ARTICLE);
      status = found ? "200 OK" : "404 Not Found";
      body = found ? article : "";
    }
    body = body.isEmpty() ? "{\"error\": \"" + status + "\"}" : body;
    return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), method.equals("HEAD") ? "" : body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
