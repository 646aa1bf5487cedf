package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail options that cannot be right are refused in one line before anything starts. */
class MailOptionsTest {
  private static final String FROM = "--mail-from=Roster <noreply@example.org>";
  private static final String URL = "--smtp-url=smtp://mail.example.org";

  private static String refused(String... options) {
    List<String> line =
        new ArrayList<>(
            List.of("serve", "--port=0", "--database-url=postgresql://u:p@127.0.0.1:1/nothing"));
    line.add("--public-url=https://roster.example.org");
    line.addAll(List.of(options));
    Outcome outcome = CommandFixture.run(line.toArray(String[]::new));
    assertThat(outcome.exitCode()).isNotZero();
    String[] lines = outcome.err().lines().toArray(String[]::new);
    assertThat(lines).hasSizeBetween(1, 2);
    assertThat(outcome.err()).doesNotContain("hunter2").doesNotContain("\tat ");
    return lines[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--smtp-url=smtp://u:hunter2@mail.example.org?timeout=3 | unknown parameter 'timeout'",
        "--smtp-url=smtp://mail.example.org?starttls=never | --smtp-url has starttls with an"
            + " unknown value 'never'",
        "--smtp-url=smtp://u:hunter2@mail.example.org?starttls=off | STARTTLS cannot be off",
        "--smtp-url=imap://mail.example.org | --smtp-url must look like smtp://",
        "--smtp-url=foo | --smtp-url must look like smtp://"
      })
  void aUrlIsRefusedWithWhatIsWrongInIt(String url, String why) {
    assertThat(refused(url, FROM)).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mail-from=roster | --mail-from must be one address",
        "--mail-from=Zed, B <n@example.org> | --mail-from must be one address",
        "--mail-from=a@example.org, b@example.org | --mail-from must be one address",
        "--mail-from= | --mail-from needs a value"
      })
  void aSenderThatIsNotOneAddressIsRefused(String from, String why) {
    assertThat(refused(URL, from)).contains(why);
  }

  @Test
  void aMailboxIsForThisMachineAndForMailThatGoesNowhereElse() {
    assertThat(refused(URL, FROM, "--mailbox"))
        .isEqualTo("--mailbox and --smtp-url are two places for one mail.");
    assertThat(refused("--mailbox", "--no-demo", "--host=0.0.0.0"))
        .startsWith("--host 0.0.0.0 lets others reach this server, and whoever reads its mailbox");
  }

  @Test
  void aMailServerFromAVariableExcludesTheMailboxAsWell() {
    Outcome outcome =
        CommandFixture.run(
            Map.of("ROSTER_SMTP_URL", "smtp://u:hunter2@mail.example.org"),
            "serve",
            "--port=0",
            "--database-url=postgresql://u:p@127.0.0.1:1/nothing",
            FROM,
            "--mailbox");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("--mailbox and ROSTER_SMTP_URL are two places for one mail.")
        .doesNotContain("hunter2");
  }

  @Test
  void aBareNameIsNoGreeting() {
    assertThat(refused(URL, FROM, "--smtp-helo=3f2a1b")).startsWith("--smtp-helo must be");
  }

  @Test
  void aFileOfCertificatesThatIsNoneIsNamed(@TempDir Path folder) throws Exception {
    Path wrong = Files.writeString(folder.resolve("ca.pem"), "no certificate");

    assertThat(refused(URL, FROM, "--smtp-ca=" + wrong)).contains("ca.pem");
    assertThat(refused(URL, FROM, "--smtp-ca=" + folder)).contains(folder.toString());
    assertThat(refused(URL, FROM, "--smtp-ca=" + folder.resolve("none"))).contains("none");
  }

  /** The database is asked only after all options were read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://roster_web:8080",
        "https://bücher.example/directory/",
        "https://r.example:",
        "http://[2001:db8::1]:8080"
      })
  void aPublicUrlMayHaveAnyHostThatAUrlHas(String url) {
    Outcome outcome =
        CommandFixture.run(
            "serve",
            "--port=0",
            "--database-url=postgresql://u:p@127.0.0.1:1/nothing",
            "--public-url=" + url);

    assertThat(outcome.err()).contains("cannot be reached").doesNotContain("--public-url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.1", "https://x\u200Dy.example", "https://r..example"})
  void aPublicUrlWhoseHostIsReadInTwoWaysIsRefused(String url) {
    Outcome outcome = CommandFixture.run("serve", "--port=0", "--no-demo", "--public-url=" + url);

    assertThat(outcome.err()).startsWith("--public-url must look like https://");
  }
}
