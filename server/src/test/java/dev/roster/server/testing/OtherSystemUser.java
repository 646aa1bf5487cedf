package dev.roster.server.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Another user of this machine, whom only root can play. */
public final class OtherSystemUser {
  public static final int UID = 65534;

  private OtherSystemUser() {}

  public record Outcome(int exitCode, String output) {}

  public static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  /** Skips the test for whoever cannot become another user. */
  public static void assumeRoot() {
    assumeTrue(isRoot(), "only root can run programs as another user");
  }

  /** Runs a program as the other user. */
  public static Outcome run(String... command) throws IOException, InterruptedException {
    return run(List.of("--reuid=" + UID, "--regid=" + UID, "--clear-groups"), List.of(command));
  }

  /** Runs a program as root, whom the permissions of its files bind like anybody else. */
  public static Outcome runAsRootWithoutPrivileges(List<String> command)
      throws IOException, InterruptedException {
    return run(List.of("--inh-caps=-all", "--bounding-set=-all"), command);
  }

  private static Outcome run(List<String> privileges, List<String> command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("setpriv"));
    line.addAll(privileges);
    line.add("--");
    line.addAll(command);
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
