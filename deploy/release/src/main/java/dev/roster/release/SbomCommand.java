package dev.roster.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sbom}: a step of {@code deploy/tarball/build} and {@code deploy/release/dependencies}. */
@Command(
    name = "sbom",
    mixinStandardHelpOptions = true,
    description = {
      "Checks that each component of an SBOM has a licence that Roster can be distributed with.",
      "With --jars it first leaves out the components whose jars are not there, and fails if there"
          + " is a jar that is not described."
    })
final class SbomCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SBOM", description = "CycloneDX in JSON.")
  private Path file = Path.of("");

  @Option(names = "--jars", paramLabel = "FOLDER", description = "The jars that are distributed.")
  private @Nullable Path jars;

  @Option(names = "--output", paramLabel = "FILE", description = "The SBOM of what is distributed.")
  private @Nullable Path output;

  @Option(
      names = "--licences",
      paramLabel = "FILE",
      description = "A table of components and licences. Default: the standard output.")
  private @Nullable Path licences;

  @Override
  public Integer call() throws IOException {
    Sbom sbom = Sbom.read(file);
    if (jars != null) {
      sbom.keepOnly(jars);
    }
    if (output != null) {
      sbom.write(output);
    }
    String report = LicencePolicy.report(sbom.components());
    if (licences != null) {
      Files.writeString(licences, report);
    } else {
      System.out.print(report);
    }
    List<Sbom.Component> refused = LicencePolicy.refused(sbom.components());
    refused.forEach(each ->
        System.err.println(
            each.name()
                + " may not be distributed with Roster: its licences are "
                + each.licences()));
    return refused.isEmpty() ? 0 : 1;
  }
}
