package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryAdminServiceTest {
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final DirectoryAdminService service =
      new DirectoryAdminService(directory.database(), new DirectoryAdminStore());

  @Test
  void anOperatorFindsCompaniesAndUsersOfAnyTenant() {
    String name = directory.unique("Anywhere");
    long company = directory.company(directory.tenant(), name);
    long person = directory.person();
    directory.membership(company, person, TestDirectory.ADMIN);

    List<CompanyEntry> companies = service.companies(OPERATOR, name, 2);
    List<PersonEntry> people = service.people(OPERATOR, Optional.of(company), "", 2);

    assertThat(companies).extracting(CompanyEntry::id).containsExactly(company);
    assertThat(service.companiesCalled(OPERATOR, name)).isEqualTo(companies);
    assertThat(people).extracting(PersonEntry::id).containsExactly(person);
    assertThat(service.person(OPERATOR, person)).hasValue(people.getFirst());
  }
}
