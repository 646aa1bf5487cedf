package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Holds the committed pacts of the Java client against those that its tests wrote. */
class CommittedPactsIT {
  @Test
  void thePactsOfTheRepositoryAreWhatTheTestsOfTheClientWrite() throws IOException {
    CommittedPacts.assertWritten(
        RosterAlignment.JAVA_CLIENT, RosterAlignment.COMPLEAT, RosterAlignment.COOLSET);
  }

  @Test
  void everyPactOfTheRepositoryIsOneOfAConsumerThatWritesIt() throws IOException {
    assertThat(CommittedPacts.in(CommittedPacts.COMMITTED).keySet())
        .allMatch(file ->
            file.startsWith(RosterAlignment.JAVA_CLIENT + "-")
                || file.startsWith(RosterAlignment.CONSOLE_PAGE + "-"));
  }
}
