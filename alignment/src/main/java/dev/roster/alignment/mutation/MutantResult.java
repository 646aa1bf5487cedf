package dev.roster.alignment.mutation;

import java.util.Locale;

/**
 * The outcome of one mutant.
 *
 * @param part what was changed: document, pact, client or server
 * @param where the place of the change
 * @param expected the key of the check that should see it
 * @param seen the key of the check that saw it; empty if none did
 * @param test which check of that check turned red
 * @param by why it did, or why no check could run
 */
record MutantResult(
    String id,
    Part part,
    String where,
    String change,
    String expected,
    String seen,
    String test,
    String by) {
  /** The prefix of the reason why a mutant could not be judged. */
  static final String BROKEN = "BROKEN: ";

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

  boolean killed() {
    return !seen.isEmpty();
  }

  /** True if the catalogue, and not the suite, is to be mended. */
  boolean broken() {
    return by.startsWith(BROKEN);
  }
}
