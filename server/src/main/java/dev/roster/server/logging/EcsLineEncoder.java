package dev.roster.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import co.elastic.logging.JsonUtils;
import co.elastic.logging.logback.EcsEncoder;
import dev.roster.server.address.HiddenCharacters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Encodes an event as one line of ECS JSON, with its key-value pairs as fields. What is invisible
 * or steers a terminal is escaped.
 */
public final class EcsLineEncoder extends EcsEncoder {
  @Override
  public byte[] encode(ILoggingEvent event) {
    byte[] line = super.encode(event);
    return isPlain(line) ? line : escaped(line);
  }

  /** Visible ASCII with one line break at the end, as nearly all lines are. */
  private static boolean isPlain(byte[] line) {
    for (int i = 0; i < line.length - 1; i++) {
      if (line[i] < ' ' || line[i] == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Such characters stand in strings only, where JSON has an escape for each. */
  private static byte[] escaped(byte[] line) {
    String json = new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder(json.length() + 64);
    json.codePoints()
        .forEach(c -> {
          if (HiddenCharacters.includes(c)) {
            for (char unit : Character.toChars(c)) {
              text.append("\\u%04x".formatted((int) unit));
            }
          } else {
            text.appendCodePoint(c);
          }
        });
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void addCustomFields(ILoggingEvent event, StringBuilder json) {
    @Nullable List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs == null) {
      return;
    }
    for (KeyValuePair pair : pairs) {
      if (pair.value != null) {
        add(json, pair.key, pair.value);
      }
    }
  }

  private static void add(StringBuilder json, String name, Object value) {
    json.append('"');
    JsonUtils.quoteAsString(name, json);
    json.append("\":");
    switch (value) {
      case Integer number -> json.append(number.intValue());
      case Long number -> json.append(number.longValue());
      case Boolean flag -> json.append(flag.booleanValue());
      default -> {
        json.append('"');
        JsonUtils.quoteAsString(value.toString(), json);
        json.append('"');
      }
    }
    json.append(',');
  }
}
