package dev.roster.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.StarterExamples;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import dev.roster.client.transport.Transport;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The examples of the Javadoc do what they claim. */
class StarterExamplesTest {
  private final ApplicationContextRunner contexts =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  CoolsetClientAutoConfiguration.class, CompleatClientAutoConfiguration.class));

  @Test
  void theClientIsInjected() {
    RecordingTransport memory =
        new RecordingTransport("{\"count\": 1, \"results\": [{\"id\": 1, \"name\": \"Acme\"}]}");

    contexts
        .withBean(Transport.class, () -> memory)
        .withBean(StarterExamples.Names.class)
        .withPropertyValues("roster.coolset.token=t")
        .run(context ->
            assertThat(context.getBean(StarterExamples.Names.class).ofCompanies())
                .containsExactly("Acme"));
  }

  @Test
  void customizersFitTheBuilders() {
    contexts
        .withBean(List.class, List::of)
        .withUserConfiguration(StarterExamples.Customized.class)
        .withPropertyValues(
            "roster.coolset.token=t",
            "roster.compleat.key=k",
            "roster.compleat.tenant=d025eedc-5ea0-4de8-be9f-f8873545add9")
        .run(context ->
            assertThat(context)
                .hasSingleBean(CoolsetClient.class)
                .hasSingleBean(CompleatClient.class));
  }

  @Test
  void theBuilderTakesATokenThatChanges() {
    RecordingTransport memory = new RecordingTransport("{\"id\": 5}");

    contexts
        .withBean(Transport.class, () -> memory)
        .withBean(Supplier.class, () -> () -> "rotated")
        .withUserConfiguration(StarterExamples.Rotating.class)
        .run(context -> {
          context.getBean(CoolsetClient.class).users().me();

          assertThat(memory.onlyRequest().headers())
              .containsEntry("Authorization", "Bearer rotated");
        });
  }
}
