package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value that cannot be meant is refused in one line before anything starts. */
@Timeout(60)
class InvalidArgumentsTest {
  private static final String DATABASE = "jdbc:postgresql://127.0.0.1:1/none";

  @TempDir Path folder;

  private static void assertRefused(Outcome outcome, String message) {
    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(2);
    assertThat(outcome.err().lines()).hasSize(2).first().asString().contains(message);
    assertThat(outcome.err()).contains("Try 'roster ").doesNotContain("Exception", "\tat ");
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          serve --port 65536                        | --port must be between 0 and 65535, not 65536.
          serve --port -1                           | --port must be between 0 and 65535, not -1.
          serve --port +80                          | '--port': '+80' is not a whole number
          serve --port 080                          | '--port': '080' is not a whole number
          serve --port 0x50                         | '--port': '0x50' is not a whole number
          serve --port 1e3                          | '--port': '1e3' is not a whole number
          serve --port 8.0                          | '--port': '8.0' is not a whole number
          serve --port ٣                            | '--port': '٣' is not a whole number
          serve --port 99999999999                  | --port must be between 0 and 65535, not 99999999999.
          serve --port -99999999999999999999        | --port must be between 0 and 65535, not -99999999999999999999.
          serve --port=                             | '--port': '' is not a whole number
          serve --port 1 --port 2                   | '--port' (PORT) should be specified only once
          serve --connections 1                     | --connections must be between 2 and 10000, not 1.
          serve --connections 2147483647            | --connections must be between 2 and 10000
          serve --coolset-rate-limit 0              | --coolset-rate-limit must be between 1 and 1000000000
          serve --coolset-rate-limit 2147483647     | --coolset-rate-limit must be between
          serve --compleat-rate-limit -5            | --compleat-rate-limit must be between
          serve --invitation-days 0                 | --invitation-days must be between 1 and 3650, not 0.
          serve --invitation-days 2147483647        | --invitation-days must be between 1 and 3650
          serve --invitation-days 3000000           | --invitation-days must be between 1 and 3650
          serve --invitation-days 2147483648        | --invitation-days must be between 1 and 3650, not 2147483648.
          serve --invitation-quota-inviter -1       | '-1' is neither a number nor off
          serve --invitation-quota-inviter +1       | '+1' is neither a number nor off
          serve --invitation-quota-company ٣        | is neither a number nor off
          serve --invitation-quota-total 2147483648 | '2147483648' is too large; at most 2147483647
          serve --rate-limit yes                    | 'yes' is not a boolean
          serve --verify-responses=loud             | 'loud' is none of off, report and refuse
          serve --max-connections 15                | --max-connections must be a number between 16 and 1000000
          serve --max-connections +99               | --max-connections must be a number between 16 and 1000000
          serve --shutdown-grace 2h                 | --shutdown-grace must be at most 1h
          serve --shutdown-grace 99999999999999999999d | --shutdown-grace must be at most 1h.
          serve --shutdown-grace -1s                | '--shutdown-grace': '-1s' is not a time like
          serve --host=                             | --host needs a value that is not empty.
          serve --trusted-proxy 10.0.0.0/99         | --trusted-proxy: "10.0.0.0/99" is neither an address nor a range
          serve --shutdown-grace 3601s              | --shutdown-grace must be at most 1h, not 3601s.
          serve --host no.such.host.invalid         | --host must be an address of this machine or a name of one, not
          serve --host 999.1.1.1                    | --host must be an address
          serve --trusted-proxy 127.1               | --trusted-proxy: "127.1" is neither an address
          serve --trusted-proxy 010.0.0.1           | --trusted-proxy: "010.0.0.1" is neither an address
          serve --trusted-proxy 2130706433          | --trusted-proxy: "2130706433" is neither an address
          serve --trusted-proxy 10.0.0.1/8          | a range such as 10.0.0.0/8, whose bits behind the prefix are zero
          serve --trusted-proxy lb.example          | --trusted-proxy: "lb.example" is neither an address
          serve --trusted-proxy 10.0.0.1,,          | --trusted-proxy
          serve --public-url=                       | --public-url needs a value that is not empty.
          serve --public-url roster.example.org     | --public-url must look like https://
          serve --public-url ftp://r.example.org    | --public-url must look like https://
          serve --public-url https://               | --public-url must look like https://
          serve --public-url https://u@r.example    | --public-url must look like https://
          serve --public-url https://u:p@r.example  | --public-url must look like https://
          serve --public-url https://r.example?a=b  | --public-url must look like https://
          serve --public-url https://r.example/#a   | --public-url must look like https://
          serve --public-url https://r.example:0    | --public-url must look like https://
          serve --public-url https://r.example:99999 | --public-url must look like https://
          serve --public-url https://r.example/a"b  | --public-url must look like https://
          serve --public-url http://0.0.0.0:8080    | --public-url must name a host that people can reach, not 0.0.0.0.
          serve --public-url http://[::]:8080       | --public-url must name a host that people can reach, not [::].
          serve --time-zone Mars/Olympus            | --time-zone must name a zone
          serve --smtp-url http://m.example         | --smtp-url must look like smtp://
          serve --smtp-url smtp://127.0.0.1         | give --mail-from
          serve --smtp-url smtp://m.example --mail-from a@b.example --host 0.0.0.0 --no-demo | --smtp-url needs --public-url, since the server listens on 0.0.0.0, which
          serve --smtp-url smtp://127.0.0.1 --mail-from a@b.example --host :: --no-demo | --smtp-url needs --public-url, since the server listens on ::, which
          serve --smtp-url smtp://m.example --mail-from a@b.example | --smtp-url needs --public-url, since the server listens on 127.0.0.1, where
          serve --smtp-ca /nowhere.pem --smtp-url smtp://127.0.0.1 --mail-from a@b.example | --smtp-ca must be a file that can be read, not /nowhere.pem: there is no such file.
          serve --smtp-ca /etc/hostname --smtp-url smtp://127.0.0.1 --mail-from a@b.example | --smtp-ca must be a file of certificates in PEM
          serve --database-url jdbc:postgresql://u:p@h/d | --database-url: a URL that begins with jdbc: looks like
          serve --app-url https://127.1             | --app-url must be an address like https://app.example.org
          serve --app-url https://a..b              | https://a..b has a host that is no name and no address.
          serve --app-url http://app.example        | http://app.example is neither.
          serve --database-url mysql://a.example/b  | --database-url: the URL mysql://a.example is not one of PostgreSQL; a database URL looks like
          serve --colour                            | Unknown option: '--colour'
          serve --prot 1                            | did you mean --port?
          serve --databse-url=x                     | did you mean --database-url?
          sevre                                     | Unknown command: 'sevre'; did you mean serve?
          company lst                               | Unknown command: 'lst'; did you mean list?
          company Acme                              | Unknown command: 'Acme'; roster company has list, show.
          company list Acme                         | Unexpected argument: 'Acme'; roster company list takes options only.
          completion bash x                         | Unexpected argument: 'x'; roster completion takes one argument, SHELL.
          user show ada@example.org bo@example.org  | Unexpected argument: 'bo@example.org'; roster user show takes one argument, USER.
          user erase --yes                          | Missing required parameter: 'USER'
          user suspend Ada                          | Invalid value for USER: this is neither the address nor the id of a user
          user export 99999999999999999999          | '99999999999999999999' is too large; at most 9223372036854775807
          audit tail --person Ada                   | '--person': this is neither the address nor the id of a user
          user show 7 8                             | Unexpected argument: '8'; roster user show takes one argument, USER.
          outbox retry aaaaaaaa-0000-4000-8000-000000000001 all | Unexpected argument: 'all'; roster outbox retry takes at most one argument, ID.
          export ./a ../data-2                      | Unexpected argument: '../data-2'; roster export takes one argument, DIR.
          export ./a naïve/été                      | Unexpected argument: 'naïve/été'; roster export
          sandbox --port 99999                      | --port must be between 0 and 65535
          sandbox --host=                           | --host needs a value
          token create --email a@b.example --expires 90        | '90' is not a time like 90d
          token create --email a@b.example --expires 0s        | '--expires': '0s' is no time at all
          token create --email a@b.example --expires -1d       | '-1d' is not a time like 90d
          token create --email a@b.example --expires 1e3d      | '1e3d' is not a time like 90d
          token create --email a@b.example --expires ٣d        | is not a time like 90d
          token create --email a@b.example --expires 36501d    | --expires must be at most 36500d, not 36501d.
          token create --email a@b.example --expires 999999999d | --expires must be at most 36500d, not 999999999d.
          token create --email a@b.example --expires 99999999999999999999d | --expires must be at most 36500d.
          tenant-key create --tenant A --expires 999999999d    | --expires must be at most 36500d, not 999999999d.
          tenant-key rotate --overlap 999999999d aaaaaaaa-0000-4000-8000-000000000001 | --overlap must be at most 36500d, not 999999999d.
          token create --email a@b.example --scope all         | 'all' is none of read, write, admin
          token create --email=                                | --email needs a value
          tenant-key create --tenant=                          | --tenant needs a value
          tenant-key create --tenant A --expires 0d            | '0d' is no time at all
          tenant-key rotate 1-1-1-1-1                          | this is not an id, which has 36 characters: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx
          tenant-key revoke x                                  | this is not an id
          invitation resend --company 1 --days 2147483647 aaaaaaaa-0000-4000-8000-000000000001 | --days must be between 1 and 3650
          invitation revoke --company 1 no-id                  | this is not an id
          outbox retry 7                                       | this is not an id
          audit tail -n -1                                     | --limit must be between 0 and 1000000, not -1.
          audit tail --after -1                                | --after must be at least 0
          audit tail --since 999999999d                        | '--since': '999999999d' is too long ago; at most 36500d
          audit tail --until 0000-01-01                        | '0000-01-01' is too long ago
          audit tail --since tomorrow                          | 'tomorrow' is not a time like 2026-11-22
          audit tail --since 2026-13-01                        | '2026-13-01' is not a time
          audit tail --since 10000-01-01                       | '10000-01-01' is not a time
          audit tail --action SLEEP                            | 'SLEEP' is no action
          audit export --format xml                            | --format
          onboard --company= --owner-email a@b.example         | --company needs a value
          import                                               | Missing required parameter: 'DIR'
          export                                               | Missing required parameter: 'DIR'
          """)
  void aWrongOption(String arguments, String message) {
    assertRefused(CommandFixture.run(arguments.split(" ")), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ROSTER_PORT                 | abc              | ROSTER_PORT: 'abc' is not a whole number
          ROSTER_PORT                 | 70000            | ROSTER_PORT must be between 0 and 65535, not 70000.
          ROSTER_PORT                 | tcp://10.0.0.1:1 | ROSTER_PORT is set by Kubernetes beside a service of that name: put enableServiceLinks: false into the pod.
          ROSTER_DB_PORT              | tcp://10.0.0.1:1 | ROSTER_DB_PORT is set by Kubernetes
          ROSTER_DB_PORT              | udp://10.0.0.1:1 | ROSTER_DB_PORT is set by Kubernetes
          ROSTER_DB_PORT              | 5432             | The environment variable ROSTER_DB_PORT is unknown
          ROSTER_DB_PORT_5432_TCP     | tcp://10.0.0.1:1 | ROSTER_DB_PORT_5432_TCP is set by Kubernetes
          ROSTER_PORT                 | ``               | ROSTER_PORT
          ROSTER_PORT                 | ` 8080`          | ROSTER_PORT
          ROSTER_HOST                 | ` `              | The environment variable ROSTER_HOST is empty; set it or unset it.
          ROSTER_HOST                 | `127.0.0.1 `     | The environment variable ROSTER_HOST has a blank
          ROSTER_HOST                 | 0.0.0.0          | ROSTER_HOST 0.0.0.0 lets others reach this server
          ROSTER_DOCS                 | yes              | ROSTER_DOCS: 'yes' is not a boolean
          ROSTER_CONSOLE              | off              | ROSTER_CONSOLE: 'off' is not a boolean
          ROSTER_RATE_LIMIT           | yes              | ROSTER_RATE_LIMIT: 'yes' is not a boolean
          ROSTER_VERIFY_RESPONSES     | loud             | ROSTER_VERIFY_RESPONSES: 'loud' is none of
          ROSTER_INVITATION_QUOTA_TARGET | many          | ROSTER_INVITATION_QUOTA_TARGET: 'many' is neither
          ROSTER_TRUSTED_PROXY        | lb.example       | ROSTER_TRUSTED_PROXY: "lb.example" is neither
          ROSTER_PUBLIC_URL           | nowhere          | ROSTER_PUBLIC_URL must look like
          ROSTER_TIME_ZONE            | Mars             | ROSTER_TIME_ZONE must name a zone
          ROSTER_SMTP_URL             | smtp://127.0.0.1 | give --mail-from
          ROSTER_OIDC_ISSUER          | https://i.example | ROSTER_OIDC_ISSUER needs --oidc-audience
          ROSTER_JWT_PERSON           | email            | ROSTER_JWT_PERSON has no effect without
          ROSTER_FIREBASE_PROJECT     | X Y              | ROSTER_FIREBASE_PROJECT 'X Y':
          ROSTER_DATABASE_URL         | ``               | The environment variable ROSTER_DATABASE_URL is empty
          ROSTER_DATABSE_URL          | x                | The environment variable ROSTER_DATABSE_URL is unknown; did you mean ROSTER_DATABASE_URL?
          ROSTER_DB_URL               | x                | The environment variable ROSTER_DB_URL is unknown
          ROSTER_DATABASEURL          | x                | did you mean ROSTER_DATABASE_URL?
          roster_database_url         | x                | did you mean ROSTER_DATABASE_URL?
          Roster_Port                 | 1                | did you mean ROSTER_PORT?
          ROSTER_                     | 1                | The environment variable ROSTER_ is unknown
          ROSTER_SERVICE_HOST         | 10.0.0.1         | Kubernetes beside a service of that name: put enableServiceLinks: false into the pod.
          """)
  void aWrongVariable(String name, String value, String message) {
    assertRefused(
        CommandFixture.run(
            Map.of(name, value), "serve", "--data-dir", folder.resolve("data").toString()),
        message);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aWrongDatabaseInAVariable() {
    assertRefused(
        CommandFixture.run(Map.of("ROSTER_DATABASE_URL", "mysql://ada:s3cret@a/b"), "migrate"),
        "ROSTER_DATABASE_URL: the URL mysql://a is not one of PostgreSQL; a database URL looks"
            + " like");
  }

  /** Also where no refusal expects one: in the place of a number, an id or a name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --database_url postgresql://u:s3cret@h/d",
        "serve --smtp_url=smtp://a:s3cret@h",
        "serve smtp://a:s3cret@h",
        "serve s3cret",
        "serve --database-url postgresql://u:a s3cret@h.example",
        "serve --database-url postgresql://u:a ./s3cret",
        "company s3cret",
        "company list 3f2504e0-4f89-41d3-s3cret",
        "serve -ps3cret",
        "s3cret=x serve",
        "token revoke a rst_live_s3cret",
        "token revoke a s3cret",
        "token list --rst_live_s3cret",
        "serve --help=postgresql://u:s3cret@h",
        "serve --port --smtp-url=smtp://a:s3cret@h",
        "serve --port smtp://a:s3cret@h",
        "serve --port=smtp://a:s3cret@h",
        "serve --port https://h/?s3cret",
        "serve --host https://u:s3cret@h",
        "serve --trusted-proxy 10.0.0.1,https://u:s3cret@h",
        "serve --rate-limit https://u:s3cret@h",
        "serve --oidc-issuer https://u:s3cret@issuer.example --oidc-audience a",
        "serve --oidc-issuer https://issuer.example?s3cret --oidc-audience a",
        "serve --oidc-issuer https:u:s3cret@issuer.example --oidc-audience a",
        "serve --oidc-issuer https://i.example --oidc-audience a --oidc-jwks https://u:s3cret@i/ab",
        "serve --oidc-issuer https://i.example --oidc-audience a --oidc-jwks"
            + " https://u:s3cret@i/a{b",
        "serve --oidc-issuer https://i.example --oidc-audience a --oidc-jwks https://i/a?s3cret{",
        "serve --firebase-project https://u:s3cret@i",
        "serve --app-url https:u:s3cret@x",
        "serve --app-url https://u:s3cret@x.example",
        "serve --app-url https://u:s3cret/2@x.example",
        "serve --app-url http://x.example/?s3cret",
        "serve --public-url https://u:s3cret@x.example",
        "serve --public-url https://x.example?s3cret",
        "serve --no-demo --mail-from smtp://a:s3cret@h --smtp-url smtp://127.0.0.1",
        "serve --no-demo --smtp-helo smtp://a:s3cret@h --smtp-url smtp://127.0.0.1 --mail-from"
            + " a@b.c",
        "serve --smtp-url smtp://a:12?s3cret",
        "serve --smtp-url smtp://a?s3cret@h",
        "serve --smtp-url smtp://a?starttls=s3cret",
        "tenant-key rotate rst_live_s3cret",
        "tenant-key rotate s3cret",
        "tenant-key revoke s3cret",
        "invitation revoke --company 1 s3cret",
        "outbox retry s3cret",
        "user show s3cret",
        "user erase rst_live_s3cret --yes",
        "audit tail --person s3cret",
        "audit tail --since https://u:s3cret@h",
        "migrate --database-url jdbc:postgresql://u:s3cret@h/d",
        "migrate --database-url jdbc:postgresql://u:s3cret/d",
      })
  void aSecretInTheWrongPlaceIsNotRepeated(String arguments) {
    Outcome outcome = CommandFixture.run(arguments.split(" "));

    assertRefused(outcome, "");
    assertThat(outcome.err()).doesNotContain("s3cret");
  }

  @Test
  void aWordThatMayBeASecretIsCountedInstead() {
    assertRefused(
        CommandFixture.run("serve", "--no-demo", "s3cret"),
        "Argument 3 is unexpected (not shown, since it may be a secret); roster serve takes options"
            + " only.");
  }

  @Test
  void aSecretInAVariableIsNotRepeated() {
    assertThat(CommandFixture.run(Map.of("ROSTER_PORT", "smtp://a:s3cret@h"), "serve").err())
        .startsWith("Invalid value for ROSTER_PORT: 'smtp://h' is not a whole number")
        .doesNotContain("s3cret");
  }

  /** In a terminal they could do anything, and in a file name nobody means them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --data-dir %s",
        "token list --data-dir %s",
        "import %s",
        "export %s",
        "serve --smtp-url smtp://127.0.0.1 --mail-from a@b.example --smtp-ca %s"
      })
  void aPathWithControlCharactersIsRefusedBeforeAnythingIsPrinted(String arguments) {
    String[] line = arguments.split(" ");
    line[line.length - 1] = folder.resolve("a\u001b[2J\nb") + "";

    Outcome outcome = CommandFixture.run(line);

    assertRefused(outcome, "a?[2J?b' cannot be used, since it holds control characters");
    assertThat(outcome.err()).contains(line.length > 2 ? line[line.length - 2] : "DIR");
  }

  /** The values of options are not templates, wherever they come from. */
  @Test
  void aValueThatLooksLikeAVariableStandsForItself() {
    assertRefused(
        CommandFixture.run("serve", "--port", "${sys:user.name}"), "'${sys:user.name}' is not");
    for (String value : List.of("${sys:user.name}", "${env:PATH}", "a$$b", "$${x}", "${", "a$")) {
      assertRefused(
          CommandFixture.run(Map.of("ROSTER_PORT", value), "serve"),
          "ROSTER_PORT: '" + value + "' is not a whole number");
    }
  }

  /** Names that begin with an @ are names: whoever gives one must not make us read a file. */
  @Test
  void anArgumentWithAnAtIsNoFile() throws IOException {
    Path words = Files.writeString(folder.resolve("words"), "version");

    assertRefused(
        CommandFixture.run("@" + words),
        "Argument 1 is not a command (not shown, since it may be a secret); roster has serve,");
    assertRefused(
        CommandFixture.run("outbox", "list", "--data-dir", "@" + folder, "more"),
        "Unexpected argument: 'more'; roster outbox list takes options only.");
  }

  @ParameterizedTest
  @CsvSource({
    "token list",
    "user suspend a@b.example",
    "import /",
    "export x",
    "migrate",
    "sandbox",
    "onboard --company A --owner-email a@b.example",
    "outbox list",
    "audit tail",
    "version",
  })
  void everyCommandRefusesAnUnknownVariable(String command) {
    assertRefused(
        CommandFixture.run(Map.of("ROSTER_DATABASE_ULR", DATABASE), command.split(" ")),
        "ROSTER_DATABASE_ULR is unknown; did you mean ROSTER_DATABASE_URL?");
  }
}
