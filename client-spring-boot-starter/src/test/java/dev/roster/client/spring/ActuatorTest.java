package dev.roster.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The endpoint {@code configprops} of the Actuator, told to show everything. */
class ActuatorTest {
  private static final String TENANT = "d025eedc-5ea0-4de8-be9f-f8873545add9";

  @Test
  void theEndpointForPropertiesShowsNoSecret() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                CoolsetClientAutoConfiguration.class, CompleatClientAutoConfiguration.class))
        .withBean(
            ConfigurationPropertiesReportEndpoint.class,
            () -> new ConfigurationPropertiesReportEndpoint(List.of(), Show.ALWAYS))
        .withPropertyValues(
            "roster.coolset.token=s3cret",
            "roster.coolset.retries=7",
            "roster.coolset.headers.x-gateway-key=s3cret",
            "roster.coolset.proxy=http://user:s3cret@127.0.0.1:1",
            "roster.coolset.base-url=http://127.0.0.1:1",
            "roster.compleat.key=s3cret",
            "roster.compleat.headers.x-gateway-key=s3cret",
            "roster.compleat.proxy=http://user:s3cret@127.0.0.1:1",
            "roster.compleat.base-url=http://127.0.0.1:1",
            "roster.compleat.tenant=" + TENANT)
        .run(context -> {
          assertThat(context).hasNotFailed();
          String shown =
              json(
                  context
                      .getBean(ConfigurationPropertiesReportEndpoint.class)
                      .configurationProperties());

          assertThat(shown)
              .contains("\"retries\":7", TENANT, "http://127.0.0.1:1")
              .doesNotContain("s3cret");
        });
  }

  private static String json(Object described) throws JsonProcessingException {
    return new ObjectMapper().registerModule(new JavaTimeModule()).writeValueAsString(described);
  }
}
