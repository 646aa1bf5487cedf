package dev.roster.alignment.mutation;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.fuzz.FuzzTarget;
import dev.roster.alignment.mutation.Mutant.Part;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings of a mutation run.
 *
 * @param alignment documents and pacts that are mutated, and the checks of them
 * @param target starts the server whose responses mutated documents are held against
 * @param clientCatalogue changes that {@code clientCheck} must see unless they name another
 * @param serverCatalogue changes that {@code server-pact} must see unless they name another
 * @param clientSources matches the sources of the client; all others are of the server
 * @param expectations which check must see which change, and which change none can see
 * @param checks the parts of each check that needs a running program, by its key: test classes that
 *     see the same changes
 * @param programPackages the beginning of the names of all classes that belong to the program or
 *     its tests, and are loaded anew for each change
 * @param links files and folders that the tests look for, relative to their module
 * @param jvmOptions options of the JVMs that run tests
 * @param accidents output of a change that was not meant like this, beside errors of linking
 */
record MutationConfig(
    AlignmentConfig alignment,
    Supplier<? extends FuzzTarget> target,
    URL clientCatalogue,
    URL serverCatalogue,
    String clientCheck,
    Pattern clientSources,
    URL expectations,
    Map<String, List<List<String>>> checks,
    String programPackages,
    List<Path> links,
    List<String> jvmOptions,
    Pattern accidents) {
  MutationConfig {
    Map<String, List<List<String>>> copy = new LinkedHashMap<>();
    checks.forEach((check, parts) -> copy.put(check, List.copyOf(parts)));
    checks = Collections.unmodifiableMap(copy);
    links = List.copyOf(links);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** All entries of the project's own catalogues. */
  List<CatalogueEntry> entries() {
    List<CatalogueEntry> entries = new ArrayList<>();
    entries.addAll(CatalogueEntry.read(clientCatalogue, clientCheck));
    entries.addAll(CatalogueEntry.read(serverCatalogue, Check.SERVER_PACT.key()));
    return entries;
  }

  /** The keys of all checks that may see a mutant, in their order. */
  Set<String> checkKeys() {
    Set<String> keys = new LinkedHashSet<>();
    Stream.of(Check.values()).map(Check::key).forEach(keys::add);
    keys.add(DocumentChecks.COVERAGE);
    keys.addAll(checks.keySet());
    return keys;
  }

  /** All test classes of a check; none if no test belongs to it. */
  List<String> testsOf(String check) {
    return checks.getOrDefault(check, List.of()).stream().flatMap(List::stream).toList();
  }

  /** The part that the file of an entry belongs to. */
  Part part(CatalogueEntry entry) {
    Path folder = absolute(entry.path(alignment.repository())).getParent();
    if (absolute(alignment.documents()).equals(folder)
        && alignment.documentNames().contains(documentName(entry))) {
      return Part.DOCUMENT;
    }
    if (absolute(alignment.pacts()).equals(folder)) {
      return Part.PACT;
    }
    return clientSources.matcher(entry.file()).matches() ? Part.CLIENT : Part.SERVER;
  }

  Mutant mutant(CatalogueEntry entry) {
    return Mutant.of(entry, part(entry), entry.check());
  }

  /** The name of the document that the file is, if it is one. */
  static String documentName(CatalogueEntry entry) {
    String name = String.valueOf(Path.of(entry.file()).getFileName());
    return name.endsWith(".yaml") ? name.substring(0, name.length() - ".yaml".length()) : "";
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
