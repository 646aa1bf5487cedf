package dev.roster.server.testing;

import dev.roster.server.leaks.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends requests byte by byte as a test spells them: no client library repairs anything. */
public final class RawHttp {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final URI server;

  public RawHttp(URI server) {
    this.server = server;
  }

  /** One request on a connection of its own. */
  public RawResponse send(String method, String target, Map<String, String> headers, byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    line(request, method + " " + target + " HTTP/1.1");
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", "roster.test");
    all.put("Connection", "close");
    if (body != null) {
      all.put("Content-Length", Integer.toString(body.length));
    }
    all.putAll(headers);
    all.forEach((name, value) -> header(request, name + ": " + value));
    line(request, "");
    if (body != null) {
      request.writeBytes(body);
    }
    return exchange(request.toByteArray(), method.equals("HEAD"));
  }

  /** Sends any bytes of a test. */
  public RawResponse exchange(byte[] request, boolean withoutBody) {
    Secrets.sent(request);
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      RawResponse response = read(socket.getInputStream(), withoutBody);
      Secrets.answered(request, response.status());
      return response;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void line(ByteArrayOutputStream request, String line) {
    request.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A character of a header stands for a byte. */
  private static void header(ByteArrayOutputStream request, String line) {
    request.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private static RawResponse read(InputStream in, boolean withoutBody) throws IOException {
    String statusLine = line(in);
    int status = Integer.parseInt(statusLine.split(" ")[1]);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new RawResponse(status, headers, withoutBody ? new byte[0] : body(in, headers));
  }

  private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
    if (headers.containsKey("content-length")) {
      return in.readNBytes(Integer.parseInt(headers.get("content-length").getFirst()));
    }
    if (!headers.containsKey("transfer-encoding")) {
      return in.readAllBytes();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(in), 16);
        size > 0;
        size = Integer.parseInt(line(in), 16)) {
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
    return body.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection after: " + line);
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
