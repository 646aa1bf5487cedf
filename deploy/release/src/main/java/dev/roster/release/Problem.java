package dev.roster.release;

/**
 * A rule that a bundle breaks.
 *
 * @param rule that is broken
 * @param where the artifact or the file in the bundle
 * @param what is wrong with it
 */
record Problem(Rule rule, String where, String what) {
  @Override
  public String toString() {
    return rule + " " + where + ": " + what;
  }
}
