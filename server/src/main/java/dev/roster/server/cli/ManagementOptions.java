package dev.roster.server.cli;

import dev.roster.server.ops.ManagementAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the management port. */
final class ManagementOptions {
  @ValueRange(min = 0, max = 65_535)
  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description =
          "Port of /livez, /readyz and /metrics, 0 for any free one; also by"
              + " ROSTER_MANAGEMENT_PORT (default: 9000, or any free one where that is taken).")
  private @Nullable Integer port;

  @Option(
      names = "--management-host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address of the management port, which asks for no credentials; also by"
              + " ROSTER_MANAGEMENT_HOST (default: ${DEFAULT-VALUE}, this machine only).")
  private String host;

  ManagementAddress address() {
    return new ManagementAddress(
        host, port == null ? ManagementAddress.DEFAULT_PORT : port, port != null);
  }
}
