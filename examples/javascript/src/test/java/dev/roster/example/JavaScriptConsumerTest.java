package dev.roster.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the consumer's own tests with Node, against {@code roster sandbox} as a process. */
class JavaScriptConsumerTest {
  private static final Pattern ADDRESS = Pattern.compile("(http://\\S+)/__sandbox/");

  private record Ended(int status, String output) {}

  @Test
  void theConsumerHoldsAgainstTheSandbox() throws Exception {
    needs(
        "Node 20 or newer",
        "node",
        "-e",
        "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)");
    needs("npm, and its registry or cache, for TypeScript", "npm", "ci", "--prefer-offline");
    Process sandbox =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.roster.server.Main",
                "sandbox",
                "--port",
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = sandbox.inputReader(StandardCharsets.UTF_8)) {
      Ended ended = run(Map.of("ROSTER_SANDBOX", address(said)), "npm", "test");

      assertThat(ended.status()).as(ended.output()).isZero();
      assertThat(ended.output()).contains("# pass 5").contains("# fail 0");
    } finally {
      sandbox.destroy();
      sandbox.waitFor();
    }
  }

  private static String address(BufferedReader said) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return address.group(1);
      }
    }
    throw new AssertionError("the sandbox did not start: " + all);
  }

  /** Skips the test where it cannot run, and says so where people look. */
  private static void needs(String what, String... command) throws InterruptedException {
    String reason;
    try {
      Ended ended = run(Map.of(), command);
      reason = ended.status() == 0 ? "" : ended.output();
    } catch (IOException missing) {
      reason = String.valueOf(missing.getMessage());
    }
    if (!reason.isEmpty()) {
      System.err.println(
          "SKIPPED: the consumer in JavaScript was not verified; it needs " + what + ": " + reason);
    }
    assumeTrue(reason.isEmpty(), "needs " + what);
  }

  private static Ended run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command)).directory(new File(".")).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
