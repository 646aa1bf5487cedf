package dev.roster.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes what a page draws, in lines that are the same on each machine and each day: its visible
 * elements with their texts, and its style sheets. Values that differ between runs (numbers, days,
 * identifiers) are left out, and so are sizes, which depend on the fonts of a machine.
 */
final class Drawing {
  private static final Pattern IDENTIFIER =
      Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");

  /** A long word with a digit, or one of the length of an invitation's secret. */
  private static final Pattern SECRET =
      Pattern.compile("(?=[A-Za-z_-]*\\d)[A-Za-z0-9_-]{24,}|[A-Za-z_-]{43}");

  private static final Pattern INSTANT =
      Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z");

  private static final Pattern NUMBER =
      Pattern.compile("(?<!\\p{L})\\d+([.,:]\\d+)*(\\s[AP]M\\b)?");
  private static final Pattern TIME = Pattern.compile("0 (ms|s|min|h)\\b( 0 (ms|s|min|h)\\b)*");
  private static final Pattern DAY = Pattern.compile("\\b(" + daysAndMonths() + ")(?!\\p{L})");

  /** The lines of the elements in the order of the document, each text under its element. */
  private static final String ELEMENTS =
      """
      (() => {
        const lines = [];
        const told = /^(class|open|disabled|checked|selected|type|placeholder|d|viewBox)$|\
      ^aria-(label|hidden|expanded|selected|current|checked|sort|disabled|pressed)$/;
        const walk = (node, blanks) => {
          if (node.nodeType === Node.TEXT_NODE) {
            const text = node.data.replace(/\\s+/g, ' ').trim();
            if (text !== '') lines.push(blanks + text);
          } else if (node.nodeType === Node.ELEMENT_NODE && node.checkVisibility()) {
            const attributes = [...node.attributes]
              .filter(each => told.test(each.name))
              .map(each => ` ${each.name}="${each.value}"`)
              .sort();
            lines.push(`${blanks}<${node.localName}${attributes.join('')}>`);
            if (typeof node.value === 'string' && node.value !== '') {
              lines.push(`${blanks} ${node.value}`);
            }
            node.childNodes.forEach(child => walk(child, blanks + ' '));
          }
        };
        walk(document.body, '');
        return lines;
      })()
      """;

  /** The texts of the style sheets that stand in the document. */
  private static final String STYLES =
      "[...document.querySelectorAll('style')].map(style => style.textContent)";

  private final BiFunction<String, Map<String, ?>, JsonNode> tab;

  /**
   * @param tab calls a method of DevTools and returns its result
   */
  Drawing(BiFunction<String, Map<String, ?>, JsonNode> tab) {
    this.tab = tab;
  }

  /** The lines, each with a line end. */
  String describe() {
    Stream<String> elements = texts(ELEMENTS).stream().map(Drawing::lasting);
    Stream<String> styles = texts(STYLES).stream().map(text -> "style " + sha256(text));
    return Stream.of(elements, styles, sheets().stream())
        .flatMap(lines -> lines)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private List<String> texts(String script) {
    List<String> texts = new ArrayList<>();
    tab.apply("Runtime.evaluate", Map.of("expression", script, "returnByValue", true))
        .at("/result/value")
        .forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private List<String> sheets() {
    List<String> lines = new ArrayList<>();
    JsonNode frame = tab.apply("Page.getResourceTree", Map.of()).get("frameTree");
    String id = frame.at("/frame/id").asText();
    for (JsonNode resource : frame.get("resources")) {
      if (resource.get("type").asText().equals("Stylesheet")) {
        String url = resource.get("url").asText();
        JsonNode content = tab.apply("Page.getResourceContent", Map.of("frameId", id, "url", url));
        String text = content.get("content").asText();
        String sheet =
            content.get("base64Encoded").asBoolean()
                ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
                : text;
        lines.add(lasting("sheet " + url) + " " + sha256(sheet));
      }
    }
    // they are listed as they arrive
    Collections.sort(lines);
    return lines;
  }

  /** The text without values that differ between runs. */
  static String lasting(String text) {
    String named = IDENTIFIER.matcher(text).replaceAll("UUID");
    String open = SECRET.matcher(named).replaceAll("SECRET");
    String dated = INSTANT.matcher(open).replaceAll("INSTANT");
    String counted = TIME.matcher(NUMBER.matcher(dated).replaceAll("0")).replaceAll("TIME");
    return DAY.matcher(counted).replaceAll("DAY");
  }

  private static String daysAndMonths() {
    return Stream.of(Locale.ENGLISH, Locale.forLanguageTag("nl"))
        .flatMap(language ->
            Stream.of(TextStyle.FULL, TextStyle.SHORT)
                .flatMap(style ->
                    Stream.concat(
                        Stream.of(DayOfWeek.values())
                            .map(day -> day.getDisplayName(style, language)),
                        Stream.of(Month.values())
                            .map(month -> month.getDisplayName(style, language)))))
        .distinct()
        .map(Pattern::quote)
        .collect(Collectors.joining("|"));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
