package dev.roster.contract.drift;

import java.util.Locale;

/**
 * What came of one change.
 *
 * @param part what was changed: document, pact, client or server
 * @param where the place of the change
 * @param expected the key of the leg that should see it
 * @param seen the key of the leg that saw it; empty if none did
 * @param test which check of that leg turned red
 * @param by why it did, or why nobody could be asked
 */
record Verdict(
    String id,
    Part part,
    String where,
    String change,
    String expected,
    String seen,
    String test,
    String by) {
  /** Begins what is wrong with a change that could not be judged. */
  static final String BROKEN = "BROKEN: ";

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

  boolean killed() {
    return !seen.isEmpty();
  }

  /** Whether the catalogue, and not the suite, is to be mended. */
  boolean broken() {
    return by.startsWith(BROKEN);
  }
}
