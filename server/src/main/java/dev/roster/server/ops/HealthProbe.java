package dev.roster.server.ops;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * A program for the health check of a container, whose image has no other program than Java: asks a
 * page of the management port, and fails unless it responds 200. Loads nothing but the JDK, since a
 * check comes every few seconds.
 */
public final class HealthProbe {
  private static final int PATIENCE_MILLIS = 3_000;
  private static final int OK = 200;

  private HealthProbe() {}

  /**
   * Runs the program.
   *
   * @param args the URL of {@code /livez} or {@code /readyz}
   */
  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  /** Prints the response, and returns the exit code. */
  static int run(String[] args, PrintStream out) {
    if (args.length != 1) {
      out.println("The URL of /livez or /readyz is missing.");
      return 2;
    }
    try {
      if (!(new URI(args[0]).toURL().openConnection() instanceof HttpURLConnection page)) {
        out.println("The URL does not begin with http.");
        return 2;
      }
      page.setConnectTimeout(PATIENCE_MILLIS);
      page.setReadTimeout(PATIENCE_MILLIS);
      boolean healthy = page.getResponseCode() == OK;
      out.println(
          new String(
              (healthy ? page.getInputStream() : page.getErrorStream()).readAllBytes(),
              StandardCharsets.UTF_8));
      return healthy ? 0 : 1;
    } catch (IOException | URISyntaxException | IllegalArgumentException failure) {
      out.println(failure.getMessage());
      return 1;
    }
  }
}
