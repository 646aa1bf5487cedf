package dev.roster.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roster.client.CallObserver;
import dev.roster.client.CoolsetClient;
import dev.roster.client.RosterTransportException;
import dev.roster.client.UnreadableResponseException;
import dev.roster.client.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CoolsetClientAutoConfigurationTest {
  private static final String ME = "{\"id\": 5}";

  private final RecordingTransport memory = new RecordingTransport(ME);
  private final ApplicationContextRunner contexts =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(CoolsetClientAutoConfiguration.class));
  private final ApplicationContextRunner configured =
      contexts.withPropertyValues("roster.coolset.token=t-1");
  private final ApplicationContextRunner offline =
      configured.withBean(Transport.class, () -> memory);

  @Test
  void withoutATokenThereIsNoClient() {
    contexts.run(
        context -> assertThat(context).hasNotFailed().doesNotHaveBean(CoolsetClient.class));
  }

  @Test
  void aTokenMakesAClientOfTheProductionServer() {
    configured.run(context ->
        assertThat(context.getBean(CoolsetClient.class))
            .hasToString("CoolsetClient[https://developers.coolset.com]"));
  }

  @Test
  void theVariablesOfTheClientItselfAreNamesOfTheProperties() {
    contexts
        .withInitializer(context ->
            context
                .getEnvironment()
                .getPropertySources()
                .replace(
                    "systemEnvironment",
                    new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of(
                            "ROSTER_COOLSET_BASE_URL",
                            "http://127.0.0.1:1",
                            "ROSTER_COOLSET_TOKEN",
                            "t"))))
        .run(context ->
            assertThat(context.getBean(CoolsetClient.class))
                .hasToString("CoolsetClient[http://127.0.0.1:1]"));
  }

  @Test
  void settingsOfRequestsAreSent() {
    offline
        .withPropertyValues(
            "roster.coolset.base-url=http://127.0.0.1:1/prefix/",
            "roster.coolset.request-timeout=7s",
            "roster.coolset.largest-response=3KB",
            "roster.coolset.user-agent=shop/1",
            "roster.coolset.headers.x-route=a",
            "roster.coolset.headers.[X-Other]=b")
        .run(context -> {
          context.getBean(CoolsetClient.class).users().me();

          assertThat(memory.onlyRequest())
              .hasToString("GET http://127.0.0.1:1/prefix/api/accounts/users/me/");
          assertThat(memory.onlyRequest().timeout())
              .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
          assertThat(memory.onlyRequest().largestBody(200)).isEqualTo(3 * 1024);
          assertThat(memory.onlyRequest().headers())
              .containsEntry("Authorization", "Bearer t-1")
              .containsEntry("User-Agent", "shop/1")
              .containsEntry("X-Route", "a")
              .containsEntry("X-Other", "b");
        });
  }

  @Test
  void thePageSizeIsThatOfTheStreams() {
    offline
        .withPropertyValues("roster.coolset.page-size=17")
        .run(context -> {
          assertThatExceptionOfType(UnreadableResponseException.class)
              .isThrownBy(() -> context.getBean(CoolsetClient.class).companies().stream().toList());

          assertThat(memory.onlyRequest().uri()).hasParameter("limit", "17");
        });
  }

  @Test
  void retriesTheirWaitsAndTheWholeCallAreLimited() {
    List<CallObserver.Outcome> outcomes = new ArrayList<>();
    Transport broken =
        request -> {
          throw new java.net.ConnectException("refused");
        };
    ApplicationContextRunner failing =
        configured
            .withBean(Transport.class, () -> broken)
            .withBean(CallObserver.class, () -> CallObserver.of(outcomes::add));

    failing
        .withPropertyValues("roster.coolset.retries=3", "roster.coolset.longest-retry-wait=1ms")
        .run(context ->
            assertThatExceptionOfType(RosterTransportException.class)
                .isThrownBy(() -> context.getBean(CoolsetClient.class).users().me()));
    assertThat(outcomes).hasSize(4);
    assertThat(outcomes.get(0).retryIn())
        .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofMillis(1)));

    outcomes.clear();
    failing
        .withPropertyValues("roster.coolset.retries=3", "roster.coolset.call-timeout=1ms")
        .run(context ->
            assertThatExceptionOfType(RosterTransportException.class)
                .isThrownBy(() -> context.getBean(CoolsetClient.class).users().me()));
    assertThat(outcomes).hasSize(1);
  }

  @Test
  void settingsOfTheJdksClientAreRefusedBesideATransport() {
    for (String each : List.of("connect-timeout=1s", "proxy=http://user:s3cret@127.0.0.1:1")) {
      offline
          .withPropertyValues("roster.coolset." + each)
          .run(context ->
              assertThat(context.getStartupFailure())
                  .rootCause()
                  .hasMessageContaining("Set up the transport instead")
                  .hasMessageNotContaining("s3cret"));
    }
  }

  @Test
  void oneTransportIsUsedAndOneOfSeveralIsNotGuessed() {
    RecordingTransport other = new RecordingTransport(ME);

    offline
        .withBean("other", Transport.class, () -> other)
        .withPropertyValues(
            "roster.coolset.base-url=http://127.0.0.1:1", "roster.coolset.retries=0")
        .run(context ->
            assertThatExceptionOfType(RosterTransportException.class)
                .isThrownBy(() -> context.getBean(CoolsetClient.class).users().me()));

    assertThat(memory.requests).isEmpty();
    assertThat(other.requests).isEmpty();
  }

  @Test
  void thePrimaryTransportOfSeveralIsUsed() {
    RecordingTransport other = new RecordingTransport(ME);

    offline
        .withBean("other", Transport.class, () -> other, bean -> bean.setPrimary(true))
        .run(context -> context.getBean(CoolsetClient.class).users().me());

    assertThat(other.requests).hasSize(1);
    assertThat(memory.requests).isEmpty();
  }

  @Configuration(proxyBeanMethods = false)
  static class Ordered {
    private final List<String> seen = new ArrayList<>();

    @Bean
    @Order(2)
    CallObserver second() {
      return CallObserver.of(outcome -> seen.add("second"));
    }

    @Bean
    @Order(1)
    CallObserver first() {
      return CallObserver.of(outcome -> seen.add("first"));
    }

    @Bean
    @Order(2)
    CoolsetClientCustomizer late() {
      return builder -> builder.header("X-Last", "late");
    }

    @Bean
    @Order(1)
    CoolsetClientCustomizer early() {
      return builder -> builder.header("X-Last", "early").header("X-Route", "customized");
    }
  }

  @Test
  void observersAndCustomizersActInTheirOrderAndAfterTheProperties() {
    offline
        .withUserConfiguration(Ordered.class)
        .withPropertyValues("roster.coolset.headers.x-route=configured")
        .run(context -> {
          context.getBean(CoolsetClient.class).users().me();

          assertThat(memory.onlyRequest().headers())
              .containsEntry("X-Last", "late")
              .containsEntry("X-Route", "customized");
          assertThat(context.getBean(Ordered.class).seen).containsExactly("first", "second");
        });
  }

  @Test
  void aClientOfTheApplicationReplacesOurs() {
    CoolsetClient own = CoolsetClient.builder().token("own").build();

    configured
        .withBean("own", CoolsetClient.class, () -> own)
        .run(context -> assertThat(context.getBean(CoolsetClient.class)).isSameAs(own));
  }

  /** As an application does it that gets its tokens elsewhere. */
  @Configuration(proxyBeanMethods = false)
  static class Rotating {
    @Bean
    CoolsetClient rotating(CoolsetClient.Builder builder) {
      return builder.token(() -> "rotated").build();
    }
  }

  @Test
  void theBuilderIsThereWithoutATokenAndHasTheProperties() {
    contexts
        .withBean(Transport.class, () -> memory)
        .withUserConfiguration(Rotating.class)
        .withPropertyValues("roster.coolset.headers.x-route=a")
        .run(context -> {
          context.getBean(CoolsetClient.class).users().me();

          assertThat(memory.onlyRequest().headers())
              .containsEntry("Authorization", "Bearer rotated")
              .containsEntry("X-Route", "a");
          assertThat(context.getBean(CoolsetClient.Builder.class))
              .isNotSameAs(context.getBean(CoolsetClient.Builder.class));
        });
  }

  @Test
  void theClientIsClosedWithTheContext() {
    List<CoolsetClient> clients = new ArrayList<>();
    configured.run(context -> clients.add(context.getBean(CoolsetClient.class)));

    assertThatExceptionOfType(RosterTransportException.class)
        .isThrownBy(() -> clients.get(0).users().me())
        .withMessageContaining("closed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token | s3cret two | the credential has characters that no header may carry.",
        "token | '' | the credential is blank.",
        "base-url | http://user:s3cret@host | a base URI looks like https://host:port/path",
        "base-url | '' | a base URI looks like https://host:port/path",
        "proxy | ftp://user:s3cret@host:1 | a proxy looks like http://user:password@host:port",
        "headers.authorization | s3cret | the client sets the header authorization by itself.",
        "headers.x-gateway | 's3cr\net' | the header x-gateway cannot be sent with this value.",
        "retries | 11 | retries must be between 0 and 10.",
        "page-size | 0 | page size must be between 1 and 1000.",
        "connect-timeout | 0s | ",
        "request-timeout | -1s | ",
        "call-timeout | 0s | ",
        "longest-retry-wait | 0s | ",
        "largest-response | 3GB | more than 2 GB",
        "largest-response | 0B | not a positive number of bytes: 0."
      })
  void aMalformedValueIsOneSentenceWithTheNameOfTheProperty(
      String name, String value, String reason) {
    String property = "roster.coolset." + (name.startsWith("headers") ? "headers" : name);

    configured
        .withPropertyValues("roster.coolset." + name + "=" + value)
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .isExactlyInstanceOf(InvalidPropertyException.class)
                .hasMessageStartingWith(
                    "The property " + property + " is invalid: " + (reason == null ? "" : reason))
                .hasMessageNotContaining("s3cr"));
  }

  @Test
  void noTextOfTheObjectsHasTheToken() {
    contexts
        .withPropertyValues("roster.coolset.token=s3cret", "roster.coolset.headers.x-key=s3cret")
        .run(context -> {
          assertThat(context.getBean(CoolsetProperties.class).token()).isEqualTo("s3cret");
          assertThat(context.getBean(CoolsetProperties.class).toString()).doesNotContain("s3cret");
          assertThat(context.getBean(CoolsetClient.Builder.class).toString())
              .doesNotContain("s3cret");
        });
  }
}
