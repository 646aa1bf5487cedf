package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.UserErrorException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpTrustTest {
  @Test
  void aFileWithoutCertificatesIsSaidSoAtTheStart(@TempDir Path folder) throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.pem"), "no certificate");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path missing = folder.resolve("missing.pem");

    assertThatThrownBy(() -> SmtpTrust.onlyOf(wrong))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith("--smtp-ca must be a file of certificates in PEM")
        .hasMessageContaining("not " + wrong + ": ");
    assertThatThrownBy(() -> SmtpTrust.onlyOf(empty))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith("--smtp-ca must be a file of certificates in PEM")
        .hasMessageContaining("not " + empty + ": ");
    assertThatThrownBy(() -> SmtpTrust.onlyOf(missing))
        .isInstanceOf(UserErrorException.class)
        .hasMessage(
            "--smtp-ca must be a file that can be read, not "
                + missing
                + ": there is no such file.");
  }

  @Test
  void aFolderOrADeviceIsSaidSoAtTheStart(@TempDir Path folder) {
    assertThatThrownBy(() -> SmtpTrust.onlyOf(folder))
        .isInstanceOf(UserErrorException.class)
        .hasMessage(
            "--smtp-ca must be a file that can be read, not " + folder + ": Is a directory.");
    assertThatThrownBy(() -> SmtpTrust.onlyOf(Path.of("/dev/zero")))
        .isInstanceOf(UserErrorException.class)
        .hasMessageEndingWith("not /dev/zero: it is larger than 16 MiB.");
  }
}
