package dev.roster.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.server.directory.PersonEntry.CompanyRole;
import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryAdminStoreTest {
  private final DirectoryAdminStore store = new DirectoryAdminStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private List<CompanyEntry> companies(String part, int most) {
    return directory.reading(tx -> store.companies(tx, part, most));
  }

  private List<CompanyEntry> called(String nameOrId) {
    return directory.reading(tx -> store.companiesCalled(tx, nameOrId));
  }

  private List<Long> people(Optional<Long> company, String part, int most) {
    return directory
        .<List<PersonEntry>>reading(tx -> store.people(tx, company, part, most))
        .stream()
        .map(PersonEntry::id)
        .toList();
  }

  @Test
  void aCompanyCountsWhoIsSwitchedOnAndWhoCanStillAccept() {
    String name = directory.unique("100% Green");
    UUID tenant = directory.tenant();
    long company = directory.company(tenant, name);
    long person = directory.person();
    directory.membership(company, person, TestDirectory.OWNER);
    long off = directory.membership(company, directory.person(), TestDirectory.VIEWER);
    directory.sql("UPDATE membership SET enabled = false WHERE id = ?", off);
    directory.invitation(company, directory.address(), person);
    UUID revoked = directory.invitation(company, directory.address(), person);
    directory.sql("UPDATE invitation SET revoked_at = now() WHERE id = ?", revoked);
    UUID over = directory.invitation(company, directory.address(), person);
    directory.sql("UPDATE invitation SET expires_at = now() - interval '1 s' WHERE id = ?", over);

    List<CompanyEntry> found = companies(name.toUpperCase(Locale.ROOT), 5);

    assertThat(found).hasSize(1);
    CompanyEntry entry = found.getFirst();
    assertThat(entry.id()).isEqualTo(company);
    assertThat(entry.tenantId()).isEqualTo(tenant);
    assertThat(entry.members()).isEqualTo(1);
    assertThat(entry.pending()).isEqualTo(1);
    assertThat(companies("no such name % anywhere", 5)).isEmpty();
  }

  @Test
  void aCompanyIsCalledByItsNameAndBothIds() {
    String name = directory.unique("Twin");
    long first = directory.company(directory.tenant(), name);
    long second = directory.company(directory.tenant(), name);

    assertThat(called(name)).extracting(CompanyEntry::id).containsExactly(first, second);
    CompanyEntry only = called(Long.toString(second)).getFirst();
    assertThat(only.id()).isEqualTo(second);
    assertThat(called(only.uid().toString().toUpperCase(Locale.ROOT))).containsExactly(only);
    assertThat(called(directory.unique("nobody"))).isEmpty();
  }

  @Test
  void usersAreThoseOfACompanyAndOfAText() {
    EmailAddress address = directory.address();
    long person = directory.person(address);
    long other = directory.person();
    long company = directory.company();
    directory.membership(company, other, TestDirectory.EDITOR);
    directory.membership(company, person, TestDirectory.EDITOR);

    assertThat(people(Optional.of(company), "", 9)).containsExactly(person, other);
    assertThat(people(Optional.of(company), "", 1)).containsExactly(person);
    assertThat(people(Optional.empty(), address.typed().toUpperCase(Locale.ROOT), 9))
        .containsExactly(person);
    assertThat(people(Optional.of(company), "%", 9)).isEmpty();
    assertThat(people(Optional.of(Long.MAX_VALUE), "", 9)).isEmpty();
  }

  @Test
  void aUserIsShownWithEachRole() {
    long person = directory.person();
    long first = directory.company();
    long second = directory.company();
    directory.membership(second, person, TestDirectory.OWNER);
    long off = directory.membership(first, person, TestDirectory.VIEWER);
    directory.sql("UPDATE membership SET enabled = false WHERE id = ?", off);

    PersonEntry entry =
        directory.<Optional<PersonEntry>>reading(tx -> store.person(tx, person)).orElseThrow();

    assertThat(entry.memberships())
        .extracting(CompanyRole::companyId, CompanyRole::role, CompanyRole::enabled)
        .containsExactly(tuple(first, "VIEWER", false), tuple(second, "OWNER", true));
    assertThat(entry.active()).isTrue();
    assertThat(entry.subject()).isEmpty();
    assertThat(directory.<Optional<PersonEntry>>reading(tx -> store.person(tx, Long.MAX_VALUE)))
        .isEmpty();
  }
}
