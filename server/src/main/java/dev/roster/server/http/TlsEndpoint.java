package dev.roster.server.http;

import dev.roster.server.failure.UserErrorException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.3 and 1.2 of the server with a certificate whose files are read again every minute. Files
 * that cannot be used leave the certificate from before in use. Connections that are open stay as
 * they are. Safe for use by many threads.
 */
final class TlsEndpoint extends SslContextFactory.Server {
  private static final Logger LOG = LoggerFactory.getLogger(TlsEndpoint.class);
  private static final long PAUSE_SECONDS = 60;
  private static final String HTTP = "http/1.1";

  /** Sessions without tickets, which keep memory; most clients have tickets. */
  private static final int MOST_SESSIONS = 1_000;

  /** Of a store that is in memory only, where the key is as well. */
  private static final String PASSWORD = "in memory";

  private final ServerCertificate.Source files;
  private volatile ServerCertificate current;
  private volatile String complaint = "";

  /**
   * @throws UserErrorException with a sentence for a person if the files cannot be used
   */
  TlsEndpoint(ServerCertificate.Source files) {
    this.files = files;
    this.current = ServerCertificate.read(files);
    setIncludeProtocols("TLSv1.3", "TLSv1.2");
    setRenegotiationAllowed(false);
    setSslSessionCacheSize(MOST_SESSIONS);
    use(current);
    if (ServerCertificate.isPublic(files.key())) {
      LOG.warn("every user of this machine can read the key of TLS: run chmod 600 {}", files.key());
    }
  }

  /**
   * Makes connections with TLS.
   *
   * @param inner the protocol within
   */
  SslConnectionFactory around(String inner) {
    SslConnectionFactory encrypted = new SslConnectionFactory(this, inner);
    // it would compare Host with the certificate, and answer in its own words
    encrypted.setEnsureSecureRequestCustomizer(false);
    return encrypted;
  }

  /** Begins to look for new files. */
  void watch(Scheduler scheduler) {
    scheduler.schedule(
        () -> {
          try {
            look();
          } finally {
            watch(scheduler);
          }
        },
        PAUSE_SECONDS,
        TimeUnit.SECONDS);
  }

  /** Reads the files, and uses them if they hold another certificate or key. */
  void look() {
    try {
      ServerCertificate read = ServerCertificate.read(files);
      complaint = "";
      if (!read.equals(current)) {
        reload(each -> use(read));
        current = read;
        LOG.info("TLS has another certificate, which is valid until {}", read.expiry());
      }
    } catch (UserErrorException unusable) {
      complain(String.valueOf(unusable.getMessage()));
    } catch (Exception failure) {
      LOG.error("the new certificate cannot be used; the one from before is", failure);
    }
  }

  private void complain(String reason) {
    if (!reason.equals(complaint)) {
      complaint = reason;
      LOG.warn("the certificate from before stays in use, until {}: {}", current.expiry(), reason);
    }
  }

  private void use(ServerCertificate certificate) {
    setKeyStore(certificate.store(PASSWORD));
    setKeyStorePassword(PASSWORD);
  }

  /** The certificate in use. */
  ServerCertificate certificate() {
    return current;
  }

  /** A client that speaks HTTP/2 only is refused, since it could not read a response. */
  @Override
  public void customize(SSLEngine engine) {
    super.customize(engine);
    engine.setHandshakeApplicationProtocolSelector(
        (_, offered) -> offered.contains(HTTP) ? HTTP : null);
  }
}
