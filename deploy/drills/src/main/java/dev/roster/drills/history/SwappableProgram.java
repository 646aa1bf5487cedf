package dev.roster.drills.history;

import dev.roster.drills.cluster.Replica;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The agent that replaces classes in running replicas, and how to speak with it. */
final class SwappableProgram {
  private static final String AGENT = SwapAgent.class.getName();
  private final Path folder;

  /**
   * @param folder for the agent and the ports that it listens on
   */
  SwappableProgram(Path folder) throws IOException {
    this.folder = folder;
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", AGENT);
    manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
    String path = AGENT.replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(agent());
        JarOutputStream jar = new JarOutputStream(out, manifest);
        InputStream in =
            Objects.requireNonNull(SwapAgent.class.getClassLoader().getResourceAsStream(path))) {
      jar.putNextEntry(new JarEntry(path));
      in.transferTo(jar);
    }
  }

  private Path agent() {
    return folder.resolve("agent.jar");
  }

  /** The option of Java for a replica. */
  String option() {
    return "-javaagent:" + agent() + "=" + folder.resolve("port");
  }

  /**
   * Replaces the classes of a folder in a replica.
   *
   * @return whether Java could; it takes other bodies of methods, but no other methods and fields
   */
  boolean swap(Replica replica, Path classes) throws IOException {
    Path port = folder.resolve("port-" + replica.pid());
    try (Socket agent =
            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(Files.readString(port)));
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8))) {
      agent.getOutputStream().write((classes + "\n").getBytes(StandardCharsets.UTF_8));
      return "done".equals(in.readLine());
    }
  }
}
