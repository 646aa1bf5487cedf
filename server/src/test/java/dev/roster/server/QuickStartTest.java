package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first minute: what the README tells to paste, what the server prints, and its picture. */
class QuickStartTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path PICTURE = Path.of("..", "docs", "screenshots", "quick-start.svg");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");

  @TempDir Path folder;

  private Process server;
  private String banner;
  private String base;

  @BeforeEach
  void start() throws Exception {
    Path output = folder.resolve("output");
    server =
        CommandFixture.start(
            output,
            "serve",
            "--port=0",
            "--management-port=0",
            "--demo",
            "--mailbox",
            "--log-file=" + folder.resolve("log"),
            "--database-url=" + TestDatabase.fresh().jdbcUrl());
    banner = CommandFixture.printed(server, output, "Ctrl-C stops it.");
    Matcher address = Pattern.compile("Coolset Accounts API +(http://\\S+)/api").matcher(banner);
    assertThat(address.find()).as(banner).isTrue();
    base = address.group(1);
  }

  @AfterEach
  void stop() throws Exception {
    server.destroy();
    CommandFixture.exitCode(server);
  }

  /** A command of the README and the beginning of what it prints. */
  private record Call(String command, String output) {}

  /** The calls of the section with what the README says that they print. */
  private static List<Call> calls() throws IOException {
    String text = Files.readString(README);
    String section =
        text.substring(text.indexOf("## Quick start"), text.indexOf("## Call the APIs from Java"));
    List<Call> calls = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(section).results().toList()) {
      for (String each : block.group(1).split("\n\n")) {
        if (each.startsWith("curl")) {
          int comment = each.indexOf("\n# ");
          calls.add(
              new Call(
                  each.substring(0, comment),
                  each.substring(comment + 3).strip().replaceFirst("\\.\\.\\.$", "")));
        }
      }
    }
    return calls;
  }

  private String run(String command) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder(
                "bash",
                "-c",
                command
                    .replace("curl ", "curl -sS --fail-with-body ")
                    .replace("http://127.0.0.1:8080", base))
            .redirectErrorStream(true)
            .start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(command + "\n" + printed).isZero();
    return printed;
  }

  @Test
  void theCallsOfTheReadmePrintWhatItSays() throws Exception {
    List<Call> calls = calls();

    assertThat(calls).hasSize(2);
    for (Call call : calls) {
      assertThat(run(call.command())).startsWith(call.output());
    }
  }

  @Test
  void theCallsThatTheServerPrintsWork() throws Exception {
    String printed = banner.substring(banner.indexOf("Try:"), banner.indexOf("Ctrl-C"));
    List<String> calls =
        Pattern.compile("(?s)  curl .*?(?=\n\n)")
            .matcher(printed)
            .results()
            .map(MatchResult::group)
            .toList();

    assertThat(calls).hasSize(3);
    for (String call : calls) {
      assertThat(run(call.strip())).startsWith("{");
    }
  }

  /** {@code -Dscreenshots.update=true} draws it anew. */
  @Test
  void thePictureShowsWhatIsPrinted() throws Exception {
    TerminalPicture picture =
        new TerminalPicture("A terminal: roster serve starts, and curl lists two companies");
    picture.typed("$ ./roster serve");
    String started =
        banner
            .substring(banner.indexOf("Roster is up."), banner.indexOf("  ADMIN"))
            .replace(base, "http://127.0.0.1:8080")
            .replaceAll("Management( +)\\S+", "Management$1http://127.0.0.1:9000")
            // of a database of its own, which the README does not mention
            .replaceAll(
                " {2}PostgreSQL .*",
                "  Commands beside it    ./roster company list --data-dir /srv/.roster\n"
                    + "  PostgreSQL            PGPASSWORD=\\$(cat /srv/.roster/password) psql"
                    + " -h 127.0.0.1 -p 5432 -U postgres");
    picture.printed(started);
    picture.printed(" ");
    Call first = calls().getFirst();
    picture.typed("$ " + first.command().replace("' 'http", "' \\\n       'http"));
    picture.printed(run(first.command()));

    if (Boolean.getBoolean("screenshots.update")) {
      Files.writeString(PICTURE, picture.svg());
    }
    assertThat(PICTURE).hasContent(picture.svg());
  }
}
