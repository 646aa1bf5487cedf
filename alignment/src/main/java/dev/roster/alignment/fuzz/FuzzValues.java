package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Valid and invalid values of a parameter or property, made from its schema. */
final class FuzzValues {
  private static final String UUID = "497f6eca-6276-4993-bfeb-53cbbbba6f08";

  /** Texts that have broken servers before. */
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\t\n",
          "\0",
          "a\0b",
          "\u0007\u001b[31m",
          "\u202eabc",
          "\u200b",
          "\ufeff",
          "\ufffe",
          "\ud83c\uddf3\ud83c\uddf1",
          "e\u0301",
          "\u00df\ufb01\u0130\u0131\u03c2",
          "'; DROP TABLE person; --",
          "%_\\",
          "\"",
          "a,b,,c",
          "null",
          "true",
          "<script>",
          "${jndi:ldap://x}",
          "../../etc/passwd",
          "-",
          "0");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "1.0",
          "1.5",
          "1e3",
          "1e400",
          "-0",
          "+1",
          " 1 ",
          "007",
          "0x10",
          "\u0663",
          "1_000",
          "NaN",
          "Infinity");

  private FuzzValues() {}

  /** Texts for a parameter. */
  static List<String> texts(Schema schema) {
    Set<String> values = new LinkedHashSet<>();
    for (String value : schema.values()) {
      values.add(value);
      values.add(value.toUpperCase(Locale.ROOT) + "x");
      values.add(" " + value + " ");
    }
    int least = schema.keyword("minLength").map(JsonNode::asInt).orElse(0);
    int most = schema.keyword("maxLength").map(JsonNode::asInt).orElse(0);
    if (least > 0) {
      values.add("x".repeat(least - 1));
      values.add("x".repeat(least));
    }
    if (most > 0) {
      values.add("x".repeat(most));
      values.add("x".repeat(most + 1));
    }
    for (String bound : List.of("minimum", "maximum")) {
      schema
          .keyword(bound)
          .map(JsonNode::asLong)
          .ifPresent(limit ->
              values.addAll(
                  List.of(
                      Long.toString(limit - 1), Long.toString(limit), Long.toString(limit + 1))));
    }
    values.addAll(formatted(schema.format()));
    if (schema.type().matches("integer|number")) {
      values.addAll(NUMBERS);
    }
    values.add(UUID);
    values.addAll(ODD);
    values.add("x".repeat(1_000));
    values.add("\u00e9".repeat(600));
    return List.copyOf(values);
  }

  private static List<String> formatted(String format) {
    return switch (format) {
      case "uuid", "guid" ->
          List.of(
              UUID,
              UUID.toUpperCase(Locale.ROOT),
              "{" + UUID + "}",
              UUID.replace("-", ""),
              "00000000-0000-0000-0000-000000000000",
              UUID + "0",
              UUID.substring(1));
      case "email" ->
          List.of(
              "walker@example.org",
              "WALKER@EXAMPLE.ORG",
              "a@b",
              "@",
              "a@",
              "a b@example.org",
              "\"a b\"@example.org",
              "w\u00e4lker@ex\u00e4mple.org",
              "a@[127.0.0.1]",
              "a@example.org\nBcc: b@example.org",
              "x".repeat(65) + "@example.org",
              "a@" + "x".repeat(64) + ".org",
              "a@" + "x.".repeat(500) + "org");
      case "date", "date-time" ->
          List.of("2026-02-29", "2024-02-29", "2026-11-22T00:00:00Z", "0000-00-00", "yesterday");
      case "uri" -> List.of("https://example.org", "javascript:1", "//", "http://[::1");
      default -> List.of();
    };
  }

  /** JSON for a member of a body, as it will stand in the text of the body. */
  static List<String> json(Schema schema) {
    Set<String> values = new LinkedHashSet<>();
    for (String text : texts(schema)) {
      values.add(quoted(text));
    }
    values.addAll(
        List.of(
            "null",
            "true",
            "false",
            "[]",
            "{}",
            "[null]",
            "[[[[[[1]]]]]]",
            "{\"a\":{\"a\":{\"a\":{}}}}",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"\\q\"",
            "\"unclosed",
            "[1,2]",
            "{\"id\":1}",
            "1e5",
            "-",
            "01",
            ".5",
            "1.",
            "Infinity",
            "-Infinity",
            "1" + "0".repeat(400),
            "0." + "0".repeat(400) + "1"));
    for (String number : NUMBERS) {
      if (number.matches("-?[0-9].*")) {
        values.add(number);
      }
    }
    values.add(quoted("x".repeat(100_000)));
    schema.keyword("enum").ifPresent(known -> known.forEach(each -> values.add(each.toString())));
    return new ArrayList<>(values);
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          if (c < ' ' || c == '"' || c == '\\') {
            json.append("\\u%04x".formatted(c));
          } else {
            json.append((char) c);
          }
        });
    return json.append('"').toString();
  }
}
