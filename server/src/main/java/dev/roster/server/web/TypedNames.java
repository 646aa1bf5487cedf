package dev.roster.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.server.address.Blanks;
import dev.roster.server.address.HiddenCharacters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names that a visitor typed, empty where none came. */
record TypedNames(String first, String last) {
  private static final int LONGEST = 150;
  private static final String FIRST = "first_name";
  private static final String LAST = "last_name";
  private static final String MISSING = "missing";

  /**
   * Throws a {@link dev.roster.server.http.RefusalException} that names each field with its fault.
   */
  static TypedNames in(JsonNode json) {
    Map<String, String> faults = new LinkedHashMap<>();
    fault(json.path(FIRST)).ifPresent(fault -> faults.put(FIRST, fault));
    fault(json.path(LAST)).ifPresent(fault -> faults.put(LAST, fault));
    if (!faults.isEmpty()) {
      throw WebProblems.namesRefused(faults);
    }
    return new TypedNames(text(json.path(FIRST)), text(json.path(LAST)));
  }

  /** The fields without a name. */
  Map<String, String> missing() {
    Map<String, String> faults = new LinkedHashMap<>();
    if (first.isEmpty()) {
      faults.put(FIRST, MISSING);
    }
    if (last.isEmpty()) {
      faults.put(LAST, MISSING);
    }
    return faults;
  }

  private static Optional<String> fault(JsonNode member) {
    if (!member.isTextual() && !member.isNull() && !member.isMissingNode()) {
      return Optional.of(MISSING);
    }
    String text = text(member);
    if (text.codePointCount(0, text.length()) > LONGEST) {
      return Optional.of("too-long");
    }
    return HiddenCharacters.firstIn(text).isPresent()
        ? Optional.of("hidden-character")
        : Optional.empty();
  }

  private static String text(JsonNode member) {
    return Blanks.strip(member.asText(""));
  }
}
