package dev.roster.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roster.client.CallObserver;
import dev.roster.client.CompleatClient;
import dev.roster.client.RosterTransportException;
import dev.roster.client.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CompleatClientAutoConfigurationTest {
  private static final String TENANT = "d025eedc-5ea0-4de8-be9f-f8873545add9";
  private static final String OTHER = "00000000-0000-4000-8000-000000000001";

  private final RecordingTransport memory = new RecordingTransport("{\"Users\": []}");
  private final ApplicationContextRunner contexts =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(CompleatClientAutoConfiguration.class));
  private final ApplicationContextRunner configured =
      contexts.withPropertyValues("roster.compleat.tenant=" + TENANT, "roster.compleat.key=k-1");
  private final ApplicationContextRunner offline =
      configured.withBean(Transport.class, () -> memory);

  @Test
  void withoutAKeyThereIsNoClient() {
    contexts
        .withPropertyValues("roster.compleat.tenant=" + TENANT)
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CompleatClient.class));
  }

  @Test
  void tenantAndKeyMakeAClientOfTheProductionServer() {
    configured.run(context ->
        assertThat(context.getBean(CompleatClient.class))
            .hasToString("CompleatClient[https://api-eu1.compleat.online, tenant " + TENANT + "]"));
  }

  @Test
  void aKeyWithoutItsTenantIsOneSentence() {
    contexts
        .withPropertyValues("roster.compleat.key=s3cret")
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessage(
                    "The property roster.compleat.tenant is invalid: the key needs the tenant"
                        + " that it belongs to."));
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
                            "ROSTER_COMPLEAT_BASE_URL",
                            "http://127.0.0.1:1",
                            "ROSTER_COMPLEAT_TENANT",
                            TENANT,
                            "ROSTER_COMPLEAT_KEY",
                            "k"))))
        .run(context ->
            assertThat(context.getBean(CompleatClient.class))
                .hasToString("CompleatClient[http://127.0.0.1:1, tenant " + TENANT + "]"));
  }

  @Test
  void settingsObserversAndCustomizersReachTheRequest() {
    List<CallObserver.Outcome> outcomes = new ArrayList<>();

    offline
        .withBean(CallObserver.class, () -> CallObserver.of(outcomes::add))
        .withBean(
            CompleatClientCustomizer.class, () -> builder -> builder.header("X-Custom", "yes"))
        .withPropertyValues(
            "roster.compleat.base-url=http://127.0.0.1:1", "roster.compleat.headers.x-route=a")
        .run(context -> {
          context.getBean(CompleatClient.class).users();

          assertThat(memory.onlyRequest().toString())
              .startsWith("GET http://127.0.0.1:1/")
              .contains(TENANT);
          assertThat(memory.onlyRequest().headers())
              .containsEntry("x-api-compleat-key", "k-1")
              .containsEntry("X-Custom", "yes")
              .containsEntry("X-Route", "a");
          assertThat(outcomes).hasSize(1);
        });
  }

  @Test
  void builderAfterBuilderServesSeveralTenants() {
    contexts
        .withBean(Transport.class, () -> memory)
        .withPropertyValues("roster.compleat.headers.x-route=a")
        .run(context -> {
          for (String tenant : List.of(TENANT, OTHER)) {
            context
                .getBean(CompleatClient.Builder.class)
                .tenant(UUID.fromString(tenant))
                .key("key-of-" + tenant)
                .build()
                .users();
          }

          assertThat(memory.requests)
              .extracting(request -> request.headers().get("x-api-compleat-key"))
              .containsExactly("key-of-" + TENANT, "key-of-" + OTHER);
          assertThat(memory.requests)
              .allSatisfy(request -> assertThat(request.headers()).containsEntry("X-Route", "a"));
        });
  }

  @Test
  void aClientOfTheApplicationReplacesOurs() {
    CompleatClient own = CompleatClient.builder().tenant(UUID.fromString(OTHER)).key("own").build();

    configured
        .withBean("own", CompleatClient.class, () -> own)
        .run(context -> assertThat(context.getBean(CompleatClient.class)).isSameAs(own));
  }

  @Test
  void theClientIsClosedWithTheContext() {
    List<CompleatClient> clients = new ArrayList<>();
    configured.run(context -> clients.add(context.getBean(CompleatClient.class)));

    assertThatExceptionOfType(RosterTransportException.class)
        .isThrownBy(() -> clients.get(0).users())
        .withMessageContaining("closed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key | s3cret two | the credential has characters that no header may carry.",
        "base-url | localhost:s3cret | a base URI looks like https://host:port/path"
      })
  void aMalformedValueIsOneSentenceWithTheNameOfTheProperty(
      String name, String value, String reason) {
    configured
        .withPropertyValues("roster.compleat." + name + "=" + value)
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageStartingWith(
                    "The property roster.compleat." + name + " is invalid: " + reason)
                .hasMessageNotContaining("s3cret"));
  }

  @Test
  void noTextOfTheObjectsHasTheKey() {
    configured
        .withPropertyValues("roster.compleat.key=s3cret")
        .run(context -> {
          assertThat(context.getBean(CompleatProperties.class).key()).isEqualTo("s3cret");
          assertThat(context.getBean(CompleatProperties.class).toString()).doesNotContain("s3cret");
        });
  }
}
