package dev.roster.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy/release/check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a bundle that mvn -Prelease verify made: the rules of Maven Central, and those of"
          + " Roster.",
      "Nothing is uploaded, and nothing outside this machine is asked."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:all rules are kept", "1:a rule is broken", "2:a wrong command line"})
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "BUNDLE",
      arity = "0..1",
      description = "A folder or a zip. Default: ${DEFAULT-VALUE}.")
  private Path bundle = Path.of("target", "bundle.zip");

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "The key that must have signed. Default: any of the key ring of the user.")
  private @Nullable Path publicKey;

  @Option(
      names = "--rehearsal",
      description = "Allows a snapshot, and the placeholder of the project's address.")
  private boolean rehearsal;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!Files.exists(bundle)) {
      throw new ParameterException(
          spec.commandLine(), bundle + " does not exist. To make it: mvn -Prelease verify");
    }
    List<Problem> problems;
    try (GpgSignatures signatures =
        publicKey == null ? GpgSignatures.ofUser() : GpgSignatures.of(publicKey)) {
      problems =
          Files.isDirectory(bundle)
              ? BundleCheck.problems(bundle, signatures, rehearsal)
              : ofZip(signatures);
    }
    problems.forEach(System.out::println);
    System.out.println(
        problems.isEmpty()
            ? Rule.values().length + " rules are kept" + (rehearsal ? ", in a rehearsal" : "")
            : problems.size() + " problems");
    return problems.isEmpty() ? 0 : 1;
  }

  private List<Problem> ofZip(Signatures signatures) throws IOException {
    Path unpacked = Files.createTempDirectory("bundle");
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry entry : new ArrayList<>(zip.stream().map(ZipEntry.class::cast).toList())) {
        Path to = unpacked.resolve(entry.getName()).normalize();
        if (!to.startsWith(unpacked)) {
          return List.of(new Problem(Rule.LAYOUT, entry.getName(), "it leaves the bundle"));
        }
        Files.createDirectories(to.getParent());
        Files.copy(zip.getInputStream(entry), to);
      }
      return BundleCheck.problems(unpacked, signatures, rehearsal);
    } finally {
      try (Stream<Path> all = Files.walk(unpacked)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
