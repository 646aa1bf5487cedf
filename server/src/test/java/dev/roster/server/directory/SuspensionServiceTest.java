package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static dev.roster.server.testing.TestDirectory.OWNER;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.caller.NotPermittedException;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SuspensionServiceTest {
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final SuspensionService service =
      new SuspensionService(directory.database(), new PersonStore());

  private List<Long> seenBy(UserCaller caller, OptionalLong after, int size) {
    return service.page(caller, after, size).stream().map(Suspension::personId).toList();
  }

  @Test
  void whoIsSuspendedIsListedUntilAnOperatorReinstatesThem() {
    AccountService accounts = new AccountService(directory.database(), new AccountStore(), AUDIT);
    UserCaller owner = directory.caller(directory.company(), OWNER);
    EmailAddress address = directory.address();
    long ada = directory.person(address);
    directory.membership(owner.workspace().companyId(), ada, VIEWER);
    assertThat(seenBy(owner, OptionalLong.empty(), 9)).isEmpty();

    accounts.suspend(OPERATOR, address);
    assertThat(seenBy(owner, OptionalLong.empty(), 9)).containsExactly(ada);
    accounts.reinstate(OPERATOR, address);
    assertThat(seenBy(owner, OptionalLong.empty(), 9)).isEmpty();
  }

  @Test
  void aPageHasTheMembersBehindTheOneBeforeItOfTheWorkspaceAlone() {
    UserCaller admin = directory.caller(directory.company(), ADMIN);
    UserCaller other = directory.caller(directory.company(), ADMIN);
    long first = directory.person();
    long second = directory.person();
    directory.membership(admin.workspace().companyId(), second, EDITOR);
    directory.membership(admin.workspace().companyId(), first, EDITOR);
    directory.membership(other.workspace().companyId(), second, EDITOR);
    List.of(first, second).forEach(directory::suspend);

    assertThat(seenBy(admin, OptionalLong.empty(), 1)).containsExactly(first);
    assertThat(seenBy(admin, OptionalLong.of(first), 9)).containsExactly(second);
    assertThat(seenBy(other, OptionalLong.empty(), 9)).containsExactly(second);
  }

  @Test
  void whoDoesNotAdministerTheWorkspaceSeesNone() {
    long companyId = directory.company();
    List.of(
            directory.caller(companyId, EDITOR),
            directory.caller(companyId, VIEWER),
            directory.stranger())
        .forEach(caller ->
            assertThatThrownBy(() -> service.page(caller, OptionalLong.empty(), 1))
                .isInstanceOf(NotPermittedException.class));
    assertThat(seenBy(directory.caller(companyId, OWNER, Scope.READ), OptionalLong.empty(), 1))
        .isEmpty();
  }
}
