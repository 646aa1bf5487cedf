package dev.roster.server.security;

import java.util.Set;
import java.util.function.Function;

/**
 * One way to name an object in a request.
 *
 * @param label what a failure calls it
 * @param text a segment of the path before it is encoded, or JSON in a body
 * @param verdict what becomes of a caller who may use the operation
 * @param words the words of the world that the answer shows if it is granted
 */
record Specimen(
    String label,
    String text,
    Function<Principal, Verdict> verdict,
    Function<Principal, Set<String>> words) {

  static Specimen of(String label, String text, Function<Principal, Verdict> verdict) {
    return new Specimen(label, text, verdict, _ -> Set.of());
  }

  /** What becomes of everybody. */
  static Specimen of(String label, String text, Verdict verdict) {
    return of(label, text, _ -> verdict);
  }

  /** The same object in another spelling. */
  Specimen spelled(String how, String other) {
    return new Specimen(label + ", " + how, other, verdict, words);
  }

  @Override
  public String toString() {
    return label;
  }
}
