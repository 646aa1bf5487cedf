package dev.roster.alignment.mutation;

import java.util.Locale;

/**
 * A single change that the checks are asked about.
 *
 * @param kind the group of changes that it belongs to in the report
 * @param byRule true if a rule made it wherever there was a place, false for an entry of a
 *     catalogue
 * @param where the place of the change
 * @param says the fault after the change
 * @param noticed the effect on a consumer; may be empty
 * @param expected the key of the check that must see it; empty if any may
 */
record Mutant(
    String id,
    Part part,
    String kind,
    boolean byRule,
    String where,
    String says,
    String noticed,
    String expected) {

  /** The part of a contract that is changed. */
  enum Part {
    DOCUMENT,
    PACT,
    CLIENT,
    SERVER;

    boolean isSource() {
      return this == CLIENT || this == SERVER;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Mutant of(CatalogueEntry entry, Part part, String expected) {
    return new Mutant(
        entry.id(),
        part,
        kind(entry.id(), part),
        false,
        entry.file(),
        entry.says(),
        entry.noticed(),
        expected);
  }

  /** The same change, to be seen by a check. */
  Mutant expecting(String check) {
    return new Mutant(id, part, kind, byRule, where, says, noticed, check);
  }

  /** The part, and the next word of an id that begins with it. */
  private static String kind(String id, Part part) {
    String[] words = id.split("-", 3);
    return words.length > 2 && words[0].equals(part.key()) ? words[0] + "-" + words[1] : part.key();
  }
}
