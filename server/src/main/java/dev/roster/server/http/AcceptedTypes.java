package dev.roster.server.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The media types that a request accepts, with their weights (RFC 9110, 12.5.1). The most specific
 * range that matches a type decides its weight; a range that is malformed counts for nothing.
 */
public final class AcceptedTypes {
  private static final Pattern RANGE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9a-z-]+)/([!#$%&'*+.^_`|~0-9a-z-]+)");
  private static final Pattern WEIGHT = Pattern.compile("q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");
  private static final Pattern CHARSET = Pattern.compile("charset=\"?utf-8\"?");
  private static final double NONE = 0;

  private final Map<String, Double> weights = new HashMap<>();

  private AcceptedTypes() {}

  /** The types of a header, whose lines are joined by commas; all types without one. */
  public static AcceptedTypes of(@Nullable String accept) {
    AcceptedTypes accepted = new AcceptedTypes();
    String ranges = accept == null || accept.isBlank() ? "*/*" : accept;
    for (String range : ranges.toLowerCase(Locale.ROOT).split(",", -1)) {
      accepted.add(range.split(";", -1));
    }
    return accepted;
  }

  private void add(String[] parts) {
    String range = parts[0].strip();
    double weight = 1;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      Matcher given = WEIGHT.matcher(parameter);
      if (given.matches()) {
        weight = Double.parseDouble(given.group(1));
      } else if (!parameter.isEmpty() && !CHARSET.matcher(parameter).matches()) {
        // a variant of the type that no page has, or a weight that is none
        return;
      }
    }
    if (RANGE.matcher(range).matches()) {
      weights.merge(range, weight, Math::max);
    }
  }

  private double weightOf(String type, String subtype) {
    Double exact = weights.get(type + "/" + subtype);
    if (exact != null) {
      return exact;
    }
    Double ofType = weights.get(type + "/*");
    return ofType != null ? ofType : weights.getOrDefault("*/*", NONE);
  }

  /** Reports whether the request accepts JSON at all. */
  public boolean acceptsJson() {
    return weightOf("application", "json") > NONE;
  }

  /**
   * Reports whether the request prefers HTML to JSON. One that accepts both alike gets JSON, as
   * browsers never ask so.
   */
  boolean preferHtml() {
    double json =
        Math.max(weightOf("application", "json"), weightOf("application", "problem+json"));
    return weightOf("text", "html") > json;
  }
}
