package dev.roster.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.diagnosis.Finding;
import dev.roster.server.http.ServerCertificate;
import dev.roster.server.testing.TestCertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line of {@code roster doctor} about the certificate. */
class TlsOptionsTest {
  @TempDir private Path folder;

  @Test
  void theCertificateIsCheckedForItsEndItsOrderAndItsKey() throws IOException {
    ServerCertificate.Source files =
        new ServerCertificate.Source(folder.resolve("c.pem"), folder.resolve("k.pem"));
    new TestCertificateAuthority(folder).write("roster.example", files.certificate(), files.key());
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
    Instant end = ServerCertificate.read(files).expiry();

    assertThat(found(files, end.minus(Duration.ofDays(20))))
        .isEqualTo("OK CN=server1 is valid for 20 days");
    assertThat(found(files, end.minus(Duration.ofDays(13))))
        .isEqualTo("WARN CN=server1 is valid for 13 days");
    assertThat(found(files, end.plusSeconds(1))).isEqualTo("FAIL expired on " + end);

    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(found(files, end.minus(Duration.ofDays(20))))
        .isEqualTo("WARN CN=server1 is valid for 20 days, but every user can read its key");

    String text = Files.readString(files.certificate());
    String first = text.substring(0, text.indexOf("-----END") + 25) + "\n";
    Files.writeString(files.certificate(), first + text);
    assertThat(found(files, end.minus(Duration.ofDays(20))))
        .isEqualTo(
            "WARN CN=server1 is valid for 20 days, but the certificates in its file are not in"
                + " order");
  }

  private static String found(ServerCertificate.Source files, Instant now) {
    Finding finding = TlsOptions.finding(files, Clock.fixed(now, ZoneOffset.UTC));
    assertThat(finding.subject()).isEqualTo("certificate");
    return finding.status() + " " + finding.text().replaceFirst(" -?[0-9]{5,}", "");
  }
}
