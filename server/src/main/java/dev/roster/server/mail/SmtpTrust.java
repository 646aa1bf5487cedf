package dev.roster.server.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Who may vouch for the certificate of a mail server. */
public final class SmtpTrust {
  private final Optional<SSLSocketFactory> sockets;

  private SmtpTrust(Optional<SSLSocketFactory> sockets) {
    this.sockets = sockets;
  }

  /** The authorities that Java knows. */
  public static SmtpTrust ofJava() {
    return new SmtpTrust(Optional.empty());
  }

  /**
   * Only the certificates of a PEM file, in place of those that Java knows.
   *
   * @throws IllegalArgumentException with a sentence for a person
   */
  public static SmtpTrust onlyOf(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      return new SmtpTrust(Optional.of(trusting(certificates(pem, in))));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The certificates for the mail server cannot be read: " + pem, unreadable);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Collection<? extends Certificate> certificates(Path pem, InputStream in) {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException malformed) {
      throw new IllegalArgumentException(noCertificates(pem), malformed);
    }
    throw new IllegalArgumentException(noCertificates(pem));
  }

  private static String noCertificates(Path pem) {
    return "The file for the mail server must hold certificates in PEM: " + pem;
  }

  private static SSLSocketFactory trusting(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      known.setCertificateEntry("ca" + number++, certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  /** Makes the connections; empty for those of Java. */
  Optional<SSLSocketFactory> sockets() {
    return sockets;
  }
}
