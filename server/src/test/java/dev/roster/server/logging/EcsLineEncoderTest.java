package dev.roster.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.address.HiddenCharacters;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** A line of the log in ECS: whatever is logged, it is one line of JSON that hides nothing. */
class EcsLineEncoderTest {
  private static final String HOSTILE =
      "x\r\n{\"forged\":1}\u001b[2J\u007f\u009b31m\u202egnp\u2028\u2029\u200b\ud800\\\"\u0000"
          + "\ud83d\ude00\udb40\udc41";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final LoggerContext context = new LoggerContext();

  private LoggingEvent event(String text, @Nullable Throwable cause) {
    return new LoggingEvent(
        "here", context.getLogger("dev.roster.x"), Level.WARN, "{}", cause, new Object[] {text});
  }

  private String encoded(LoggingEvent event) {
    LogbackMDCAdapter diagnostics = new LogbackMDCAdapter();
    context.setMDCAdapter(diagnostics);
    diagnostics.put("http.request.id", "r-1");
    EcsLineEncoder encoder = new EcsLineEncoder();
    encoder.setContext(context);
    encoder.setServiceName("roster");
    encoder.setServiceVersion("1.2.3");
    encoder.setEventDataset("roster.server");
    encoder.start();
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  private static void assertOneVisibleLine(String line) {
    assertThat(line).endsWith("}\n");
    assertThat(line.strip().codePoints()).noneMatch(HiddenCharacters::includes);
    assertThat(line.lines()).hasSize(1);
  }

  @Test
  void anEventHasTheFieldsOfEcs() throws Exception {
    JsonNode fields = JSON.readTree(encoded(event("the mail server is away", null)));

    assertThat(fields.path("@timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z");
    assertThat(fields.path("log.level").asText()).isEqualTo("WARN");
    assertThat(fields.path("log.logger").asText()).isEqualTo("dev.roster.x");
    assertThat(fields.path("message").asText()).isEqualTo("the mail server is away");
    assertThat(fields.path("service.name").asText()).isEqualTo("roster");
    assertThat(fields.path("service.version").asText()).isEqualTo("1.2.3");
    assertThat(fields.path("event.dataset").asText()).isEqualTo("roster.server");
    assertThat(fields.path("http.request.id").asText()).isEqualTo("r-1");
  }

  @Test
  void aHostileMessageIsOneLineThatKeepsEveryCharacter() throws Exception {
    String line = encoded(event(HOSTILE, null));

    assertOneVisibleLine(line);
    // half a character of UTF-16 has no bytes
    assertThat(JSON.readTree(line).path("message").asText())
        .isEqualTo(HOSTILE.replace('\ud800', '?'));
  }

  @Test
  void aTraceIsAStringOfTheSameLine() throws Exception {
    String line = encoded(event("failed", new IllegalStateException(HOSTILE)));

    assertOneVisibleLine(line);
    JsonNode fields = JSON.readTree(line);
    assertThat(fields.path("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(fields.path("error.message").asText()).contains("forged");
    assertThat(fields.path("error.stack_trace").asText()).contains("\n\tat dev.roster");
  }

  @Test
  void keyValuePairsAreFieldsOfTheirTypes() throws Exception {
    LoggingEvent event = event("x", null);
    event.addKeyValuePair(new KeyValuePair("http.response.status_code", 200));
    event.addKeyValuePair(new KeyValuePair("event.duration", 12_000_000_000L));
    event.addKeyValuePair(new KeyValuePair("roster.demo", true));
    event.addKeyValuePair(new KeyValuePair("url.path", HOSTILE));
    event.addKeyValuePair(new KeyValuePair("roster.ratio", Double.NaN));
    event.addKeyValuePair(new KeyValuePair("roster.absent", null));

    String line = encoded(event);

    assertOneVisibleLine(line);
    JsonNode fields = JSON.readTree(line);
    assertThat(fields.path("http.response.status_code").isInt()).isTrue();
    assertThat(fields.path("event.duration").longValue()).isEqualTo(12_000_000_000L);
    assertThat(fields.path("roster.demo").isBoolean()).isTrue();
    assertThat(fields.path("url.path").asText()).contains("forged");
    assertThat(fields.path("roster.ratio").asText()).isEqualTo("NaN");
    assertThat(fields.has("roster.absent")).isFalse();
  }
}
