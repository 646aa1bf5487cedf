package dev.roster.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.mutation.MutationTesting;
import dev.roster.alignment.mutation.MutationTesting.Outcome;
import dev.roster.contract.InProcessServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every single change turns the check red that should see it; run by {@code mvn -Pmutation verify}.
 * {@code -Dmutation.only=server-leak-.*} makes a part of the changes only. {@code
 * -Dmutation.update=true} keeps what was found in the repository. {@code
 * -Dmutation.catalogue=changes.yaml} makes the changes of that catalogue instead, of which nothing
 * is expected.
 */
class MutationIT {
  private static final int FEWEST = 150;
  private static final boolean UPDATE = Boolean.getBoolean("mutation.update");

  private final Optional<Pattern> only =
      Optional.ofNullable(System.getProperty("mutation.only")).map(Pattern::compile);

  private final Optional<Path> catalogue =
      Optional.ofNullable(System.getProperty("mutation.catalogue")).map(Path::of);

  @Test
  void everyChangeTurnsTheCheckRedThatShouldSeeIt() throws Exception {
    Outcome run;
    try (InProcessServer.Cluster cluster = InProcessServer.startCluster()) {
      MutationTesting mutations = RosterMutation.mutations(cluster.url());
      run =
          catalogue.isPresent()
              ? mutations.run(catalogue.get().toUri().toURL(), only, UPDATE)
              : mutations.run(only, UPDATE);
    }
    System.out.printf(
        "%d of %d changes were seen, in %d s%n", run.killed(), run.mutants(), run.seconds());
    run.survivors().forEach(each -> System.out.println("not seen: " + each));

    assertThat(run.mutants()).isGreaterThan(only.isEmpty() && catalogue.isEmpty() ? FEWEST : 0);
    assertThat(run.faults()).isEmpty();
  }
}
