package dev.roster.drills.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of the loopback address that nobody listens on. */
public final class FreePorts {
  private FreePorts() {}

  /** As many ports as are asked for, each another one. */
  public static List<Integer> find(int number) {
    List<ServerSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return open.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException failure) {
      throw new DrillException("no port is free", failure);
    } finally {
      open.forEach(FreePorts::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new DrillException("a port cannot be given back", failure);
    }
  }
}
