package dev.roster.alignment.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends each case on a connection of its own, byte for byte: no client library repairs anything.
 */
final class RawHttpClient {
  /** The time after which a server hangs. */
  static final int LONGEST_MILLIS = 10_000;

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final URI server;

  /** The path of the base URL, which goes before each target. */
  private final String base;

  RawHttpClient(URI server) {
    this.server = server;
    this.base = server.getRawPath().replaceFirst("/$", "");
  }

  /** A response; names of headers are in lower case. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Response(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  Response send(FuzzCase fuzzCase) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(LONGEST_MILLIS);
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      line(head, fuzzCase.method() + " " + base + fuzzCase.target() + " HTTP/1.1");
      line(head, "Host: " + server.getAuthority());
      line(head, "Connection: close");
      for (String header : fuzzCase.headers()) {
        line(head, header);
      }
      if (fuzzCase.body() != null) {
        line(head, "Content-Length: " + fuzzCase.body().length);
      }
      line(head, "");
      socket.getOutputStream().write(head.toByteArray());
      writeBody(socket, fuzzCase);
      return read(socket.getInputStream(), fuzzCase.method().equals("HEAD"));
    }
  }

  private Socket connect() throws IOException {
    boolean https = "https".equals(server.getScheme());
    int port = server.getPort() < 0 ? https ? HTTPS : HTTP : server.getPort();
    return https
        ? SSLSocketFactory.getDefault().createSocket(server.getHost(), port)
        : new Socket(server.getHost(), port);
  }

  /** A server that refuses a large body may close before it has read it; its response counts. */
  private static void writeBody(Socket socket, FuzzCase fuzzCase) {
    try {
      if (fuzzCase.body() != null) {
        socket.getOutputStream().write(fuzzCase.body());
      }
      socket.getOutputStream().flush();
    } catch (IOException closed) {
      // the response is read all the same, and its absence is the failure
    }
  }

  private static void line(ByteArrayOutputStream head, String line) {
    head.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Response read(InputStream in, boolean withoutBody) throws IOException {
    String statusLine = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(statusLine.split(" ")[1]);
    return new Response(status, headers, withoutBody ? new byte[0] : body(in, headers));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.containsKey("content-length")) {
      return in.readNBytes(Integer.parseInt(headers.get("content-length")));
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
