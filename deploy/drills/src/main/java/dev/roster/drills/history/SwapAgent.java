package dev.roster.drills.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs within a replica and replaces classes on demand, so that a planted fault needs no new
 * process. Depends on Java alone.
 */
public final class SwapAgent {
  private SwapAgent() {}

  /**
   * Begins to listen.
   *
   * @param portFile takes the port
   */
  public static void premain(String portFile, Instrumentation java) throws IOException {
    ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Files.writeString(
        Path.of(portFile + "-" + ProcessHandle.current().pid()),
        Integer.toString(listening.getLocalPort()));
    Thread thread = new Thread(() -> serve(listening, java), "swap");
    thread.setDaemon(true);
    thread.start();
  }

  private static void serve(ServerSocket listening, Instrumentation java) {
    while (true) {
      try (Socket client = listening.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
        String folder = in.readLine();
        String said = swap(Path.of(String.valueOf(folder)), java);
        client.getOutputStream().write((said + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException gone) {
        return;
      }
    }
  }

  /** Replaces all classes of a folder, or none and says why. */
  private static String swap(Path folder, Instrumentation java) throws IOException {
    List<ClassDefinition> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String path = folder.relativize(file).toString();
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        classes.add(
            new ClassDefinition(
                Class.forName(name, false, ClassLoader.getSystemClassLoader()),
                Files.readAllBytes(file)));
      }
      java.redefineClasses(classes.toArray(ClassDefinition[]::new));
      return "done";
    } catch (ClassNotFoundException
        | java.lang.instrument.UnmodifiableClassException
        | UnsupportedOperationException
        | LinkageError refused) {
      return refused.toString().replace('\n', ' ');
    }
  }
}
