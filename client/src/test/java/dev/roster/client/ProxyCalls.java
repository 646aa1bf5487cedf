package dev.roster.client;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Calls through a proxy that wants a login, in a JVM of their own: whether the JDK logs in for a
 * tunnel is decided once per JVM. Prints what came of it.
 */
final class ProxyCalls {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private ProxyCalls() {}

  /** Takes the key store of the https server, and which of the calls to make. */
  public static void main(String[] arguments) throws Exception {
    SSLContext tls = tls(Path.of(arguments[0]));
    try (FakeServer http = new FakeServer();
        FakeProxy proxy = new FakeProxy("Basic dXNlcjpwOkBz")) {
      String login = "http://user:p%3A@s@127.0.0.1:" + proxy.port();
      switch (arguments[1]) {
        case "http" -> http(http, proxy, login);
        case "https" -> https(tls, proxy, login);
        default -> authenticator(http, proxy);
      }
      System.exit(0);
    } catch (IllegalStateException | RosterException failure) {
      // printed, and the servers' threads do not keep the JVM alive
      System.out.println(failure);
      System.exit(1);
    }
  }

  private static void http(FakeServer http, FakeProxy proxy, String login) {
    http.answers(200, "{\"id\": 5}").answers(200, "{\"Users\": []}");
    CoolsetClient.builder().baseUri(http.uri()).token("t").proxy(login).build().users().me();
    CompleatClient.builder()
        .baseUri(http.uri())
        .tenant(UUID.randomUUID())
        .key("k")
        .proxy(login)
        .build()
        .users();
    System.out.println("requests at the proxy " + proxy.heads.size());
    http.requests.forEach(request ->
        System.out.println(
            request.header("Authorization")
                + " "
                + request.header("x-api-compleat-key")
                + " "
                + request.header("Proxy-Authorization")));
  }

  private static void https(SSLContext tls, FakeProxy proxy, String login) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          System.out.println(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
          exchange.sendResponseHeaders(200, 9);
          exchange.getResponseBody().write("{\"id\": 5}".getBytes());
          exchange.close();
        });
    server.start();
    CoolsetClient client =
        CoolsetClient.builder()
            .baseUri("https://localhost:" + server.getAddress().getPort())
            .token("t")
            .proxy(login)
            .httpClient(jdk -> jdk.sslContext(tls))
            .build();
    System.out.println("read " + client.users().me().id());
    System.out.println("the token in the open: " + proxy.heads.toString().contains("Bearer"));
    server.stop(0);
  }

  private static void authenticator(FakeServer http, FakeProxy proxy) {
    http.answers(200, "{\"id\": 5}");
    CoolsetClient.builder()
        .baseUri(http.uri())
        .token("t")
        .proxy("127.0.0.1:" + proxy.port())
        .httpClient(jdk ->
            jdk.authenticator(
                new Authenticator() {
                  @Override
                  protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication("user", "p:@s".toCharArray());
                  }
                }))
        .build()
        .users()
        .me();
    System.out.println(http.onlyRequest().header("Authorization"));
  }

  private static SSLContext tls(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
