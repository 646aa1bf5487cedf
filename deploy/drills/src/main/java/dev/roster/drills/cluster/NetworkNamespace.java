package dev.roster.drills.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own for some processes, connected with that of the machine by one cable (veth).
 * Needs root.
 */
public final class NetworkNamespace implements AutoCloseable {
  private final String name;
  private final String prefix;

  private NetworkNamespace(String name, String prefix) {
    this.name = name;
    this.prefix = prefix;
  }

  /** Makes a namespace. Its name and its addresses follow from the process id of the drill. */
  static NetworkNamespace create() {
    long pid = ProcessHandle.current().pid();
    String name = "drill" + pid;
    // one of 16,384 networks of four addresses
    long network = pid % 16_384;
    String prefix = "10.213." + network / 64 + "." + network % 64 * 4;
    NetworkNamespace made = new NetworkNamespace(name, prefix);
    Commands.run("ip", "netns", "add", name);
    String outside = "dr" + pid;
    Commands.run(
        "ip", "link", "add", outside, "type", "veth", "peer", "name", "db0", "netns", name);
    Commands.run("ip", "addr", "add", made.outsideAddress() + "/30", "dev", outside);
    Commands.run("ip", "link", "set", outside, "up");
    made.runInside("ip", "addr", "add", made.address() + "/30", "dev", "db0");
    made.runInside("ip", "link", "set", "db0", "up");
    made.runInside("ip", "link", "set", "lo", "up");
    return made;
  }

  /** The address of the processes inside, as seen from the machine. */
  public String address() {
    return host(2);
  }

  private String outsideAddress() {
    return host(1);
  }

  private String host(int number) {
    int dot = prefix.lastIndexOf('.');
    return prefix.substring(0, dot + 1) + (Integer.parseInt(prefix.substring(dot + 1)) + number);
  }

  /** The command that runs another one inside. */
  public List<String> enter() {
    return List.of("ip", "netns", "exec", name);
  }

  /** Runs a program inside, to its end. */
  public String runInside(String... command) {
    List<String> all = new ArrayList<>(enter());
    all.addAll(List.of(command));
    return Commands.run(all);
  }

  @Override
  public void close() {
    Commands.run("ip", "netns", "delete", name);
  }
}
