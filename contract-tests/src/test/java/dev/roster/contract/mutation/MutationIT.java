package dev.roster.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.mutation.Expectations;
import dev.roster.alignment.mutation.Expectations.Rule;
import dev.roster.alignment.mutation.MutationReport;
import dev.roster.alignment.mutation.MutationRun;
import dev.roster.alignment.mutation.Verdict;
import dev.roster.contract.RosterAlignment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

  private final Optional<String> only = Optional.ofNullable(System.getProperty("mutation.only"));
  private final Predicate<String> wanted = Pattern.compile(only.orElse(".*")).asMatchPredicate();

  @Test
  void everyChangeTurnsTheCheckRedThatShouldSeeIt() throws Exception {
    Instant begin = Instant.now();
    Expectations expectations = Expectations.read(RosterMutation.CONFIG.expectations());
    List<Verdict> verdicts =
        new MutationRun(RosterMutation.CONFIG, expectations, wanted).verdicts();
    if (only.isEmpty()) {
      long seconds = Duration.between(begin, Instant.now()).toSeconds();
      MutationReport.write(RosterAlignment.CONFIG, verdicts, expectations, seconds, UPDATE);
      System.out.printf("%d changes in %d s%n", verdicts.size(), seconds);
      assertThat(verdicts).hasSizeGreaterThan(FEWEST);
      expectations.rules().forEach(rule -> assertHolds(rule, verdicts));
    } else if (UPDATE) {
      MutationReport.writePart(RosterAlignment.CONFIG, verdicts, expectations);
    }

    assertThat(verdicts).isNotEmpty();
    assertThat(verdicts).extracting(Verdict::id).doesNotHaveDuplicates();
    assertThat(verdicts).as("changes that could not be judged").noneMatch(Verdict::broken);
    assertThat(verdicts.stream().filter(Verdict::killed))
        .as("each was seen by the check that should see it")
        .allSatisfy(killed -> assertThat(killed.seen()).isEqualTo(killed.expected()));
    assertThat(verdicts.stream().filter(verdict -> !verdict.killed()))
        .as("each that nobody saw has a reason in mutation/expectations.yaml")
        .allSatisfy(alive -> assertThat(expectations.reason(alive.id())).isPresent());
  }

  private static void assertHolds(Rule rule, List<Verdict> verdicts) {
    List<Verdict> about = verdicts.stream().filter(each -> rule.isAbout(each.id())).toList();
    assertThat(about).as("the rule for %s is about something", rule.ids()).isNotEmpty();
    if (rule.check() == null) {
      assertThat(about)
          .as("%s: a reason without a survivor", rule.ids())
          .noneMatch(Verdict::killed);
    }
  }
}
