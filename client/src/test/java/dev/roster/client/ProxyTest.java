package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies that want a login, on this JDK and on a JDK 17 if the machine has one. */
class ProxyTest {
  private static final String BASIC_FOR_TUNNELS = "-Djdk.http.auth.tunneling.disabledSchemes=";

  @TempDir static Path folder;
  private static Path keys;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = folder.resolve("keys.p12");
    String[] command = {
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
      "-genkeypair",
      "-alias",
      "server",
      "-keyalg",
      "EC",
      "-dname",
      "CN=localhost",
      "-ext",
      "san=dns:localhost",
      "-storetype",
      "PKCS12",
      "-keystore",
      keys.toString(),
      "-storepass",
      "changeit"
    };
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  static Stream<Path> jdks() throws IOException {
    List<Path> found = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> folders = Files.list(installed)) {
        folders.filter(each -> isJava17(each)).limit(1).forEach(found::add);
      }
    }
    return found.stream();
  }

  private static boolean isJava17(Path jdk) {
    try {
      return Files.readString(jdk.resolve("release")).contains("JAVA_VERSION=\"17.");
    } catch (IOException none) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aPlainRequestIsForwardedWithTokenAndLogin(Path jdk) throws Exception {
    assertThat(calls(jdk, "http"))
        .contains("requests at the proxy 2", "Bearer t null null", "null k null");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aTunnelIsOpenedWithTheLoginAndTheTokenStaysInside(Path jdk) throws Exception {
    assertThat(calls(jdk, "https", BASIC_FOR_TUNNELS))
        .contains("Bearer t null", "read 5", "the token in the open: false");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aLoginThatTheJdkWouldNotSendIsRefusedBeforeAnyCall(Path jdk) throws Exception {
    assertThat(calls(jdk, "https"))
        .contains("IllegalStateException")
        .contains("jdk.http.auth.tunneling.disabledSchemes")
        .doesNotContain("p%3A");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void neitherIsOneThatTheJdkWasToldNotToSendInTheOpen(Path jdk) throws Exception {
    assertThat(calls(jdk, "http", "-Djdk.http.auth.proxying.disabledSchemes=NTLM, basic"))
        .contains("IllegalStateException")
        .contains("jdk.http.auth.proxying.disabledSchemes")
        .contains("an http address")
        .doesNotContain("p%3A");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anAuthenticatorKeepsTheTokenOrIsRefused(Path jdk) throws Exception {
    assertThat(calls(jdk, "authenticator"))
        .containsAnyOf("Bearer t", "drops the bearer token of every request before Java 24");
  }

  @Test
  void oneOfTheJdksIsTheOldestThatIsPromised() throws IOException {
    assumeTrue(jdks().count() > 1, "there is no JDK 17 below /usr/lib/jvm");
    assertThat(jdks().skip(1).map(ProxyTest::isJava17)).containsExactly(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://proxy.example:3128",
        "http://proxy.example:3128/",
        " HTTP://proxy.example:3128 ",
        "proxy.example:3128",
        "http://my_proxy:3128",
        "http://[::1]:3128",
        "http://u:p@proxy.example:3128",
        "http://u@proxy.example:3128",
        "http://u:p@ss:w#rd/%25@proxy.example:3128"
      })
  void theFormOfTheEnvironmentVariablesIsUnderstood(String proxy) {
    HttpProxy parsed = HttpProxy.parse(proxy);

    assertThat(parsed.address().getPort()).isEqualTo(3128);
    assertThat(parsed.address().getHostString()).matches("proxy.example|my_proxy|::1");
    assertThat(parsed.authorization().isPresent()).isEqualTo(proxy.contains("@"));
    assertThat(parsed.toString()).doesNotContain("p@ss");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://proxy.example",
        "https://s3cret:s3cret@proxy.example:3128",
        "socks5://s3cret@proxy.example:1080",
        "http://s3cret:%zz@proxy.example:3128",
        "http://s3cret@proxy.example:0",
        "http://s3cret@proxy.example:65536",
        "http://s3cret@proxy.example:3128/path",
        "http://s3cret@pro xy:3128"
      })
  void anotherKindOfProxyIsRefusedWithoutBeingRepeated(String proxy) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoolsetClient.builder().proxy(proxy))
        .withMessageContaining("http://user:password@host:port")
        .withMessageNotContaining("s3cret")
        .withNoCause();
  }

  @Test
  void aProxyThatWantsALoginSaysSoInTheException() throws Exception {
    try (FakeProxy proxy = new FakeProxy("Basic other");
        FakeServer server = new FakeServer()) {
      CoolsetClient client =
          CoolsetClient.builder()
              .baseUri(server.uri())
              .token("t")
              .proxy("http://user:s3cret@127.0.0.1:" + proxy.port())
              .build();

      assertThatThrownBy(() -> client.users().me())
          .isExactlyInstanceOf(RosterApiException.class)
          .hasMessage(
              "HTTP 407: the proxy wants a login, or another one than ClientBuilder.proxy was"
                  + " given")
          .hasMessageNotContaining("s3cret");
      assertThat(server.requests).isEmpty();
      assertThat(client.toString()).doesNotContain("s3cret");
    }
  }

  private static String calls(Path jdk, String which, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ProxyCalls.class.getName(),
            keys.toString(),
            which));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
