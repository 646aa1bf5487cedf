package dev.roster.server.security;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Names of objects that do not exist. */
final class MissingIds {
  private MissingIds() {}

  /** Ids in paths that nothing has, well-formed or not. */
  static List<ObjectReference> ids() {
    String random = UUID.randomUUID().toString();
    return Stream.of(
            random,
            "00000000-0000-0000-0000-000000000000",
            random.substring(1),
            random + "0",
            "' OR '1'='1",
            "1",
            "g" + random.substring(1),
            "..;",
            "*",
            "\t",
            "\ud83d\udd11",
            "%s%n",
            random + "\n",
            "x".repeat(2000))
        .map(text -> hidden("missing: " + text.strip(), text))
        .toList();
  }

  static ObjectReference hidden(String label, String text) {
    return ObjectReference.of(label, text, ExpectedOutcome.HIDDEN);
  }

  /** A number as East Asian texts write it, which Python reads. */
  static String fullWidth(String digits) {
    StringBuilder wide = new StringBuilder();
    digits.chars().forEach(c -> wide.append((char) (c - '0' + '\uff10')));
    return wide.toString();
  }
}
