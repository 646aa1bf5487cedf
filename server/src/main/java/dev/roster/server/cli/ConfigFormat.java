package dev.roster.server.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.server.configuration.Key;
import dev.roster.server.configuration.SecretMask;
import dev.roster.server.configuration.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The formats of {@code roster config}. */
enum ConfigFormat {
  TEXT {
    @Override
    String of(List<Row> rows) {
      TextTable table = new TextTable("KEY", "VALUE", "SOURCE");
      for (Row row : rows) {
        table.add(
            row.key().name(),
            row.shown().orElse("-"),
            row.setting().map(Setting::place).orElse("default"));
      }
      StringWriter text = new StringWriter();
      table.print(new PrintWriter(text));
      return text.toString();
    }
  },

  JSON {
    @Override
    String of(List<Row> rows) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      for (Row row : rows) {
        ObjectNode one = all.putObject(row.key().name());
        if (row.key().list()) {
          Stream.of(row.shown().map(value -> value.split(",")).orElse(new String[0]))
              .forEach(one.putArray("value")::add);
        } else {
          one.put("value", row.shown().orElse(null));
        }
        one.put("source", row.setting().map(Setting::place).orElse("default"));
      }
      return all.toPrettyString() + "\n";
    }
  };

  /** A token, or a URL with a login or a query, whatever the key. */
  private static final Pattern MAYBE_SECRET = Pattern.compile("(?s).*(://.*[@?#]|rst_).*");

  abstract String of(List<Row> rows);

  /** The name as people type it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A key and its effective setting; without one the server decides at its start. */
  record Row(Key key, Optional<Setting> setting) {
    /** The value, with a mask over what may be a secret. */
    Optional<String> shown() {
      return setting
          .map(Setting::value)
          .map(value ->
              key.secret() || MAYBE_SECRET.matcher(value).matches() ? SecretMask.of(value) : value);
    }
  }
}
