package dev.roster.server.ops;

/**
 * The address of the management port.
 *
 * @param port 0 for any free one
 * @param required whether a server must not start without exactly this port; otherwise any free one
 *     does where it is taken
 */
public record ManagementAddress(String host, int port, boolean required) {
  /** The port where no other was chosen. */
  public static final int DEFAULT_PORT = 9000;
}
