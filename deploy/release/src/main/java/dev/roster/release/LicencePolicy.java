package dev.roster.release;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which licences a library may have that is distributed with Roster. */
final class LicencePolicy {
  /** Allow use in a program under another licence, by jars that stay as they are. */
  private static final Set<String> ALLOWED =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-2.0",
          "MIT",
          "PostgreSQL",
          "Unicode-3.0");

  private LicencePolicy() {}

  /** The components that offer none of the allowed licences. */
  static List<Sbom.Component> refused(List<Sbom.Component> components) {
    return components.stream()
        .filter(each -> each.licences().stream().noneMatch(ALLOWED::contains))
        .toList();
  }

  /** A table of all components and their licences. */
  static String report(List<Sbom.Component> components) {
    return components.stream()
        .map(each -> "| " + each.name() + " | " + String.join(", ", each.licences()) + " |\n")
        .sorted()
        .collect(
            Collectors.joining(
                "",
                "# Libraries and their licences\n\n"
                    + "The text of each licence is in the jar of the library, or where its POM"
                    + " says.\n\n"
                    + "| library | licences |\n"
                    + "| --- | --- |\n",
                ""));
  }
}
