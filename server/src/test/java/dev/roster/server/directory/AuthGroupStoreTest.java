package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthGroupStoreTest {
  private final AuthGroupStore groups = new AuthGroupStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private Optional<AuthGroup> find(long id) {
    return directory.reading(tx -> groups.find(tx, id));
  }

  @Test
  void theGroupsOfTheFirstMigrationAreThere() {
    assertThat(find(1)).hasValue(OWNER);
    assertThat(find(3)).hasValue(EDITOR);
    assertThat(find(9)).isEmpty();
  }

  @Test
  void permissionsComeInTheOrderInWhichTheyWereGiven() {
    directory.sql("INSERT INTO auth_group (id, name) VALUES (70, 'GUEST')");
    directory.sql(
        """
        INSERT INTO auth_group_permission (auth_group_id, position, codename)
        VALUES (70, 2, 'a'), (70, 1, 'c'), (70, 3, 'b')
        """);

    assertThat(find(70)).hasValue(new AuthGroup(70, "GUEST", List.of("c", "a", "b")));
  }

  @Test
  void aGroupWithoutPermissionsHasNone() {
    directory.sql("INSERT INTO auth_group (id, name) VALUES (71, 'NOBODY')");

    assertThat(find(71)).hasValue(new AuthGroup(71, "NOBODY", List.of()));
  }
}
