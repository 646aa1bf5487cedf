package dev.roster.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.example.Shop;
import dev.roster.client.RosterTransportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole application of Spring Boot, which finds the auto-configuration by itself. */
class ApplicationTest {
  @AutoClose private final LocalServer coolset = new LocalServer("{\"id\": 5}");
  @AutoClose private final LocalServer compleat = new LocalServer("{\"Users\": []}");

  @Test
  void anApplicationCallsBothApisUntilItEnds() {
    Shop.Accounts accounts;
    try (ConfigurableApplicationContext context =
        SpringApplication.run(
            Shop.class,
            "--roster.coolset.base-url=" + coolset.uri(),
            "--roster.coolset.token=t-1",
            "--roster.compleat.base-url=" + compleat.uri(),
            "--roster.compleat.key=k-1")) {
      accounts = context.getBean(Shop.Accounts.class);
      assertThat(accounts.coolset().users().me().id()).isEqualTo(5);
      assertThat(accounts.compleat().users()).isEmpty();

      assertThat(context.getBean(Shop.class).seen)
          .containsExactly("/api/accounts/users/me/", "/api/users/{tenantId}/{companyId}");
    }

    assertThat(coolset.requests).hasSize(1);
    assertThat(coolset.requests.get(0).headers().getFirst("Authorization")).isEqualTo("Bearer t-1");
    assertThat(coolset.requests.get(0).headers().getFirst("X-Shop")).isEqualTo("ada");
    assertThat(compleat.requests).hasSize(1);
    assertThat(compleat.requests.get(0).headers().getFirst("x-api-compleat-key")).isEqualTo("k-1");
    assertThatExceptionOfType(RosterTransportException.class)
        .isThrownBy(() -> accounts.coolset().users().me())
        .withMessageContaining("closed");
    assertThatExceptionOfType(RosterTransportException.class)
        .isThrownBy(() -> accounts.compleat().users())
        .withMessageContaining("closed");
  }

  @Test
  void aMalformedPropertyEndsTheStartWithItsNameAndItsPlace() throws Exception {
    assertThat(start("--roster.coolset.token=s3cret two", "--roster.compleat.key=k"))
        .contains(
            "APPLICATION FAILED TO START",
            "The property roster.coolset.token is invalid: the credential has characters that no"
                + " header may carry.",
            "Correct it in the \"roster.coolset.token\" from property source"
                + " \"commandLineArgs\".")
        .doesNotContain("s3cret two", "\tat ");
    assertThat(
            start(
                "--roster.coolset.token=t",
                "--roster.compleat.key=k",
                "--roster.compleat.retries=many"))
        .contains("APPLICATION FAILED TO START", "roster.compleat.retries");
  }

  @Test
  void aClientThatIsMissingNamesThePropertyToSet() throws Exception {
    assertThat(start("--roster.compleat.key=k"))
        .contains(
            "APPLICATION FAILED TO START",
            "There is no bean of type dev.roster.client.CoolsetClient: roster.coolset.token is not"
                + " set.",
            "Set roster.coolset.token, or define such a bean with the builder, which is one.");
    assertThat(start("--roster.coolset.token=t"))
        .contains("CompleatClient: roster.compleat.key is not set.");
  }

  /** All that the application says in a process of its own, which fails. */
  private static String start(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Shop.class.getName()));
    Stream.of(arguments).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(1);
    return said;
  }
}
