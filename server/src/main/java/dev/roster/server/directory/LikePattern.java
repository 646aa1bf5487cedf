package dev.roster.server.directory;

import java.util.List;

/** Patterns for LIKE in which whatever the caller sent means itself. */
final class LikePattern {
  private LikePattern() {}

  static String containing(String text) {
    return "%" + literal(text) + "%";
  }

  static List<String> containingEach(List<String> texts) {
    return texts.stream().distinct().map(LikePattern::containing).toList();
  }

  static String startingWith(String text) {
    return literal(text) + "%";
  }

  static String endingWith(String text) {
    return "%" + literal(text);
  }

  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
