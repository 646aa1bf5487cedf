package dev.roster.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code roster sandbox} as a process, the way people run it. */
class SandboxCommandTest {
  private static final Pattern ADDRESS =
      Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/__sandbox/");
  private static final Pattern OWNER = Pattern.compile("OWNER\\s+token (\\S+)");
  private static final int TERMINATED = 0;

  @TempDir Path folder;

  @Test
  void itServesAFirstTenantAndTheCallsUntilItIsStopped() throws Exception {
    Path output = folder.resolve("output");
    Process process = CommandFixture.start(output, "sandbox", "--port", "0");
    try {
      String banner = CommandFixture.printed(process, output, "Ctrl-C stops it");
      Matcher address = ADDRESS.matcher(banner);
      Matcher owner = OWNER.matcher(banner);
      assertThat(address.find() && owner.find()).as(banner).isTrue();
      URI base = URI.create(address.group(1));
      RawHttp http = new RawHttp(base);

      RawResponse me =
          http.send(
              "GET",
              "/api/accounts/users/me/",
              Map.of("Authorization", "Bearer " + owner.group(1)),
              null);
      RawResponse calls =
          http.send("GET", "/__sandbox/", Map.of("Host", base.getAuthority()), null);

      assertThat(me.text()).contains("\"name\":\"OWNER\"");
      assertThat(calls.text()).contains("POST /__sandbox/states");
    } finally {
      process.destroy();
    }
    assertThat(CommandFixture.exitCode(process)).isEqualTo(TERMINATED);
    assertThat(Files.readString(output)).contains("Stopping.").doesNotContain("Exception");
  }

  @Test
  void itStopsWithTheLastConnectionToItsLeaseSocket() throws Exception {
    Path socket = folder.resolve("lease.sock");
    Path url = folder.resolve("url");
    Files.writeString(url, TestDatabase.fresh().jdbcUrl() + "\n");
    Path output = folder.resolve("output");
    Process process =
        CommandFixture.start(
            output,
            "sandbox",
            "--port=0",
            "--lease-socket=" + socket,
            "--database-url-file=" + url);
    try {
      CommandFixture.printed(process, output, "It stops with the last connection to " + socket);
      String printed = Files.readString(output);
      assertThat(printed).doesNotContain("token", "PostgreSQL to throw away");
      try (SocketChannel lease = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        assertThat(Channels.newReader(lease, UTF_8).read()).as("of http").isEqualTo('h');
        assertThat(process.isAlive()).isTrue();
      }
      assertThat(CommandFixture.exitCode(process)).isEqualTo(TERMINATED);
      assertThat(socket).doesNotExist();
    } finally {
      process.destroy();
    }
  }

  @Test
  void aSocketOrAFileThatCannotBeUsedIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine");

    CommandFixture.Outcome taken =
        CommandFixture.run("sandbox", "--port=0", "--lease-socket=" + file);
    CommandFixture.Outcome missing =
        CommandFixture.run("sandbox", "--port=0", "--database-url-file=" + folder.resolve("none"));

    assertThat(taken.exitCode()).isEqualTo(1);
    assertThat(taken.err()).contains("There can be no socket " + file + ": a file is there.");
    assertThat(file).hasContent("mine");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("--database-url-file").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void remoteRequestsAreRefusedUnlessAllowed(String host) {
    CommandFixture.Outcome outcome = CommandFixture.run("sandbox", "--port", "0", "--host", host);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("--host " + host + " lets others reach the sandbox")
        .contains("--allow-remote");
  }

  @Test
  void theHelpNamesTheCallsAndAWrongPortIsRefused() {
    assertThat(CommandFixture.run("sandbox", "--help").out())
        .contains("/__sandbox", "--port", "--host", "too-many-requests");
    assertThat(CommandFixture.run("sandbox", "--port", "99999").err()).contains("between 0 and");
  }
}
