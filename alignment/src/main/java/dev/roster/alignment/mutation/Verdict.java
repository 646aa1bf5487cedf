package dev.roster.alignment.mutation;

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
public record Verdict(
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

  /** The part of a contract that is changed. */
  public enum Part {
    DOCUMENT,
    PACT,
    CLIENT,
    SERVER;

    public boolean isSource() {
      return this == CLIENT || this == SERVER;
    }

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean killed() {
    return !seen.isEmpty();
  }

  /** Whether the catalogue, and not the suite, is to be mended. */
  public boolean broken() {
    return by.startsWith(BROKEN);
  }
}
