package dev.roster.server.http;

import dev.roster.server.db.IoReason;
import dev.roster.server.failure.MalformedException;
import dev.roster.server.failure.UserErrorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate of the server with those of its issuers, and the private key. Immutable.
 *
 * @param chain the server's own certificate first
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
  /** The files of a certificate, in PEM. */
  public record Source(Path certificate, Path key) {}

  private static final int MOST_BYTES = 1 << 20;
  private static final byte[] PROBE = "roster".getBytes(StandardCharsets.US_ASCII);

  /**
   * Reads both files.
   *
   * @throws UserErrorException with a sentence for a person, if one of them cannot be read or they
   *     do not belong together
   */
  public static ServerCertificate read(Source files) {
    ServerCertificate read =
        new ServerCertificate(
            certificates(files.certificate()),
            parsed(
                "--tls-key",
                files.key(),
                new String(content("--tls-key", files.key()), StandardCharsets.US_ASCII)));
    if (!read.belongsToItsKey()) {
      throw new UserErrorException(
          "the key of --tls-key is not that of the first certificate of --tls-certificate.");
    }
    return read;
  }

  private static PrivateKey parsed(String option, Path file, String pem) {
    try {
      return PemKey.parse(pem);
    } catch (MalformedException malformed) {
      throw unusable(option, file, String.valueOf(malformed.getMessage()));
    }
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content("--tls-certificate", file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException malformed) {
      throw unusable("--tls-certificate", file, "a certificate in it cannot be read");
    }
    throw unusable(
        "--tls-certificate", file, "it holds no certificate (-----BEGIN CERTIFICATE-----)");
  }

  private static byte[] content(String option, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] read = in.readNBytes(MOST_BYTES + 1);
      if (read.length > MOST_BYTES) {
        throw unusable(option, file, "it is larger than 1 MiB");
      }
      return read;
    } catch (IOException unreadable) {
      throw unusable(option, file, IoReason.of(unreadable));
    }
  }

  private static UserErrorException unusable(String option, Path file, String reason) {
    return new UserErrorException(
        option + " must be a file in PEM, not " + file + ": " + reason + ".");
  }

  /** Reports whether what the key signs is verified by the certificate. */
  private boolean belongsToItsKey() {
    PublicKey certified = chain.getFirst().getPublicKey();
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> certified.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }

  /** The end of its validity. */
  public Instant expiry() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /** Reports whether each certificate was issued by the one behind it. */
  public boolean isInOrder() {
    for (int i = 1; i < chain.size(); i++) {
      try {
        chain.get(i - 1).verify(chain.get(i).getPublicKey());
      } catch (GeneralSecurityException another) {
        return false;
      }
    }
    return true;
  }

  /** Reports whether every user of this machine can read the key. */
  public static boolean isPublic(Path key) {
    try {
      return Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /** Makes connections to a server that shows this very certificate, whatever its name. */
  public SSLSocketFactory clients() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", chain.getFirst());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The certificate and key as TLS of the JDK takes them, under this password. */
  KeyStore store(String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, password.toCharArray(), chain.toArray(Certificate[]::new));
      return store;
    } catch (IOException | GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
