package dev.roster.contract.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A rule by which a text of a row is compared with one that is asked for. Its neighbours differ
 * from it in one thing each, as a mistake would.
 *
 * @param strip drops surrounding blanks of what is asked
 * @param wildcards reads what is asked as a pattern of LIKE
 */
record TextRule(Relation relation, Fold fold, boolean strip, boolean wildcards) {
  /** Surrounding characters that Python takes for blanks. */
  private static final Pattern BLANKS =
      Pattern.compile(
          "^[\\s\\x1c-\\x1f\\x85\\p{Zs}\\p{Zl}\\p{Zp}]+|[\\s\\x1c-\\x1f\\x85\\p{Zs}\\p{Zl}\\p{Zp}]+$");

  private static final Locale TURKISH = Locale.forLanguageTag("tr");

  /** The place in which one text stands in the other. */
  enum Relation {
    EQUALS("", ""),
    CONTAINS(".*", ".*"),
    STARTS("", ".*"),
    ENDS(".*", "");

    private final String before;
    private final String behind;

    Relation(String before, String behind) {
      this.before = before;
      this.behind = behind;
    }
  }

  /** The letters that count as the same. */
  enum Fold {
    NONE,
    /** As {@code upper} of PostgreSQL under C.UTF-8: one character becomes one. */
    SIMPLE,
    LOWER,
    FULL,
    ASCII,
    TURKISH;

    String of(String text) {
      return switch (this) {
        case NONE -> text;
        case SIMPLE -> mapped(text, Integer.MAX_VALUE);
        case LOWER -> text.toLowerCase(Locale.ROOT);
        case FULL -> text.toUpperCase(Locale.ROOT);
        case ASCII -> mapped(text, 127);
        case TURKISH -> text.toUpperCase(TextRule.TURKISH);
      };
    }

    private static String mapped(String text, int last) {
      return text.codePoints()
          .map(each -> each <= last ? Character.toUpperCase(each) : each)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
  }

  /** A rule that compares as it is, whole and with blanks dropped. */
  static TextRule exact() {
    return new TextRule(Relation.EQUALS, Fold.NONE, true, false);
  }

  /** A rule that ignores case. */
  static TextRule ignoringCase(Relation relation) {
    return new TextRule(relation, Fold.SIMPLE, true, false);
  }

  /** Null is compared with nothing. */
  boolean selects(String value, String asked) {
    if (value == null) {
      return false;
    }
    String wanted = fold.of(strip ? BLANKS.matcher(asked).replaceAll("") : asked);
    String pattern = wildcards ? like(wanted) : Pattern.quote(wanted);
    return Pattern.compile(relation.before + pattern + relation.behind, Pattern.DOTALL)
        .matcher(fold.of(value))
        .matches();
  }

  private static String like(String asked) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < asked.length(); i++) {
      char each = asked.charAt(i);
      if (each == '\\' && i + 1 < asked.length()) {
        pattern.append(Pattern.quote(asked.substring(i + 1, ++i + 1)));
      } else {
        pattern.append(
            switch (each) {
              case '%' -> ".*";
              case '_' -> ".";
              default -> Pattern.quote(String.valueOf(each));
            });
      }
    }
    return pattern.toString();
  }

  /** The rules that differ from this one in one thing, by what that is. */
  Map<String, TextRule> neighbours() {
    Map<String, TextRule> all = new LinkedHashMap<>();
    for (Relation other : Relation.values()) {
      all.put("relation " + other, new TextRule(other, fold, strip, wildcards));
    }
    List<Fold> folds = new ArrayList<>(List.of(Fold.values()));
    for (Fold other : folds) {
      all.put("letters " + other, new TextRule(relation, other, strip, wildcards));
    }
    all.put("blanks", new TextRule(relation, fold, !strip, wildcards));
    all.put("wildcards", new TextRule(relation, fold, strip, !wildcards));
    all.values().removeIf(this::equals);
    return all;
  }
}
