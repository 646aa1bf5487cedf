package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.http.DatabaseOutages;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that another transaction writes between the check and the move. */
class ImportCollisionTest {
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

  @RegisterExtension final TransferFixture given = new TransferFixture();

  /** The message of an import about an address that is taken before its row is moved. */
  private List<String> problemsWhile(Consumer<Handle> end) throws Exception {
    given.seeded().file("users", "id,email,first_name,last_name\n9,new@example.org,New,Person\n");
    try (Handle other = given.somebodyElse();
        ExecutorService importer = Executors.newSingleThreadExecutor()) {
      other.begin();
      other.execute(
          "UPDATE person SET email = 'new@example.org', email_key = 'new@example.org' WHERE id ="
              + " 2");
      Future<List<String>> problems = importer.submit(given::problems);
      Waiting.until(() -> waiting() == 1);
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
  void whatAnotherTransactionRollsBackIsImported() throws Exception {
    assertThat(problemsWhile(Handle::rollback)).isEmpty();
    assertThat(given.cell("SELECT email FROM person WHERE id = 9")).isEqualTo("new@example.org");
  }

  /** As by the end of the server that the database belongs to. */
  @Test
  void anImportThatTheDatabaseCutsOffSaysThatNothingWasImported() throws Exception {
    given.seeded().file("tenants", "id,name\n" + UUID.randomUUID() + ",Two\n");

    assertThatThrownBy(() ->
            new Importer(given.database(), Clock.systemUTC(), (file, rows) -> terminateAll())
                .load(TestServer.OPERATOR, given.folder()))
        .isInstanceOf(ImportFailedException.class)
        .hasMessage("Nothing was imported.")
        .matches(DatabaseOutages::isOutage);
  }

  private void terminateAll() {
    try (Handle administrator = given.somebodyElse()) {
      administrator
          .createQuery(
              "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                  + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
          .mapTo(Long.class)
          .one();
    }
  }

  @Test
  void anImportWhoseGateIsClosedChangesNothing() {
    given.seeded().file("tenants", "id,name\n" + UUID.randomUUID() + ",Two\n");
    Map<String, List<String>> before = given.everything();
    CommitGate gate = new CommitGate();
    Importer importer =
        new Importer(
            given.database(),
            Clock.systemUTC(),
            (file, rows) -> assertThat(gate.close()).isEqualTo(CommitGate.Closed.IN_TIME));

    assertThatThrownBy(
            () -> importer.load(TestServer.OPERATOR, ImportFolder.of(given.folder()), gate))
        .isInstanceOf(ImportFailedException.class)
        .hasMessage("Nothing was imported.");
    assertThat(given.everything()).isEqualTo(before);
    assertThat(gate.end()).as("told by whoever closed it").isFalse();
  }

  @Test
  void aGateThatWasPassedCannotBeClosed() {
    CommitGate gate = new CommitGate();

    assertThat(gate.pass()).isTrue();
    assertThat(gate.close()).isEqualTo(CommitGate.Closed.TOO_LATE);
    assertThat(gate.pass()).as("after a lost race").isTrue();
    assertThat(gate.end()).isTrue();
    assertThat(gate.close()).isEqualTo(CommitGate.Closed.OVER);
  }

  private long waiting() {
    try (Handle looking = given.somebodyElse()) {
      return looking.createQuery(WAITING).mapTo(Long.class).one();
    }
  }
}
