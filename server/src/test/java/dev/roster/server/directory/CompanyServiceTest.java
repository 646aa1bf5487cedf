package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.caller.NotPermittedException;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.testing.TestDirectory;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanyServiceTest {
  private static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
  private static final Optional<IdempotencyKey> KEY = Optional.of(new IdempotencyKey("k"));

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final CompanyService companies = service(directory, AUDIT);

  private static CompanyService service(TestDirectory directory, AuditLog audit) {
    return new CompanyService(
        directory.database(),
        new CompanyStore(),
        new MembershipStore(),
        audit,
        new IdempotencyStore());
  }

  /** A caller whose current company is not the one that it is a member of as well. */
  private record Switcher(UserCaller caller, long from, long to) {}

  private Switcher switcher(Scope scope) {
    long from = directory.company();
    long to = directory.company();
    UserCaller caller = directory.caller(from, VIEWER, scope);
    directory.membership(to, caller.personId(), VIEWER);
    directory.sql(
        "UPDATE person SET active_membership_id = ? WHERE id = ?",
        caller.workspace().membershipId(),
        caller.personId());
    return new Switcher(caller, from, to);
  }

  private long current(UserCaller caller) {
    return directory.count(
        """
        SELECT m.company_id FROM person p JOIN membership m ON m.id = p.active_membership_id
        WHERE p.id = ?
        """,
        caller.personId());
  }

  @Test
  void aDirectoryIsEmptyUntilItHasACompany() {
    try (TestDirectory own = new TestDirectory()) {
      CompanyService service = service(own, AUDIT);
      assertThat(service.isEmpty(OPERATOR)).isTrue();
      own.tenant();
      assertThat(service.isEmpty(OPERATOR)).isTrue();
      own.company();
      assertThat(service.isEmpty(OPERATOR)).isFalse();
    }
  }

  @Test
  void aCallerSeesTheCompaniesOfItsOwnMembershipsAlone() {
    Switcher ada = switcher(Scope.READ);
    switcher(Scope.READ);

    assertThat(
            directory
                .ask(ada.caller().personId(), companies.all(new PageRequest(10, BigInteger.ZERO)))
                .entries())
        .extracting(CompanySummary::id)
        .containsExactly(ada.from(), ada.to());
  }

  @Test
  void aSwitchIsDoneAndRecorded() {
    Switcher ada = switcher(Scope.WRITE);

    assertThat(companies.switchTo(ada.caller(), ada.to(), NO_KEY))
        .isEqualTo(SwitchOutcome.SWITCHED);

    assertThat(current(ada.caller())).isEqualTo(ada.to());
    assertThat(directory.eventsOfCompany(ada.to())).containsExactly("workspace.switched");
    assertThat(directory.eventsOfPerson(ada.caller().personId()))
        .containsExactly("workspace.switched");
  }

  @Test
  void aTokenThatMayOnlyReadSwitchesNothing() {
    Switcher ada = switcher(Scope.READ);

    assertThatThrownBy(() -> companies.switchTo(ada.caller(), ada.to(), KEY))
        .isInstanceOf(NotPermittedException.class);

    assertThat(current(ada.caller())).isEqualTo(ada.from());
    assertThat(directory.eventsOfCompany(ada.to())).isEmpty();
  }

  @Test
  void aCompanyOfOthersIsRefusedAndLeavesTheKeyFree() {
    Switcher ada = switcher(Scope.ADMIN);
    long foreign = directory.company();

    assertThat(companies.switchTo(ada.caller(), foreign, KEY))
        .isEqualTo(SwitchOutcome.NOT_A_MEMBER);
    assertThat(current(ada.caller())).isEqualTo(ada.from());
    assertThat(directory.eventsOfCompany(foreign)).isEmpty();

    assertThat(companies.switchTo(ada.caller(), ada.to(), KEY)).isEqualTo(SwitchOutcome.SWITCHED);
  }

  @Test
  void aRepeatedRequestSwitchesNotAgain() {
    Switcher ada = switcher(Scope.ADMIN);
    companies.switchTo(ada.caller(), ada.to(), KEY);
    companies.switchTo(ada.caller(), ada.from(), NO_KEY);

    assertThat(companies.switchTo(ada.caller(), ada.to(), KEY)).isEqualTo(SwitchOutcome.REPEATED);

    assertThat(current(ada.caller())).isEqualTo(ada.from());
    assertThat(directory.eventsOfCompany(ada.to())).containsExactly("workspace.switched");
  }

  @Test
  void aKeyOfAnotherSwitchIsTakenForItsSenderOnly() {
    Switcher ada = switcher(Scope.ADMIN);
    Switcher bob = switcher(Scope.ADMIN);
    companies.switchTo(ada.caller(), ada.to(), KEY);

    assertThat(companies.switchTo(ada.caller(), ada.from(), KEY))
        .isEqualTo(SwitchOutcome.KEY_TAKEN);

    assertThat(current(ada.caller())).isEqualTo(ada.to());
    assertThat(companies.switchTo(bob.caller(), bob.to(), KEY)).isEqualTo(SwitchOutcome.SWITCHED);
  }

  @Test
  void aSwitchThatCannotBeRecordedIsNotDoneAndLeavesTheKeyFree() {
    Switcher ada = switcher(Scope.ADMIN);

    assertThatThrownBy(() -> service(directory, BROKEN_AUDIT).switchTo(ada.caller(), ada.to(), KEY))
        .hasMessageContaining("audit");

    assertThat(current(ada.caller())).isEqualTo(ada.from());
    assertThat(companies.switchTo(ada.caller(), ada.to(), KEY)).isEqualTo(SwitchOutcome.SWITCHED);
  }
}
