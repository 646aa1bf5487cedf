package dev.roster.alignment.mutation;

import java.util.Optional;
import java.util.Set;

/**
 * The subject of a change of a program.
 *
 * @param classes the names of the classes that were changed; empty if a resource was
 * @param methods the names of the methods that were changed; empty if the change is about more
 */
record ProgramChange(Set<String> classes, Optional<Set<String>> methods) {
  ProgramChange {
    classes = Set.copyOf(classes);
    methods = methods.map(Set::copyOf);
  }

  /** A change that any test may see. */
  static ProgramChange ofAnything() {
    return new ProgramChange(Set.of(), Optional.empty());
  }
}
