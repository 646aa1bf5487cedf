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
record ObjectReference(
    String label,
    String text,
    Function<Principal, ExpectedOutcome> verdict,
    Function<Principal, Set<String>> words) {

  static ObjectReference of(
      String label, String text, Function<Principal, ExpectedOutcome> verdict) {
    return new ObjectReference(label, text, verdict, _ -> Set.of());
  }

  /** An object with the same outcome for every principal. */
  static ObjectReference of(String label, String text, ExpectedOutcome verdict) {
    return of(label, text, _ -> verdict);
  }

  /** The same object in another spelling. */
  ObjectReference spelled(String how, String other) {
    return new ObjectReference(label + ", " + how, other, verdict, words);
  }

  @Override
  public String toString() {
    return label;
  }
}
