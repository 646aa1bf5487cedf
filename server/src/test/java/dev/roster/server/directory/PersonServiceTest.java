package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.NotPermittedException;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.testing.TestDirectory;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonServiceTest {
  private static final PageRequest ALL = new PageRequest(100, BigInteger.ZERO);

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final PersonService people =
      new PersonService(
          directory.database(), new PersonStore(), new TenantUserStore(), new CompanyStore());

  private static TenantCaller tenant(UUID tenantId) {
    return new TenantCaller(tenantId, UUID.randomUUID(), CallOrigin.terminal());
  }

  private UUID uid(String table, long id) {
    return directory.value(UUID.class, "SELECT uid FROM " + table + " WHERE id = ?", id);
  }

  @Test
  void aCallerIsShownWithItsWorkspaceOrWithoutAny() {
    UserCaller member = directory.caller(directory.company(), VIEWER);
    UserCaller stranger = directory.stranger();

    assertThat(people.self(member).membership().orElseThrow().company().id())
        .isEqualTo(member.workspace().companyId());
    assertThat(people.self(stranger).person().id()).isEqualTo(stranger.personId());
    assertThat(people.self(stranger).membership()).isEmpty();
  }

  @Test
  void colleaguesAreTheMembersOfTheCurrentWorkspaceAlone() {
    UUID tenant = directory.tenant();
    long companyId = directory.company(tenant);
    UserCaller ada = directory.caller(companyId, VIEWER);
    UserCaller bob = directory.caller(companyId, EDITOR);
    long other = directory.company(tenant);
    directory.caller(other, EDITOR);
    directory.membership(other, ada.personId(), VIEWER);

    Page<PersonWithMembership> page = people.colleagues(ada, List.of(), ALL);

    assertThat(page.entries())
        .extracting(member -> member.person().id())
        .containsExactly(ada.personId(), bob.personId());
  }

  @Test
  void whoMayNotViewUsersIsRefused() {
    AuthGroup none = new AuthGroup(4, "VIEWER", List.of("view_company"));
    UserCaller caller = directory.caller(directory.company(), none);

    assertThatThrownBy(() -> people.colleagues(caller, List.of(), ALL))
        .isInstanceOf(NotPermittedException.class);
    assertThatThrownBy(() -> people.colleagues(directory.stranger(), List.of(), ALL))
        .isInstanceOf(NotPermittedException.class);
  }

  @Test
  void aTenantSeesItsOwnUsersAndCompaniesAndNoOthers() {
    UUID alpha = directory.tenant();
    long companyId = directory.company(alpha);
    long personId = directory.caller(companyId, VIEWER).personId();
    UUID beta = directory.tenant();
    directory.caller(directory.company(beta), VIEWER);

    assertThat(people.inTenant(tenant(alpha), Collectors.toList()))
        .extracting(TenantUser::uid)
        .containsExactly(uid("person", personId));
    assertThat(people.inCompany(tenant(alpha), uid("company", companyId), Collectors.counting()))
        .hasValue(1L);
    assertThat(people.inTenant(tenant(alpha), uid("person", personId))).isPresent();
    assertThat(people.inTenant(tenant(beta), uid("person", personId))).isEmpty();
  }

  @Test
  void aCompanyWithoutUsersIsToldApartFromOneOfAnotherTenant() {
    UUID alpha = directory.tenant();
    UUID empty = uid("company", directory.company(alpha));
    TenantCaller beta = tenant(directory.tenant());

    assertThat(people.inCompany(tenant(alpha), empty, Collectors.counting()))
        .isEqualTo(Optional.of(0L));
    assertThat(people.inCompany(beta, empty, Collectors.counting())).isEmpty();
    assertThat(people.inCompany(tenant(alpha), UUID.randomUUID(), Collectors.counting())).isEmpty();
  }
}
