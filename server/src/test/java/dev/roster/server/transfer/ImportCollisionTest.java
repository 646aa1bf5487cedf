package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.Mailroom;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that somebody else writes after they were checked and before they are moved over. */
class ImportCollisionTest {
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

  @RegisterExtension final TransferFixture given = new TransferFixture();

  /** What an import says of an address that somebody else takes before its row is moved. */
  private List<String> problemsWhile(Consumer<Handle> end) throws Exception {
    given.seeded().file("users", "id,email,first_name,last_name\n9,new@example.org,New,Person\n");
    try (Handle other = given.somebodyElse();
        ExecutorService importer = Executors.newSingleThreadExecutor()) {
      other.begin();
      other.execute(
          "UPDATE person SET email = 'new@example.org', email_key = 'new@example.org' WHERE id ="
              + " 2");
      Future<List<String>> problems = importer.submit(given::problems);
      Mailroom.until(() -> waiting() == 1);
      end.accept(other);
      return problems.get();
    }
  }

  @Test
  void anAddressThatIsTakenMeanwhileIsReportedLikeAnyOther() throws Exception {
    assertThat(problemsWhile(Handle::commit))
        .singleElement()
        .asString()
        .contains("users.csv", "line 2", "email", "is in the directory already");
    assertThat(given.cell("SELECT count(*) FROM person")).isEqualTo("2");
  }

  @Test
  void whatSomebodyElseTakesBackIsImported() throws Exception {
    assertThat(problemsWhile(Handle::rollback)).isEmpty();
    assertThat(given.cell("SELECT email FROM person WHERE id = 9")).isEqualTo("new@example.org");
  }

  private long waiting() {
    try (Handle looking = given.somebodyElse()) {
      return looking.createQuery(WAITING).mapTo(Long.class).one();
    }
  }
}
