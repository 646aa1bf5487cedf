package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be right about mail is said in one line, before anything starts. */
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
        "--smtp-url=smtp://mail.example.org?starttls=never | starttls=never",
        "--smtp-url=smtp://u:hunter2@mail.example.org?starttls=off | STARTTLS cannot be off",
        "--smtp-url=imap://mail.example.org | must look like smtp://"
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
        "--mail-from= | give --mail-from"
      })
  void aSenderThatIsNotOneAddressIsRefused(String from, String why) {
    assertThat(refused(URL, from)).contains(why);
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
}
