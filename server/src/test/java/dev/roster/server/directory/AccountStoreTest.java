package dev.roster.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDirectory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountStoreTest {
  private final AccountStore accounts = new AccountStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private Optional<Account> find(AccountName name) {
    return directory.reading(tx -> accounts.find(tx, name));
  }

  private Account byId(long personId) {
    return find(new AccountName.Id(personId)).orElseThrow();
  }

  private int link(long personId, String subject) {
    return directory.inTransaction(tx -> accounts.link(tx, personId, subject));
  }

  private boolean readdress(long personId, EmailAddress address) {
    return directory.inTransaction(tx -> accounts.readdress(tx, personId, address));
  }

  private boolean changeStatus(long personId, boolean active, UserStatus status) {
    return directory.inTransaction(tx -> accounts.changeStatus(tx, personId, active, status));
  }

  private static EmailAddress upper(EmailAddress address) {
    return new EmailAddress(address.typed().toUpperCase(Locale.ROOT));
  }

  @Test
  void aPersonIsFoundByAnySpellingOfTheAddressAndByTheId() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);
    Account account = new Account(personId, address.typed(), true, UserStatus.ACTIVE);

    assertThat(find(upper(address))).hasValue(account);
    assertThat(find(new AccountName.Id(personId))).hasValue(account);
    assertThat(find(directory.address())).isEmpty();
    assertThat(find(new AccountName.Id(Long.MAX_VALUE))).isEmpty();
  }

  /** As a migration leaves the second of two people with one address. */
  @Test
  void aPersonWhoseRowHasNoKeyIsFoundByTheIdOnly() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);
    directory.sql("UPDATE person SET email_key = NULL WHERE id = ?", personId);

    assertThat(find(address)).isEmpty();
    assertThat(byId(personId).email()).isEqualTo(address.typed());
  }

  @Test
  void aNewPersonIsActiveAndKeepsTheAddressAsTyped() {
    EmailAddress address = directory.address();

    Optional<Long> made =
        directory.inTransaction(tx -> accounts.insertUnlessKnown(tx, address, "Ada", "King"));

    assertThat(byId(made.orElseThrow()))
        .isEqualTo(new Account(made.get(), address.typed(), true, UserStatus.ACTIVE));
  }

  @Test
  void aPersonWhoIsKnownByAnotherSpellingIsNotStoredAgain() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);

    Optional<Long> made =
        directory.inTransaction(tx -> accounts.insertUnlessKnown(tx, upper(address), "B", "C"));

    assertThat(made).isEmpty();
    assertThat(byId(personId).email()).isEqualTo(address.typed());
    assertThat(directory.texts("SELECT first_name FROM person WHERE id = ?", personId))
        .containsExactly("Ann");
  }

  @Test
  void twoWhoStoreOneAddressAtTheSameTimeStoreOnePerson() {
    EmailAddress address = directory.address();

    Optional<Long> second =
        directory.second(
            tx -> accounts.insertUnlessKnown(tx, address, "First", ""),
            tx -> accounts.insertUnlessKnown(tx, upper(address), "Second", ""));

    assertThat(second).isEmpty();
    assertThat(directory.texts("SELECT first_name FROM person WHERE email_key = ?", address.key()))
        .containsExactly("First");
  }

  @Test
  void aSubjectBelongsToOnePerson() {
    EmailAddress address = directory.address();
    long ada = directory.person(address);
    long bob = directory.person();
    String subject = directory.unique("subject");

    assertThat(link(ada, subject)).isEqualTo(1);
    assertThat(link(ada, subject)).as("once more").isEqualTo(1);
    assertThat(link(bob, subject)).isZero();

    assertThat(directory.<Optional<String>>reading(tx -> accounts.emailOfSubject(tx, subject)))
        .hasValue(address.typed());
  }

  @Test
  void twoWhoLinkOneSubjectAtTheSameTimeDoNotBothHaveIt() {
    long ada = directory.person();
    long bob = directory.person();
    String subject = directory.unique("subject");

    assertThatThrownBy(() ->
            directory.second(
                tx -> accounts.link(tx, ada, subject), tx -> accounts.link(tx, bob, subject)))
        .hasStackTraceContaining("person_firebase_uid");
    assertThat(directory.count("SELECT id FROM person WHERE firebase_uid = ?", subject))
        .isEqualTo(ada);
  }

  /** An import may leave the subject empty instead of null. */
  @Test
  void anEmptySubjectIsNone() {
    long ada = directory.person();
    long bob = directory.person();
    directory.sql("UPDATE person SET firebase_uid = '' WHERE id IN (?, ?)", ada, bob);

    assertThat(directory.<Optional<String>>reading(tx -> accounts.emailOfSubject(tx, "")))
        .isEmpty();
    assertThat(directory.<Boolean>inTransaction(tx -> accounts.unlink(tx, ada))).isFalse();
    assertThat(link(ada, "")).isEqualTo(1);
  }

  @Test
  void aSubjectIsUnlinkedOnceAndFromOnePerson() {
    long ada = directory.person();
    long bob = directory.person();
    link(ada, directory.unique("subject"));
    link(bob, directory.unique("subject"));

    assertThat(directory.<Boolean>inTransaction(tx -> accounts.unlink(tx, ada))).isTrue();
    assertThat(directory.<Boolean>inTransaction(tx -> accounts.unlink(tx, ada))).isFalse();
    assertThat(directory.count("SELECT count(firebase_uid) FROM person WHERE id = ?", bob))
        .isEqualTo(1);
  }

  @Test
  void anAddressIsChangedUnlessItIsTheSameToTheLetter() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);
    EmailAddress other = directory.address();

    assertThat(readdress(personId, address)).isFalse();
    assertThat(readdress(personId, upper(address))).as("another spelling").isTrue();
    assertThat(byId(personId).email()).isEqualTo(upper(address).typed());
    assertThat(readdress(personId, other)).isTrue();
    assertThat(find(other)).map(Account::personId).hasValue(personId);
    assertThat(find(address)).isEmpty();
  }

  @Test
  void aRowWithoutAKeyGetsOneEvenIfTheAddressStays() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);
    directory.sql("UPDATE person SET email_key = NULL WHERE id = ?", personId);

    assertThat(readdress(personId, address)).isTrue();

    assertThat(find(address)).map(Account::personId).hasValue(personId);
  }

  @Test
  void anAddressThatAnotherPersonHasIsRefusedByTheDatabase() {
    EmailAddress address = directory.address();
    directory.person(address);
    long personId = directory.person();

    assertThatThrownBy(() -> readdress(personId, upper(address)))
        .hasMessageContaining("person_email_key_key");
  }

  @Test
  void aStatusIsChangedIfEitherPartOfItDiffers() {
    long personId = directory.person();
    long other = directory.person();

    assertThat(changeStatus(personId, true, UserStatus.ACTIVE)).isFalse();
    assertThat(changeStatus(personId, true, UserStatus.PWDRESET)).isTrue();
    assertThat(changeStatus(personId, false, UserStatus.PWDRESET)).isTrue();
    assertThat(byId(personId))
        .extracting(Account::active, Account::status)
        .containsExactly(false, UserStatus.PWDRESET);
    assertThat(byId(other).active()).isTrue();
  }

  @Test
  void findingsAboutPeopleAndInvitationsComeInTheOrderInWhichTheyWereMade() {
    EmailAddress address = directory.address();
    long personId = directory.person(address);
    EmailAddress invited = directory.address();
    UUID invitation = directory.invitation(directory.company(), invited, personId);
    finding("shared", null, invitation);
    finding("rekeyed", personId, null);

    assertThat(findings(personId, invitation))
        .containsExactly(
            new AddressFinding(
                AddressFinding.Kind.SHARED,
                Optional.empty(),
                Optional.of(invitation),
                invited.typed(),
                "old"),
            new AddressFinding(
                AddressFinding.Kind.REKEYED,
                Optional.of(personId),
                Optional.empty(),
                address.typed(),
                "old"));

    directory.run(tx -> accounts.forgetAddressFindings(tx, personId));

    assertThat(findings(personId, invitation))
        .extracting(AddressFinding::kind)
        .containsExactly(AddressFinding.Kind.SHARED);
  }

  private void finding(String kind, Long personId, UUID invitation) {
    directory.sql(
        """
        INSERT INTO address_finding (kind, person_id, invitation_id, old_key)
        VALUES (?, ?::bigint, ?::uuid, 'old')
        """,
        kind,
        personId,
        invitation);
  }

  private List<AddressFinding> findings(long personId, UUID invitation) {
    return directory.reading(accounts::addressFindings).stream()
        .filter(finding ->
            finding.personId().equals(Optional.of(personId))
                || finding.invitationId().equals(Optional.of(invitation)))
        .toList();
  }
}
