package dev.roster.server.authentication;

import static dev.roster.server.testing.TestDirectory.EDITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.Authentication.InactiveUser;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallerStoreTest {
  private static final Set<Scope> SCOPES = Set.of(Scope.WRITE);

  private final CallerStore byId =
      new CallerStore(
          "NULL::uuid AS token_id, NULL::text AS credential, NULL::text[] AS scopes",
          "person p",
          "p.id = :id");
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private Optional<Authentication> find(long personId, CallerQuery<?> about) {
    return directory.reading(
        tx -> byId.find(tx, Map.of("id", personId), about, SCOPES, CallOrigin.terminal()));
  }

  /** Numbers up to the bound one, for every caller there is. */
  private static CallerQuery<List<Long>> numbersTo(long last) {
    return new CallerQuery<>(
        "numbers AS (SELECT generate_series(1, :last) AS number)",
        "",
        "",
        Optional.of(
            """
            SELECT row_number() OVER (ORDER BY number DESC) AS n, number FROM numbers
            WHERE EXISTS (SELECT FROM caller WHERE caller.person_id IS NOT NULL)
            """),
        Map.of("last", last),
        result -> CallerQuery.list(result, row -> row.getLong("number")));
  }

  @Test
  void theCallerComesWithTheAnswer() {
    long companyId = directory.company();
    UserCaller editor = directory.caller(companyId, EDITOR);
    CallerQuery<String> company =
        new CallerQuery<>(
            "",
            ", c.name",
            "LEFT JOIN company c ON c.id = caller.company_id",
            Optional.empty(),
            Map.of(),
            row -> row.getString("name"));

    Authenticated found = (Authenticated) find(editor.personId(), company).orElseThrow();

    assertThat(found.caller().workspace()).isEqualTo(editor.workspace());
    assertThat(found.caller().scopes()).isEqualTo(SCOPES);
    assertThat(found.answer())
        .isEqualTo(
            directory.value(String.class, "SELECT name FROM company WHERE id = ?", companyId));
  }

  @Test
  void aListKeepsItsOrderAndAnEmptyOneTheCaller() {
    long personId = directory.person();

    assertThat(find(personId, numbersTo(3)))
        .map(found -> ((Authenticated) found).answer())
        .hasValue(List.of(3L, 2L, 1L));
    assertThat(find(personId, numbersTo(0)))
        .map(found -> ((Authenticated) found).answer())
        .hasValue(List.of());
  }

  @Test
  void nothingIsReadForAnAccountThatIsSwitchedOffOrUnknown() {
    long personId = directory.person();
    directory.suspend(personId);
    CallerQuery<Boolean> failing =
        new CallerQuery<>(
            "",
            ", caller.person_id",
            "",
            Optional.empty(),
            Map.of(),
            row -> {
              throw new AssertionError("read");
            });

    assertThat(find(personId, failing)).hasValue(new InactiveUser());
    assertThat(find(personId, numbersTo(3))).hasValue(new InactiveUser());
    assertThat(find(Long.MAX_VALUE, numbersTo(3))).isEmpty();
  }

  /** It could read the rows of everybody. */
  @Test
  void aQueryThatIsNotAboutItsCallerIsRefused() {
    assertThatThrownBy(() ->
            new CallerQuery<>(
                "", ", 1", "", Optional.of("SELECT id AS n FROM person"), Map.of(), row -> true))
        .isInstanceOf(IllegalStateException.class);
  }
}
