package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The credentials of the demo data are public, so nobody may get in with them from elsewhere. */
class PublicDemoCredentialsTest {
  private static final String ME = "/api/accounts/users/me/";
  private static final String TENANT_USERS = "/api/users/0e5ca9e1-5ba3-483c-bc4c-d8dd2e078f06/null";
  private static final String KEY = "d025eedc-5ea0-4de8-be9f-f8873545add9";
  private static final Pattern PORT = Pattern.compile("http://\\S+:(\\d+)/api");

  @TempDir Path folder;

  private Outcome serve(String... options) {
    return CommandFixture.run(
        Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--host 0.0.0.0",
        "--host 0",
        "--host ::",
        "--host 0:0:0:0:0:0:0:0",
        "--host ::ffff:0.0.0.0",
        "--host 192.0.2.1",
        "--trusted-proxy 10.0.0.1",
        "--trusted-proxy 127.0.0.1",
        "--public-url https://roster.example.org",
        "--public-url http://192.0.2.1:8080",
        "--public-url https://127.0.0.1.example.org",
        "--public-url https://localhost.example.org",
      })
  void demoDataIsNotLoadedWhereOthersReachIt(String opening) {
    Path data = folder.resolve("data");

    Outcome outcome = serve((opening + " --data-dir " + data).split(" "));

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(2);
    assertThat(outcome.err().lines().findFirst().orElseThrow())
        .startsWith(opening.startsWith("--trusted") ? "--trusted-proxy lets" : opening + " lets")
        .contains("the tokens of its demo data are public", "--no-demo", "--database-url");
    assertThat(outcome.err().lines()).hasSize(2);
    assertThat(data).doesNotExist();
  }

  @Test
  void norIntoADatabaseOfOnesOwn() {
    Outcome outcome =
        serve("--host", "0.0.0.0", "--demo", "--database-url", TestDatabase.fresh().jdbcUrl());

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("--host 0.0.0.0 lets others reach this server");
  }

  @Test
  void aDataFolderThatHoldsDemoDataIsNotOpened() throws Exception {
    Path data = folder.resolve("data");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startVolatile(data)) {
      importDemoTokens(postgres.url());
    }

    Outcome outcome = serve("--host", "0.0.0.0", "--no-demo", "--data-dir", data.toString());

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .startsWith("--host 0.0.0.0 lets others reach this server, and the database accepts public")
        .contains("roster token revoke", "roster tenant-key revoke");
  }

  @Test
  void aDatabaseOpensOnceItsPublicCredentialsAreRevoked() throws Exception {
    DatabaseUrl url = TestDatabase.fresh();
    importDemoTokens(url);
    String[] open = {"--host", "0.0.0.0", "--database-url", url.jdbcUrl()};
    Outcome refused = serve(open);
    assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);

    Matcher ids =
        Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").matcher(refused.err());
    assertThat(ids.find()).isTrue();
    assertThat(run("token", "revoke", ids.group(), url).exitCode()).isZero();
    assertThat(serve(open).err())
        .contains("'roster tenant-key revoke ID': ")
        .doesNotContain(ids.group());
    assertThat(ids.find()).isTrue();
    assertThat(run("tenant-key", "revoke", ids.group(), url).exitCode()).isZero();

    Path output = folder.resolve("output");
    Process server =
        CommandFixture.start(
            output, "serve", "--port", "0", "--host", "0.0.0.0", "--database-url", url.jdbcUrl());
    try {
      assertThat(CommandFixture.printed(server, output, "Ctrl-C stops it."))
          .doesNotContain("/docs", "/dev/mailbox", "demo-owner-token");
    } finally {
      server.destroy();
      CommandFixture.exitCode(server);
    }
  }

  private static Outcome run(String command, String verb, String id, DatabaseUrl url) {
    return CommandFixture.run(command, verb, id, "--database-url", url.jdbcUrl());
  }

  /** An import by hand: other people, another tenant, an export's spelling of the hash. */
  private void importDemoTokens(DatabaseUrl url) throws IOException {
    Path csv = Files.createDirectories(folder.resolve("csv"));
    Files.writeString(
        csv.resolve("tenants.csv"), "id,name\naaaaaaaa-0000-4000-8000-000000000001,Own\n");
    Files.writeString(
        csv.resolve("tenant_keys.csv"),
        "key,tenant_id\n"
            + KEY.toUpperCase(Locale.ROOT)
            + ",aaaaaaaa-0000-4000-8000-000000000001\n");
    Files.writeString(
        csv.resolve("users.csv"),
        "id,email,first_name,last_name,is_active\n1,ada@example.org,Ada,Lovelace,false\n");
    Files.writeString(csv.resolve("tokens.csv"), "token,user_id\ndemo-viewer-token,1\n");
    Outcome imported =
        CommandFixture.run("import", csv.toString(), "--database-url", url.jdbcUrl());
    assertThat(imported.exitCode()).as(imported.toString()).isZero();
  }

  /** Demo data that comes while the server runs is refused by each request. */
  @Test
  void demoCredentialsFromElsewhereAreUnknown() throws Exception {
    DatabaseUrl url = TestDatabase.fresh();
    Path output = folder.resolve("output");
    Process open =
        CommandFixture.start(
            output, "serve", "--port=0", "--host=0.0.0.0", "--database-url", url.jdbcUrl());
    Path near = folder.resolve("near");
    try {
      String port = port(CommandFixture.printed(open, output, "Ctrl-C stops it."));
      Process laptop =
          CommandFixture.start(
              near, "serve", "--port=0", "--demo", "--database-url", url.jdbcUrl());
      try {
        port(CommandFixture.printed(laptop, near, "Ctrl-C stops it."));
        String address = otherAddress().orElse("127.0.0.1");
        RawHttp here = new RawHttp(URI.create("http://127.0.0.1:" + port));
        RawHttp elsewhere = new RawHttp(URI.create("http://" + address + ":" + port));

        assertThat(statuses(here, Map.of("Host", "127.0.0.1:" + port))).isEqualTo("200 200");
        assertThat(statuses(elsewhere, Map.of("Host", address + ":" + port))).isEqualTo("401 401");
        assertThat(statuses(elsewhere, Map.of("Host", "evil.example:" + port)))
            .isEqualTo("401 401");
      } finally {
        laptop.destroy();
        CommandFixture.exitCode(laptop);
      }
    } finally {
      open.destroy();
      CommandFixture.exitCode(open);
    }
    assertThat(Files.readString(output)).containsOnlyOnce("Demo credentials are refused");
  }

  private static String port(String banner) {
    Matcher port = PORT.matcher(banner);
    assertThat(port.find()).as(banner).isTrue();
    return port.group(1);
  }

  /** Both doors with the public credentials. */
  static String statuses(RawHttp http, Map<String, String> headers) {
    Map<String, String> coolset = new HashMap<>(headers);
    coolset.put("Authorization", "Bearer demo-owner-token");
    Map<String, String> compleat = new HashMap<>(headers);
    compleat.put("x-api-compleat-key", KEY.toUpperCase(Locale.ROOT));
    compleat.put("x-api-version", "1");
    return http.send("GET", ME, coolset, null).status()
        + " "
        + http.send("GET", TENANT_USERS, compleat, null).status();
  }

  /** An address of this machine at which others would reach it. */
  private static Optional<String> otherAddress() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
        .map(each -> each.getHostAddress())
        .findFirst();
  }
}
