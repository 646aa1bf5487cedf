package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.testing.TestCertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a certificate, as a start and {@code roster doctor} read them. */
class ServerCertificateTest {
  @TempDir private Path folder;
  private Path certificate;
  private Path key;

  @BeforeEach
  void write() {
    certificate = folder.resolve("certificate.pem");
    key = folder.resolve("key.pem");
    new TestCertificateAuthority(folder).write("roster.example", certificate, key);
  }

  private ServerCertificate read() {
    return ServerCertificate.read(new ServerCertificate.Source(certificate, key));
  }

  @Test
  void theChainIsReadInItsOrder() throws IOException {
    assertThat(read().chain()).hasSize(2);
    assertThat(read().isInOrder()).isTrue();
    assertThat(read()).isEqualTo(read());

    String[] both = Files.readString(certificate).split("(?<=-----END CERTIFICATE-----\n)");
    Files.writeString(certificate, both[0] + both[0] + both[1]);
    assertThat(read().isInOrder()).isFalse();
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws IOException {
    new TestCertificateAuthority(Files.createDirectory(folder.resolve("other")))
        .write("x", folder.resolve("other.pem"), key);

    assertThatThrownBy(this::read)
        .isInstanceOf(UserErrorException.class)
        .hasMessage(
            "the key of --tls-key is not that of the first certificate of --tls-certificate.");
  }

  @Test
  void whatCannotBeReadIsRefusedByOptionAndReason() throws IOException {
    Files.writeString(key, "nothing");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserErrorException.class)
        .hasMessageMatching("--tls-key must be a file in PEM, not .*: it holds no private key .*");

    Files.writeString(certificate, "nothing");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith("--tls-certificate must be a file in PEM, not ");

    Files.delete(certificate);
    assertThatThrownBy(this::read)
        .isInstanceOf(UserErrorException.class)
        .hasMessageMatching("--tls-certificate must be a file in PEM, not .*no such file.*");
  }

  @Test
  void aKeyThatEveryUserCanReadIsNoticed() throws IOException {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(ServerCertificate.isPublic(key)).isFalse();

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(ServerCertificate.isPublic(key)).isTrue();
  }
}
