package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that builders read from environment variables. */
class EnvironmentTest {
  private static final String TENANT = "d025eedc-5ea0-4de8-be9f-f8873545add9";

  @AutoClose private final FakeServer server = new FakeServer();

  private static CoolsetClient coolset(Map<String, String> variables) {
    return CoolsetClient.builder().from(new Environment(variables::get)).build();
  }

  private static CompleatClient compleat(Map<String, String> variables) {
    return CompleatClient.builder().from(new Environment(variables::get)).build();
  }

  @Test
  void theTokenIsSentToTheServerOfTheEnvironment() {
    server.answers(200, "{\"id\": 5}");

    coolset(Map.of("ROSTER_COOLSET_BASE_URL", server.uri(), "ROSTER_COOLSET_TOKEN", "t-1\n"))
        .users()
        .me();

    assertThat(server.onlyRequest().header("Authorization")).isEqualTo("Bearer t-1");
  }

  @Test
  void theKeyIsSentForTheTenantToTheServerOfTheEnvironment() {
    server.answers(200, "{\"Users\": []}");

    compleat(
            Map.of(
                "ROSTER_COMPLEAT_BASE_URL",
                server.uri(),
                "ROSTER_COMPLEAT_TENANT",
                TENANT,
                "ROSTER_COMPLEAT_KEY",
                "k-1"))
        .users();

    assertThat(server.onlyRequest().header("x-api-compleat-key")).isEqualTo("k-1");
    assertThat(server.onlyRequest().target()).contains(TENANT);
  }

  @Test
  void withoutAServerTheOneOfTheDocumentIsCalled() {
    assertThat(coolset(Map.of("ROSTER_COOLSET_TOKEN", "t")))
        .hasToString("CoolsetClient[https://developers.coolset.com]");
  }

  @Test
  void laterCallsOfTheBuilderReplaceTheEnvironment() {
    Environment environment = new Environment(Map.of("ROSTER_COOLSET_TOKEN", "t")::get);

    assertThat(CoolsetClient.builder().from(environment).baseUri("http://127.0.0.1:1").build())
        .hasToString("CoolsetClient[http://127.0.0.1:1]");
  }

  @Test
  void aMissingVariableIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> coolset(Map.of()))
        .withMessage("the environment variable ROSTER_COOLSET_TOKEN is not set");
    assertThatIllegalStateException()
        .isThrownBy(() -> compleat(Map.of("ROSTER_COMPLEAT_KEY", "k")))
        .withMessage("the environment variable ROSTER_COMPLEAT_TENANT is not set");
    assertThatIllegalStateException()
        .isThrownBy(() -> compleat(Map.of("ROSTER_COMPLEAT_TENANT", TENANT)))
        .withMessage("the environment variable ROSTER_COMPLEAT_KEY is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "ROSTER_COOLSET_TOKEN, 's3cret two', the credential has characters that no header may carry",
    "ROSTER_COOLSET_TOKEN, ' ', the credential is blank",
    "ROSTER_COOLSET_BASE_URL, 'localhost:s3cret', a base URI looks like https://host:port/path",
    "ROSTER_COOLSET_BASE_URL, '', a base URI looks like https://host:port/path",
    "ROSTER_COMPLEAT_TENANT, 's3cret', a tenant is a UUID",
    "ROSTER_COMPLEAT_TENANT, '1-2-3-4-5', a tenant is a UUID",
    "ROSTER_COMPLEAT_KEY, 'Bearer s3cret', the credential begins with the word Bearer",
    "ROSTER_COMPLEAT_BASE_URL, 'http://user:s3cret@host', a base URI looks like"
  })
  void aMalformedVariableIsNamedAndItsValueIsNot(String name, String value, String reason) {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "ROSTER_COOLSET_TOKEN", "t",
                "ROSTER_COMPLEAT_TENANT", TENANT,
                "ROSTER_COMPLEAT_KEY", "k"));
    variables.put(name, value);

    assertThatIllegalStateException()
        .isThrownBy(() -> {
          coolset(variables);
          compleat(variables);
        })
        .withMessageStartingWith("the environment variable " + name + " is malformed: " + reason)
        .withMessageNotContaining("s3cret")
        .withNoCause();
  }

  /** A process of its own, since variables of this one cannot be set. */
  @Test
  void thePublicMethodsReadTheVariablesOfTheProcess() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.put("ROSTER_COOLSET_BASE_URL", "http://127.0.0.1:1");
    variables.put("ROSTER_COOLSET_TOKEN", "t");
    variables.put("ROSTER_COMPLEAT_BASE_URL", "http://127.0.0.1:2");
    variables.put("ROSTER_COMPLEAT_TENANT", TENANT);
    variables.put("ROSTER_COMPLEAT_KEY", "k");

    Process process = builder.start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("CoolsetClient[http://127.0.0.1:1]")
        .contains("CompleatClient[http://127.0.0.1:2, tenant " + TENANT + "]");
    assertThat(process.waitFor()).isZero();
  }

  /** Prints the clients of its environment. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      System.out.println(CoolsetClient.fromEnv());
      System.out.println(CompleatClient.fromEnv());
      System.exit(0);
    }
  }
}
