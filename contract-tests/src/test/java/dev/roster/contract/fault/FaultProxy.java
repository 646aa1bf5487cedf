package dev.roster.contract.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between a client and a server and makes one fault of its script at each request that
 * comes; requests behind the end of the script go through.
 */
final class FaultProxy implements AutoCloseable {
  private static final String HUGE_BODY = "[\"" + "x".repeat(200_000) + "\"]";

  private final Queue<Fault> script = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket listener;
  private final URI server;

  FaultProxy(URI server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("fault-proxy").start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Replaces the script. */
  void play(List<Fault> faults) {
    script.clear();
    script.addAll(faults);
  }

  /** The number of faults that met no request. */
  int left() {
    return script.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // by close()
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      boolean more = true;
      while (more) {
        byte[] request = message(in);
        if (request.length == 0) {
          return;
        }
        Fault fault = script.poll();
        more = answer(client, request, fault == null ? Fault.NONE : fault);
      }
    } catch (IOException gone) {
      // the client has closed the connection, as it may
    } finally {
      open.remove(client);
    }
  }

  /** Answers one request; false if the connection ends with it. */
  private boolean answer(Socket client, byte[] request, Fault fault) throws IOException {
    OutputStream out = client.getOutputStream();
    switch (fault) {
      case NONE -> write(out, forwarded(request));
      case DROPPED_BEFORE -> {
        return false;
      }
      case DROPPED_AFTER -> {
        forwarded(request);
        return false;
      }
      case RESET_AFTER -> {
        forwarded(request);
        client.setSoLinger(true, 0);
        return false;
      }
      case CUT_IN_HEADERS -> {
        byte[] response = forwarded(request);
        write(out, response, bodyOf(response) / 2);
        return false;
      }
      case CUT_IN_BODY -> {
        byte[] response = forwarded(request);
        write(out, response, (bodyOf(response) + response.length) / 2);
        return false;
      }
      case SLOW -> {
        for (byte each : forwarded(request)) {
          out.write(each);
          out.flush();
        }
      }
      case STALLED -> {
        byte[] response = forwarded(request);
        write(out, response, (bodyOf(response) + response.length) / 2);
        // until the client gives up
        return client.getInputStream().read() >= 0;
      }
      case LIMITED -> write(out, response("429 Too Many Requests", "Retry-After: 0\r\n", "{}"));
      case UNAVAILABLE -> write(out, response("503 Service Unavailable", "", "<html>busy</html>"));
      case GATEWAY_TIMEOUT -> {
        forwarded(request);
        write(out, response("504 Gateway Timeout", "", ""));
      }
      case CLOCK_JUMP ->
          write(
              out,
              response(
                  "503 Service Unavailable",
                  "Date: Fri, 01 Jan 2100 00:00:00 GMT\r\n"
                      + "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n",
                  ""));
      case REDIRECT -> write(out, response("302 Found", "Location: http://login.invalid/\r\n", ""));
      case PAGE -> {
        forwarded(request);
        write(out, response("200 OK", "Content-Type: text/html\r\n", "<html>hello</html>"));
      }
      case OTHER_JSON -> {
        forwarded(request);
        write(out, response("200 OK", "", "{\"status\": \"up\"}"));
      }
      case EMPTY -> {
        forwarded(request);
        write(out, response("200 OK", "", ""));
      }
      case HUGE -> {
        forwarded(request);
        write(out, response("200 OK", "", HUGE_BODY));
      }
      case GARBAGE -> {
        forwarded(request);
        write(out, "SSH-2.0-other\r\n\r\n".getBytes(ISO_8859_1));
        return false;
      }
    }
    return true;
  }

  private static byte[] response(String status, String headers, String body) {
    return ("HTTP/1.1 "
            + status
            + "\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(ISO_8859_1);
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    write(out, bytes, bytes.length);
  }

  private static void write(OutputStream out, byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    out.flush();
  }

  private byte[] forwarded(byte[] request) throws IOException {
    try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
      write(upstream.getOutputStream(), request);
      return message(new BufferedInputStream(upstream.getInputStream()));
    }
  }

  /** Reads a request or a response with the body that its Content-Length states. */
  private static byte[] message(InputStream in) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int last = 0;
    int next;
    while ((next = in.read()) >= 0) {
      message.write(next);
      last = last << 8 | next;
      if (last == 0x0d0a0d0a) {
        message.write(in.readNBytes(contentLength(message.toString(ISO_8859_1))));
        return message.toByteArray();
      }
    }
    return message.toByteArray();
  }

  private static int contentLength(String head) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  private static int bodyOf(byte[] response) {
    return new String(response, ISO_8859_1).indexOf("\r\n\r\n") + 4;
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
