package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.caller.AuthGroup;
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
  private final PersonService people = new PersonService(new PersonStore(), new TenantUserStore());

  private UUID uid(String table, long id) {
    return directory.value(UUID.class, "SELECT uid FROM " + table + " WHERE id = ?", id);
  }

  private PersonWithMembership self(UserCaller caller) {
    return directory.ask(caller.personId(), people.self());
  }

  private Page<PersonWithMembership> colleagues(UserCaller caller) {
    return directory.ask(caller.personId(), people.colleagues(List.of(), ALL));
  }

  @Test
  void aCallerIsShownWithItsWorkspaceOrWithoutAny() {
    UserCaller member = directory.caller(directory.company(), VIEWER);
    UserCaller stranger = directory.stranger();

    assertThat(self(member).membership().orElseThrow().company().id())
        .isEqualTo(member.workspace().companyId());
    assertThat(self(stranger).person().id()).isEqualTo(stranger.personId());
    assertThat(self(stranger).membership()).isEmpty();
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

    Page<PersonWithMembership> page = colleagues(ada);

    assertThat(page.entries())
        .extracting(member -> member.person().id())
        .containsExactly(ada.personId(), bob.personId());
  }

  @Test
  void whoMayNotViewUsersReadsNone() {
    long companyId = directory.company();
    directory.caller(companyId, VIEWER);
    directory.sql("INSERT INTO auth_group (id, name) VALUES (77, 'NOBODY')");
    UserCaller caller = directory.caller(companyId, new AuthGroup(77, "NOBODY", List.of()));

    assertThat(colleagues(caller)).isEqualTo(new Page<>(0, List.of()));
    assertThat(colleagues(directory.stranger())).isEqualTo(new Page<>(0, List.of()));
  }

  @Test
  void aTenantSeesItsOwnUsersAndCompaniesAndNoOthers() {
    UUID alpha = directory.tenant();
    long companyId = directory.company(alpha);
    long personId = directory.caller(companyId, VIEWER).personId();
    UUID beta = directory.tenant();
    directory.caller(directory.company(beta), VIEWER);

    assertThat(directory.askAsTenant(alpha, people.inTenant(Collectors.toList())))
        .extracting(TenantUser::uid)
        .containsExactly(uid("person", personId));
    assertThat(inCompany(alpha, uid("company", companyId))).hasValue(1L);
    assertThat(directory.askAsTenant(alpha, people.byUid(uid("person", personId)))).isPresent();
    assertThat(directory.askAsTenant(beta, people.byUid(uid("person", personId)))).isEmpty();
  }

  @Test
  void aCompanyWithoutUsersIsToldApartFromOneOfAnotherTenant() {
    UUID alpha = directory.tenant();
    UUID empty = uid("company", directory.company(alpha));

    assertThat(inCompany(alpha, empty)).hasValue(0L);
    assertThat(inCompany(directory.tenant(), empty)).isEmpty();
    assertThat(inCompany(alpha, UUID.randomUUID())).isEmpty();
  }

  private Optional<Long> inCompany(UUID tenantId, UUID companyUid) {
    return directory.askAsTenant(tenantId, people.inCompany(companyUid, Collectors.counting()));
  }
}
