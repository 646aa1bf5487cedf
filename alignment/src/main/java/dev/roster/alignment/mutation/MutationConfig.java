package dev.roster.alignment.mutation;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.fuzz.FuzzTarget;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Settings of a mutation run.
 *
 * @param alignment documents and pacts that are mutated, and the checks of them
 * @param target starts the server whose responses mutated documents are held against
 * @param clientCatalogue changes of the sources of the client
 * @param serverCatalogue changes of the sources of the server
 * @param clientCheck the check that must see a change of the client unless it names another
 * @param expectations which check must see which change, and which change none can see
 * @param tests the tests of each check that needs a running program
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
    URL expectations,
    MutationTesting.CheckTests tests,
    String programPackages,
    List<Path> links,
    List<String> jvmOptions,
    Pattern accidents) {
  MutationConfig {
    links = List.copyOf(links);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** All changes of sources of the client. */
  List<SourceMutant> clientChanges() {
    return SourceMutant.ofClient(clientCatalogue, clientCheck);
  }

  /** All changes of sources of the server. */
  List<SourceMutant> serverChanges() {
    return SourceMutant.ofServer(serverCatalogue);
  }

  /** The test classes that must see a change. */
  List<String> testsOf(SourceMutant change) {
    return tests.of(change.check(), change.provider());
  }
}
