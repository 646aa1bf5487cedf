package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Compares the pacts that the consumer's tests wrote with those of the repository, so that what the
 * client needs never changes without a diff to review.
 */
class CommittedPactsIT {
  @Test
  void thePactsOfTheRepositoryAreWhatTheTestsOfTheClientWrite() throws IOException {
    Map<String, String> written = CommittedPacts.in(CommittedPacts.WRITTEN);
    assertThat(written.keySet())
        .containsExactly(
            "roster-java-client-compleat-users.json", "roster-java-client-coolset-accounts.json");
    if (Boolean.getBoolean("pacts.update")) {
      update(written);
    }

    Map<String, String> committed = CommittedPacts.in(CommittedPacts.COMMITTED);

    assertThat(committed.keySet()).isEqualTo(written.keySet());
    assertThat(committed.keySet())
        .allSatisfy(file ->
            assertThat(difference(committed.get(file), written.get(file)))
                .as("%s; if the change is meant: -Dpacts.update=true", file)
                .isEmpty());
  }

  /** The first line that differs, for the texts are long; empty if they are the same. */
  private static String difference(String committed, String written) {
    if (committed.equals(written)) {
      return "";
    }
    List<String> old = committed.lines().toList();
    List<String> now = written.lines().toList();
    int same = 0;
    while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
      same++;
    }
    return "line %d is%n%s%nbut the tests wrote%n%s"
        .formatted(same + 1, lineOf(old, same), lineOf(now, same));
  }

  private static String lineOf(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "(the end)";
  }

  private static void update(Map<String, String> pacts) throws IOException {
    for (String old : CommittedPacts.in(CommittedPacts.COMMITTED).keySet()) {
      Files.delete(CommittedPacts.COMMITTED.resolve(old));
    }
    for (Map.Entry<String, String> pact : pacts.entrySet()) {
      Files.writeString(CommittedPacts.COMMITTED.resolve(pact.getKey()), pact.getValue());
    }
  }
}
