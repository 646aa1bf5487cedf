package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountServiceTest {
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final AccountService accounts =
      new AccountService(directory.database(), new AccountStore(), AUDIT);

  private final EmailAddress nobody = new EmailAddress("nobody@example.org");

  @Test
  void aSuspensionIsOneEventAndIsTakenBackByAnother() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);

    Account active = new Account(personId, address.typed(), true, UserStatus.ACTIVE);
    Account suspended = new Account(personId, address.typed(), false, UserStatus.SUSPENDED);
    assertThat(accounts.suspend(OPERATOR, address)).hasValue(new StatusChange(active, suspended));
    assertThat(accounts.suspend(OPERATOR, address))
        .as("once more")
        .hasValue(new StatusChange(suspended, suspended));
    assertThat(directory.eventsOfPerson(personId)).containsExactly("person.suspended");

    assertThat(accounts.reinstate(OPERATOR, address)).hasValue(new StatusChange(suspended, active));
    assertThat(accounts.reinstate(OPERATOR, address)).hasValue(new StatusChange(active, active));
    assertThat(directory.eventsOfPerson(personId))
        .containsExactly("person.suspended", "person.reinstated");
    assertThat(accounts.find(OPERATOR, address)).map(Account::active).hasValue(true);
  }

  @Test
  void whoIsUnknownIsNeitherSuspendedNorReinstatedNorLinked() {
    assertThat(accounts.find(OPERATOR, nobody)).isEmpty();
    assertThat(accounts.suspend(OPERATOR, nobody)).isEmpty();
    assertThat(accounts.reinstate(OPERATOR, nobody)).isEmpty();
    assertThat(accounts.unlink(OPERATOR, nobody)).isEmpty();
    assertThat(accounts.link(OPERATOR, nobody, "subject"))
        .isEqualTo(new LinkOutcome.UnknownPerson());
    assertThat(accounts.readdress(OPERATOR, nobody, directory.address()))
        .isEqualTo(new ReaddressOutcome.UnknownPerson());
  }

  @Test
  void aSubjectOfAnotherPersonIsRefusedWithTheAddressOfWhomItBelongsTo() {
    EmailAddress address = directory.address();
    long first = directory.person(address);
    EmailAddress other = directory.address();
    long second = directory.person(other);
    String subject = directory.unique("subject");

    assertThat(accounts.link(OPERATOR, address, subject))
        .isEqualTo(
            new LinkOutcome.Linked(new Account(first, address.typed(), true, UserStatus.ACTIVE)));
    assertThat(accounts.link(OPERATOR, other, subject))
        .isEqualTo(new LinkOutcome.TakenSubject(address.typed()));

    assertThat(directory.eventsOfPerson(first)).containsExactly("person.linked");
    assertThat(directory.eventsOfPerson(second)).isEmpty();
  }

  @Test
  void unlinkingIsAnEventOnlyIfThereWasASubject() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);
    accounts.link(OPERATOR, address, directory.unique("subject"));

    assertThat(accounts.unlink(OPERATOR, address)).isPresent();
    assertThat(accounts.unlink(OPERATOR, address)).isPresent();

    assertThat(directory.eventsOfPerson(personId))
        .containsExactly("person.linked", "person.unlinked");
  }

  @Test
  void anotherAddressDecidesWhatAMigrationFound() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);
    EmailAddress other = directory.address();
    directory.sql(
        "INSERT INTO address_finding (kind, person_id, old_key) VALUES ('rekeyed', ?, 'old')",
        personId);

    accounts.readdress(OPERATOR, address, address);
    assertThat(findingsAbout(personId)).as("the address stayed").isEqualTo(1);
    assertThat(directory.eventsOfPerson(personId)).isEmpty();

    assertThat(accounts.readdress(OPERATOR, address, other))
        .isEqualTo(
            new ReaddressOutcome.Readdressed(
                address.typed(), new Account(personId, other.typed(), true, UserStatus.ACTIVE)));
    assertThat(findingsAbout(personId)).isZero();
    assertThat(directory.eventsOfPerson(personId)).containsExactly("person.readdressed");
  }

  private long findingsAbout(long personId) {
    return accounts.addressFindings(OPERATOR).stream()
        .filter(finding -> finding.personId().filter(id -> id == personId).isPresent())
        .count();
  }

  @Test
  void anAddressInUseIsRefusedUnlessItIsAnotherSpellingOfOnesOwn() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);
    EmailAddress taken = directory.address();
    long owner = directory.person(taken);
    EmailAddress own = new EmailAddress(address.typed().toUpperCase(Locale.ROOT));

    assertThat(accounts.readdress(OPERATOR, address, taken))
        .isEqualTo(new ReaddressOutcome.TakenAddress(owner));
    assertThat(accounts.find(OPERATOR, new AccountName.Id(personId)))
        .map(Account::email)
        .hasValue(address.typed());
    assertThat(accounts.readdress(OPERATOR, address, own))
        .isInstanceOf(ReaddressOutcome.Readdressed.class);
  }

  @Test
  void whatCannotBeRecordedIsNotDone() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);
    accounts.link(OPERATOR, address, directory.unique("subject"));
    String before = row(personId);
    AccountService unrecorded =
        new AccountService(directory.database(), new AccountStore(), BROKEN_AUDIT);

    List<Consumer<AccountService>> changes =
        List.of(
            service -> service.suspend(OPERATOR, address),
            service -> service.link(OPERATOR, address, directory.unique("subject")),
            service -> service.unlink(OPERATOR, address),
            service -> service.readdress(OPERATOR, address, directory.address()));
    assertThat(changes)
        .allSatisfy(change ->
            assertThatThrownBy(() -> change.accept(unrecorded)).hasMessageContaining("audit"));

    assertThat(row(personId)).isEqualTo(before);
  }

  private String row(long personId) {
    return directory.value(String.class, "SELECT p::text FROM person p WHERE id = ?", personId);
  }
}
