package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestCertificateAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS as clients meet it, and the exchange of its certificate. */
@Timeout(60)
class TlsEndpointTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  @TempDir private Path folder;
  private final Server server = new Server();
  private TestCertificateAuthority authority;
  private ServerCertificate.Source files;
  private TlsEndpoint tls;
  private ServerConnector connector;

  @BeforeEach
  void start() throws Exception {
    authority = new TestCertificateAuthority(folder);
    files = new ServerCertificate.Source(folder.resolve("c.pem"), folder.resolve("k.pem"));
    authority.write("localhost", files.certificate(), files.key());
    tls = new TlsEndpoint(files);
    connector = new ServerConnector(server, tls.around("http/1.1"), new HttpConnectionFactory());
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "fine", callback);
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  /** A connection that requires this certificate. */
  private SSLSocket connect(ServerCertificate expected, String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket) expected.clients().createSocket("127.0.0.1", connector.getLocalPort());
    socket.setSoTimeout(20_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    return socket;
  }

  private String get(ServerCertificate expected) throws IOException {
    try (SSLSocket socket = connect(expected)) {
      socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void theChainIsSentOverTls13() throws Exception {
    ServerCertificate certificate = ServerCertificate.read(files);
    try (SSLSocket socket = connect(certificate)) {
      socket.startHandshake();

      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(socket.getSession().getPeerCertificates())
          .containsExactly(certificate.chain().toArray(X509Certificate[]::new));
    }
    assertThat(get(certificate)).startsWith("HTTP/1.1 200 ").endsWith("fine");
  }

  @Test
  void olderProtocolsAndWeakCiphersAreOff() {
    SSLEngine engine = tls.newSSLEngine();

    assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    assertThat(engine.getEnabledCipherSuites())
        .noneMatch(suite -> suite.matches(".*_(NULL|anon|RC4|3DES|MD5|SHA)(_.*)?|TLS_RSA_.*"));
  }

  @Test
  void http11IsTheOnlyProtocolThatIsNegotiated() throws Exception {
    ServerCertificate certificate = ServerCertificate.read(files);
    try (SSLSocket both = connect(certificate, "h2", "http/1.1")) {
      both.startHandshake();
      assertThat(both.getApplicationProtocol()).isEqualTo("http/1.1");
    }
    try (SSLSocket other = connect(certificate, "h2")) {
      assertThatThrownBy(other::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void aNewCertificateIsUsedWithoutAFailedRequest() throws Exception {
    ServerCertificate old = ServerCertificate.read(files);
    AtomicBoolean changed = new AtomicBoolean();
    AtomicInteger requests = new AtomicInteger();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        SSLSocket open = connect(old)) {
      open.startHandshake();
      List<Future<?>> loops = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        loops.add(
            clients.submit(() -> {
              while (!changed.get() || requests.get() < 8) {
                try (SSLSocket socket = connect(old)) {
                  assertThat(handshake(socket)).isIn("old", "new");
                  requests.incrementAndGet();
                }
              }
              return null;
            }));
      }
      authority.write("localhost", files.certificate(), files.key());
      tls.look();
      changed.set(true);
      for (Future<?> each : loops) {
        each.get();
      }

      open.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(open.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 ");
    }
    assertThat(get(ServerCertificate.read(files))).startsWith("HTTP/1.1 200 ");
    assertThat(tls.certificate()).isEqualTo(ServerCertificate.read(files));
  }

  /** A client that trusts the old certificate only refuses the new one itself. */
  private static String handshake(SSLSocket socket) throws IOException {
    try {
      socket.startHandshake();
      return "old";
    } catch (SSLException refusedHere) {
      return String.valueOf(refusedHere.getMessage()).contains("certification path")
          ? "new"
          : refusedHere.toString();
    }
  }

  @Test
  void filesThatCannotBeUsedLeaveTheCertificateFromBefore() throws Exception {
    ServerCertificate before = ServerCertificate.read(files);
    Path other = folder.resolve("other.pem");
    authority.write("localhost", files.certificate(), other);
    tls.look();
    assertThat(get(before)).as("a key of another certificate").endsWith("fine");

    Files.writeString(files.certificate(), "half");
    tls.look();
    assertThat(get(before)).as("no certificate").endsWith("fine");
  }

  @Test
  void theFilesAreReadEveryMinute() throws Exception {
    ManualScheduler scheduler = new ManualScheduler();
    tls.watch(scheduler);
    authority.write("localhost", files.certificate(), files.key());

    ManualScheduler.Later look = scheduler.next();
    assertThat(look.delay()).isEqualTo(Duration.ofMinutes(1));
    look.run();

    assertThat(get(ServerCertificate.read(files))).endsWith("fine");
    assertThat(scheduler.size()).isEqualTo(1);
  }
}
