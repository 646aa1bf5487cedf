package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.address.HiddenCharacters;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Control characters in names and labels never reach the terminal of an operator. */
class TerminalInjectionTest {
  private static final String HOSTILE =
      "E'x\\u001b]0;pwned\\u0007\\u001b[2J\\u009b31m\\u202egnp\\u2066\\u200b\\u061c\\r\\nforged'";

  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.withData("two-tenants");
    InvitationFixture.invite(server, "ada@example.org", 3);
    Stream.of(
            "UPDATE company SET name = " + HOSTILE,
            "UPDATE tenant SET name = id || " + HOSTILE,
            "UPDATE tenant_key SET label = " + HOSTILE,
            "UPDATE api_token SET label = " + HOSTILE,
            "UPDATE auth_group SET name = " + HOSTILE + " WHERE id > 2",
            "UPDATE person SET email = id || " + HOSTILE + ", first_name = " + HOSTILE,
            "UPDATE invitation SET email = " + HOSTILE,
            "UPDATE outbox SET state = 'dead', last_error = " + HOSTILE,
            "UPDATE audit_event SET credential = "
                + HOSTILE
                + ", address = "
                + HOSTILE
                + ", object = "
                + HOSTILE)
        .forEach(sql -> server.database().inTransaction(tx -> tx.handle().execute(sql)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token list",
        "tenant-key list",
        "invitation list --company 1",
        "outbox list",
        "audit tail",
        "user suspend ann@alpha.test",
        "user erase ann@alpha.test --dry-run",
        "token create --email ann@alpha.test",
        "tenant-key create --tenant aaaaaaaa-0000-4000-8000-000000000001",
        "onboard --company x --owner-email ann@alpha.test"
            + " --tenant aaaaaaaa-0000-4000-8000-000000000001"
      })
  void noNameSteersTheTerminal(String command) {
    List<String> line = Stream.of(command.split(" ")).toList();
    CommandFixture.Outcome outcome =
        CommandFixture.run(
            Stream.concat(line.stream(), Stream.of("--database-url=" + server.url().jdbcUrl()))
                .toArray(String[]::new));

    String said = outcome.out() + outcome.err();
    assertThat(said).as("the name is shown").contains("pwned");
    assertThat(said.codePoints().filter(c -> c != '\n')).noneMatch(HiddenCharacters::includes);
    assertThat(said.lines()).noneMatch(each -> each.startsWith("forged"));
  }
}
