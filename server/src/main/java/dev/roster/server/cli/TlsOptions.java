package dev.roster.server.cli;

import dev.roster.server.diagnosis.Finding;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.ServerCertificate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of TLS on the server itself. */
final class TlsOptions {
  private static final Duration SOON = Duration.ofDays(14);

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description =
          "Certificate of the server, then those of its issuers (PEM): HTTPS on --port in place of"
              + " HTTP. Both files are read again every minute. Also by ROSTER_TLS_CERTIFICATE"
              + " (default: none).")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description =
          "Private key of --tls-certificate (PEM, not encrypted); also by ROSTER_TLS_KEY (default:"
              + " none).")
  private @Nullable Path key;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * The files, which fit together; empty if none are named.
   *
   * @throws UserErrorException with a sentence for a person if they cannot be used
   */
  Optional<ServerCertificate.Source> certificate() {
    Optional<ServerCertificate.Source> named = named();
    named.ifPresent(ServerCertificate::read);
    return named;
  }

  /** The files that are named, whatever they hold. */
  Optional<ServerCertificate.Source> named() {
    if (certificate == null && key == null) {
      return Optional.empty();
    }
    if (certificate == null || key == null) {
      throw new ParameterException(
          spec.commandLine(), "--tls-certificate and --tls-key are two parts of one: give both.");
    }
    return Optional.of(new ServerCertificate.Source(certificate, key));
  }

  /**
   * The state of the files, for {@code roster doctor}.
   *
   * @throws UserErrorException with a sentence for a person if they cannot be used
   */
  static Finding finding(ServerCertificate.Source files, Clock clock) {
    ServerCertificate read = ServerCertificate.read(files);
    long days = Duration.between(clock.instant(), read.expiry()).toDays();
    String subject = read.chain().getFirst().getSubjectX500Principal().getName();
    String text = "%s is valid for %d days".formatted(Printable.of(subject), days);
    if (read.expiry().isBefore(clock.instant())) {
      return Finding.fail("certificate", "expired on " + read.expiry(), "renew it");
    }
    if (!read.isInOrder()) {
      return Finding.warn(
          "certificate",
          text + ", but the certificates in its file are not in order",
          "put that of the server first, and each before that of its issuer");
    }
    if (ServerCertificate.isPublic(files.key())) {
      return Finding.warn(
          "certificate",
          text + ", but every user can read its key",
          "chmod 600 the file of the key");
    }
    return Duration.ofDays(days).compareTo(SOON) < 0
        ? Finding.warn("certificate", text, "renew it; the server reads new files within a minute")
        : Finding.ok("certificate", text);
  }
}
