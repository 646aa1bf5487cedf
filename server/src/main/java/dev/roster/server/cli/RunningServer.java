package dev.roster.server.cli;

import dev.roster.server.cli.ServeCommand.ListenAddress;
import dev.roster.server.http.ServerCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.SocketFactory;

/** A server that listens already where another is to. */
final class RunningServer {
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int MOST_BYTES = 16_384;
  private static final String REQUEST =
      "GET /api/accounts/users/me/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private RunningServer() {}

  /**
   * Reports whether a request without a token is refused as Roster does it.
   *
   * @param certificate which it has to show; empty for plain HTTP
   */
  static boolean answersAt(ListenAddress address, Optional<ServerCertificate> certificate) {
    boolean wildcard = ServerExposure.isWildcard(address.host());
    String host = wildcard ? "127.0.0.1" : address.host().replaceAll("^\\[|]$", "");
    SocketFactory sockets =
        certificate
            .<SocketFactory>map(ServerCertificate::clients)
            .orElseGet(SocketFactory::getDefault);
    try (Socket socket = sockets.createSocket()) {
      socket.connect(new InetSocketAddress(host, address.port()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      String response =
          new String(socket.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return response.startsWith("HTTP/1.1 401 ")
          && response.contains("Authentication credentials were not provided.");
    } catch (IOException silent) {
      return false;
    }
  }
}
