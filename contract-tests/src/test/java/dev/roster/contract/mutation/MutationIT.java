package dev.roster.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.mutation.MutationTesting.Outcome;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every single change turns the check red that should see it; run by {@code mvn -Pmutation verify}.
 * {@code -Dmutation.only=server-leak-.*} makes a part of the changes only. {@code
 * -Dmutation.update=true} keeps what was found in the repository.
 */
class MutationIT {
  private static final int FEWEST = 150;
  private static final boolean UPDATE = Boolean.getBoolean("mutation.update");

  private final Optional<Pattern> only =
      Optional.ofNullable(System.getProperty("mutation.only")).map(Pattern::compile);

  @Test
  void everyChangeTurnsTheCheckRedThatShouldSeeIt() throws Exception {
    Outcome run = RosterMutation.MUTATIONS.run(only, UPDATE);
    System.out.printf("%d changes in %d s%n", run.mutants(), run.seconds());

    assertThat(run.mutants()).isGreaterThan(only.isEmpty() ? FEWEST : 0);
    assertThat(run.faults()).isEmpty();
  }
}
