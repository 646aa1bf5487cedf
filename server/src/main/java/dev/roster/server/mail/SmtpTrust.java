package dev.roster.server.mail;

import dev.roster.server.db.IoReason;
import dev.roster.server.failure.UserErrorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates that a mail server's certificate is checked against. */
public final class SmtpTrust {
  /** A hundred times what an operating system trusts. */
  private static final int MOST_BYTES = 16 << 20;

  private final SSLSocketFactory sockets;
  private final boolean named;

  private SmtpTrust(SSLSocketFactory sockets, boolean named) {
    this.sockets = sockets;
    this.named = named;
  }

  /** The authorities that Java knows. */
  public static SmtpTrust ofJava() {
    return new SmtpTrust((SSLSocketFactory) SSLSocketFactory.getDefault(), false);
  }

  /**
   * Only the certificates of a PEM file, in place of those that Java knows.
   *
   * @throws UserErrorException with a sentence for a person
   */
  public static SmtpTrust onlyOf(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      byte[] read = in.readNBytes(MOST_BYTES + 1);
      if (read.length > MOST_BYTES) {
        throw noCertificates(pem, "it is larger than 16 MiB", null);
      }
      return new SmtpTrust(trusting(certificates(pem, new ByteArrayInputStream(read))), true);
    } catch (IOException unreadable) {
      throw new UserErrorException(
          "--smtp-ca must be a file that can be read, not "
              + pem
              + ": "
              + IoReason.of(unreadable)
              + ".",
          unreadable);
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
      throw noCertificates(pem, "one in it cannot be read", malformed);
    }
    throw noCertificates(pem, "it holds none", null);
  }

  private static UserErrorException noCertificates(
      Path pem, String reason, @Nullable Exception cause) {
    return new UserErrorException(
        "--smtp-ca must be a file of certificates in PEM (-----BEGIN CERTIFICATE-----), not "
            + pem
            + ": "
            + reason
            + ".",
        cause);
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
    return asking(trust.getTrustManagers());
  }

  private static SSLSocketFactory asking(TrustManager... managers) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return context.getSocketFactory();
  }

  /**
   * Reports whether a server has to show a certificate of a known authority. A server on this
   * machine, or one that may be spoken to without TLS, does not, unless certificates were named: an
   * attacker who could pose as it could as well leave STARTTLS out.
   */
  boolean verifies(SmtpUrl server) {
    return named || server.verified();
  }

  /** Makes TLS on connections to the server. */
  SSLSocketFactory sockets(SmtpUrl server) {
    try {
      return verifies(server) ? sockets : asking(new Anybody());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Encrypts without asking who is at the other end. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
