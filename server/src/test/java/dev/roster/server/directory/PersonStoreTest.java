package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestDirectory;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonStoreTest {
  private static final PageRequest ALL = new PageRequest(100, BigInteger.ZERO);

  private final PersonStore people = new PersonStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private long member(long companyId, String first, String last, String email) {
    long personId = directory.person(new EmailAddress(email));
    directory.sql(
        "UPDATE person SET first_name = ?, last_name = ? WHERE id = ?", first, last, personId);
    directory.membership(companyId, personId, VIEWER);
    return personId;
  }

  private Page<PersonWithMembership> colleagues(
      long personId, List<String> terms, PageRequest pageRequest) {
    return directory.ask(personId, people.colleagues(terms, pageRequest));
  }

  private List<Long> found(long personId, String... terms) {
    return colleagues(personId, List.of(terms), ALL).entries().stream()
        .map(member -> member.person().id())
        .toList();
  }

  private PersonWithMembership byId(long personId) {
    return directory.ask(personId, people.self());
  }

  @Test
  void aMemberIsFoundIfNamesOrAddressContainEveryTerm() {
    long companyId = directory.company();
    long ada = member(companyId, "Ada", "Lovelace", directory.unique("ada") + "@one.example");
    long bob = member(companyId, "Bob", "Adams", directory.unique("bob") + "@two.example");

    assertThat(found(ada)).containsExactly(ada, bob);
    assertThat(found(ada, "aDA")).containsExactly(ada, bob);
    assertThat(found(ada, "ada", "love")).containsExactly(ada);
    assertThat(found(ada, "ada", "TWO.")).containsExactly(bob);
    assertThat(found(ada, "ada", "nowhere")).isEmpty();
    assertThat(found(ada, "a_a")).as("no pattern").isEmpty();
  }

  @Test
  void aDomainOfOtherLettersIsFoundAsItIsShownAndAsItWasTyped() {
    long companyId = directory.company();
    long ada = member(companyId, "A", "B", directory.unique("x") + "@bücher.example");

    assertThat(found(ada, "xn--bcher-kva")).containsExactly(ada);
    assertThat(found(ada, "BÜCHER")).containsExactly(ada);
  }

  /** A comparison with null is neither true nor false. */
  @Test
  void aMemberWithoutAKeyIsFoundByWhatTheRowHas() {
    long companyId = directory.company();
    long ada = member(companyId, "Ada", "B", directory.unique("y") + "@one.example");
    directory.sql("UPDATE person SET email_key = NULL WHERE id = ?", ada);

    assertThat(found(ada, "ada")).containsExactly(ada);
    assertThat(found(ada, "nowhere")).isEmpty();
  }

  @Test
  void aPageHasTheEnabledMembersOfTheCompanyInTheOrderOfTheirIds() {
    long companyId = directory.company();
    long ada = directory.caller(companyId, VIEWER).personId();
    long left = directory.caller(companyId, VIEWER).personId();
    long bob = directory.caller(companyId, EDITOR).personId();
    directory.caller(directory.company(), VIEWER);
    directory.sql("UPDATE membership SET enabled = false WHERE person_id = ?", left);

    assertThat(found(ada)).containsExactly(ada, bob);
    Page<PersonWithMembership> second =
        colleagues(ada, List.of(), new PageRequest(1, BigInteger.ONE));
    assertThat(second.total()).isEqualTo(2);
    assertThat(second.entries()).extracting(member -> member.person().id()).containsExactly(bob);
    assertThat(second.entries().getFirst().membership().orElseThrow().group()).isEqualTo(EDITOR);
    assertThat(colleagues(ada, List.of("ann"), new PageRequest(1, BigInteger.TWO.pow(80))))
        .isEqualTo(new Page<>(2, List.of()));
  }

  @Test
  @Tag("promise:current-membership")
  void theWorkspaceIsTheChosenMembershipOrElseTheFirstThatIsEnabled() {
    long personId = directory.person();
    long first = directory.membership(directory.company(), personId, VIEWER);
    long second = directory.membership(directory.company(), personId, EDITOR);

    assertWorkspace(personId, first);
    directory.sql("UPDATE person SET active_membership_id = ? WHERE id = ?", second, personId);
    assertWorkspace(personId, second);
    directory.sql("UPDATE membership SET enabled = false WHERE id = ?", second);
    assertWorkspace(personId, first);
    directory.sql("UPDATE membership SET enabled = false WHERE id = ?", first);
    assertThat(byId(personId).membership()).isEmpty();
    assertThat(byId(personId).person().activeMembershipId()).isNull();
  }

  private void assertWorkspace(long personId, long membershipId) {
    assertThat(byId(personId).membership().orElseThrow().id()).isEqualTo(membershipId);
    assertThat(byId(personId).person().activeMembershipId()).isEqualTo(membershipId);
  }

  @Test
  void everyColumnIsReadIntoItsOwnPlace() {
    EmailAddress email = directory.address();
    long personId = directory.person(email);
    long membershipId = directory.membership(directory.company(), personId, EDITOR);
    directory.sql(
        """
        UPDATE person SET job_title = 'title', firebase_uid = 'subject', is_mfa_enrolled = true,
          data_room_consumer_id = 'of person', pylon_email_hash = 'hash' WHERE id = ?
        """,
        personId);
    directory.sql(
        "UPDATE membership SET data_room_consumer_id = 'of membership', config = '{\"a\": 1}' WHERE"
            + " id = ?",
        membershipId);

    PersonWithMembership member = byId(personId);

    assertThat(member.person())
        .isEqualTo(
            new Person(
                personId,
                email.typed(),
                "Ann",
                "Example",
                "title",
                "subject",
                membershipId,
                true,
                false,
                "of person",
                "hash"));
    Membership membership = member.membership().orElseThrow();
    assertThat(membership.group()).isEqualTo(EDITOR);
    assertThat(membership.dataRoomConsumerId()).isEqualTo("of membership");
    assertThat(membership.config()).isEqualTo("{\"a\": 1}");
  }

  private List<Suspension> suspended(long companyId, long after, int size) {
    return directory.reading(tx -> people.suspended(tx, companyId, after, size));
  }

  @Test
  @Tag("promise:console-suspensions")
  void theSuspendedMembersOfACompanyComeInTheOrderOfTheirIds() {
    long companyId = directory.company();
    long ada = member(companyId, "Ada", "Lovelace", directory.unique("s") + "@one.example");
    member(companyId, "Bob", "Adams", directory.unique("s") + "@one.example");
    long left = member(companyId, "Joe", "Left", directory.unique("s") + "@one.example");
    long grace = member(companyId, "Grace", "", directory.unique("s") + "@one.example");
    long iris = member(companyId, "", "", directory.unique("s") + "@one.example");
    long other = member(directory.company(), "Eve", "Else", directory.unique("s") + "@one.example");
    directory.sql("UPDATE membership SET enabled = false WHERE person_id = ?", left);
    List.of(iris, ada, left, grace, other).forEach(directory::suspend);

    assertThat(suspended(companyId, 0, 100))
        .containsExactly(
            new Suspension(ada, "Ada Lovelace"),
            new Suspension(grace, "Grace"),
            new Suspension(iris, ""));
    assertThat(suspended(companyId, 0, 2))
        .extracting(Suspension::personId)
        .containsExactly(ada, grace);
    assertThat(suspended(companyId, ada, 2))
        .extracting(Suspension::personId)
        .containsExactly(grace, iris);
    assertThat(suspended(companyId, iris, 2)).isEmpty();
  }

  /** An import may bring a status that the Compleat contract shows and nothing else reads. */
  @Test
  void theStatusOfTheCompleatContractSuspendsNobody() {
    long companyId = directory.company();
    long held = member(companyId, "Iris", "Held", directory.unique("s") + "@one.example");
    directory.sql("UPDATE person SET status = 'SUSPENDED' WHERE id = ?", held);
    long off = member(companyId, "Hank", "Off", directory.unique("s") + "@one.example");
    directory.sql("UPDATE person SET is_active = false WHERE id = ?", off);

    assertThat(suspended(companyId, 0, 100)).containsExactly(new Suspension(off, "Hank Off"));
  }

  private OptionalLong idByEmail(EmailAddress email) {
    return directory.reading(tx -> people.idByEmail(tx, email));
  }

  private void create(EmailAddress email, String first, Optional<String> language) {
    directory.run(tx -> people.createUnlessKnown(tx, email, first, "Last", language));
  }

  @Test
  void aPersonIsMadeOnceHoweverTheAddressIsSpelled() {
    EmailAddress email = directory.address();
    EmailAddress upper = new EmailAddress(email.typed().toUpperCase(Locale.ROOT));
    assertThat(idByEmail(email)).isEmpty();

    create(email, "First", Optional.of("nl"));
    create(upper, "Second", Optional.empty());

    assertThat(
            directory.texts(
                """
                SELECT first_name || ' ' || last_name || ' ' || email || ' ' || status || ' ' || is_active
                  || ' ' || language
                FROM person WHERE id = ?
                """,
                idByEmail(upper).orElseThrow()))
        .containsExactly("First Last " + email.typed() + " ACTIVE true nl");
    EmailAddress silent = directory.address();
    create(silent, "First", Optional.empty());
    assertThat(
            directory.count(
                "SELECT count(*) FROM person WHERE email_key = ? AND language IS NULL",
                silent.key()))
        .isEqualTo(1);
  }

  @Test
  void twoWhoMakeOnePersonAtTheSameTimeMakeOne() {
    EmailAddress email = directory.address();

    OptionalLong seen =
        directory.second(
            tx -> people.createUnlessKnown(tx, email, "First", "", Optional.empty()),
            tx -> {
              people.createUnlessKnown(tx, email, "Second", "", Optional.empty());
              return people.idByEmail(tx, email);
            });

    assertThat(directory.texts("SELECT first_name FROM person WHERE id = ?", seen.orElseThrow()))
        .containsExactly("First");
  }

  @Test
  void aMembershipBecomesCurrentForWhoHasNoneYet() {
    long personId = directory.person();
    long first = directory.membership(directory.company(), personId, VIEWER);
    long second = directory.membership(directory.company(), personId, VIEWER);

    directory.run(tx -> people.settle(tx, personId, second));
    directory.run(tx -> people.settle(tx, personId, first));

    assertThat(directory.count("SELECT active_membership_id FROM person WHERE id = ?", personId))
        .isEqualTo(second);
  }
}
