package dev.roster.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority that nobody knows, made with the keytool of the JDK. */
public final class TestCertificateAuthority {
  private static final char[] PASSWORD = "not a secret".toCharArray();
  private static final String AUTHORITY = "authority";

  private final Path keys;
  private final AtomicInteger issued = new AtomicInteger();

  public TestCertificateAuthority(Path folder) {
    this.keys = folder.resolve("keys.p12");
    make(AUTHORITY, "bc:c=ca:true");
  }

  /** Writes its certificate as PEM. */
  public Path certificate(Path file) {
    try {
      return Files.writeString(
          file, pem("CERTIFICATE", store().getCertificate(AUTHORITY).getEncoded()));
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), kind);
  }

  /** Writes a new certificate of the host with that of this authority, and its key, as PEM. */
  public void write(String host, Path certificate, Path key) {
    String name = "server" + issued.incrementAndGet();
    make(name, "san=dns:" + host, "-signer", AUTHORITY);
    try {
      KeyStore all = store();
      StringBuilder chain = new StringBuilder();
      for (Certificate each : all.getCertificateChain(name)) {
        chain.append(pem("CERTIFICATE", each.getEncoded()));
      }
      Files.writeString(certificate, chain);
      Files.writeString(key, pem("PRIVATE KEY", all.getKey(name, PASSWORD).getEncoded()));
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The key and certificate with which a server of the host begins TLS. */
  public SSLContext issue(String host) {
    String name = "server" + issued.incrementAndGet();
    make(name, "san=dns:" + host, "-signer", AUTHORITY);
    try {
      KeyStore all = store();
      KeyStore one = KeyStore.getInstance("PKCS12");
      one.load(null, null);
      one.setKeyEntry(name, all.getKey(name, PASSWORD), PASSWORD, all.getCertificateChain(name));
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(one, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(keys)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      return store;
    }
  }

  private void make(String alias, String extension, String... more) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", alias));
    line.addAll(List.of("-dname", "CN=" + alias + " " + keys.hashCode(), "-ext", extension));
    line.addAll(List.of("-keystore", keys.toString(), "-storepass", new String(PASSWORD)));
    line.addAll(List.of(more));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(line + ": " + said);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
