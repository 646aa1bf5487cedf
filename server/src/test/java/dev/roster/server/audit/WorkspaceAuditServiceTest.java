package dev.roster.server.audit;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.EDITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.caller.NotPermittedException;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WorkspaceAuditServiceTest {
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final WorkspaceAuditService service =
      new WorkspaceAuditService(directory.database(), new AuditStore());

  private void event(UserCaller caller, AuditedChange change) {
    directory.run(tx -> AUDIT.record(tx, caller, change));
  }

  @Test
  void theEventsOfTheWorkspaceComeTheNewestFirstWithNames() {
    UserCaller admin = directory.caller(directory.company(), ADMIN);
    UserCaller other = directory.caller(directory.company(), ADMIN);
    long companyId = admin.workspace().companyId();
    long member = directory.person();
    directory.sql("UPDATE person SET first_name = 'Ada', last_name = '' WHERE id = ?", member);
    UUID invitation = directory.invitation(companyId, directory.address(), admin.personId());
    event(
        admin,
        AuditedChange.of(AuditAction.INVITATION_REVOKED).company(companyId).invitation(invitation));
    event(
        other,
        AuditedChange.of(AuditAction.WORKSPACE_SWITCHED).company(other.workspace().companyId()));
    event(
        admin, AuditedChange.of(AuditAction.WORKSPACE_SWITCHED).company(companyId).person(member));
    event(admin, AuditedChange.of(AuditAction.TOKEN_CREATED).company(companyId).person(987_654));

    List<WorkspaceEvent> page = service.page(admin, OptionalLong.empty(), 2);
    List<WorkspaceEvent> rest = service.page(admin, OptionalLong.of(page.getLast().id()), 2);

    assertThat(page)
        .extracting(WorkspaceEvent::action)
        .containsExactly("token.created", "workspace.switched");
    assertThat(rest).extracting(WorkspaceEvent::action).containsExactly("invitation.revoked");
    // erased, so that only the id is left
    assertThat(page.getFirst().person())
        .contains(new WorkspaceEvent.Named<>(987_654L, Optional.empty()));
    assertThat(page.getLast().person())
        .contains(new WorkspaceEvent.Named<>(member, Optional.of("Ada")));
    assertThat(rest.getFirst().invitation().orElseThrow().name()).isPresent();
    assertThat(rest.getFirst().by().orElseThrow().id()).isEqualTo(admin.personId());
  }

  @Test
  void whoDoesNotAdministerTheWorkspaceSeesNone() {
    UserCaller editor = directory.caller(directory.company(), EDITOR);

    assertThatThrownBy(() -> service.page(editor, OptionalLong.empty(), 1))
        .isInstanceOf(NotPermittedException.class);
  }
}
