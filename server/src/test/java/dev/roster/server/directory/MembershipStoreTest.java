package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestDirectory;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MembershipStoreTest {
  private final MembershipStore memberships = new MembershipStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private int makeCurrent(long companyId, long personId) {
    return directory.inTransaction(tx -> memberships.makeCurrent(tx, companyId, personId));
  }

  private boolean isMember(long companyId, EmailAddress email) {
    return directory.reading(tx -> memberships.member(companyId, email).firstIn(tx)).isPresent();
  }

  private long enable(long companyId, long personId, long group) {
    return directory.inTransaction(tx -> memberships.enable(tx, companyId, personId, group));
  }

  private long current(long personId) {
    return directory.count(
        "SELECT coalesce(active_membership_id, 0) FROM person WHERE id = ?", personId);
  }

  private void disable(long membershipId) {
    directory.sql("UPDATE membership SET enabled = false WHERE id = ?", membershipId);
  }

  private String role(long membershipId) {
    return directory.value(
        String.class,
        "SELECT auth_group_id || ' ' || enabled FROM membership WHERE id = ?",
        membershipId);
  }

  @Test
  void aCompanyBecomesCurrentForTheMemberAndNobodyElse() {
    long companyId = directory.company();
    long ada = directory.person();
    long bob = directory.person();
    long membership = directory.membership(companyId, ada, VIEWER);
    directory.membership(companyId, bob, VIEWER);

    assertThat(makeCurrent(companyId, ada)).isEqualTo(1);

    assertThat(current(ada)).isEqualTo(membership);
    assertThat(current(bob)).isZero();
  }

  @Test
  void aCompanyWithoutAnEnabledMembershipDoesNotBecomeCurrent() {
    long personId = directory.person();
    long own = directory.company();
    long membership = directory.membership(own, personId, VIEWER);
    makeCurrent(own, personId);
    long left = directory.company();
    disable(directory.membership(left, personId, VIEWER));

    assertThat(makeCurrent(left, personId)).isZero();
    assertThat(makeCurrent(directory.company(), personId)).isZero();
    assertThat(makeCurrent(Long.MAX_VALUE, personId)).isZero();
    assertThat(current(personId)).isEqualTo(membership);
  }

  @Test
  void aMemberIsRecognisedByAnySpellingOfTheAddressWhileTheMembershipIsEnabled() {
    long companyId = directory.company();
    EmailAddress email = directory.address();
    long membership = directory.membership(companyId, directory.person(email), VIEWER);

    assertThat(isMember(companyId, new EmailAddress(email.typed().toUpperCase(Locale.ROOT))))
        .isTrue();
    assertThat(isMember(directory.company(), email)).isFalse();
    assertThat(isMember(companyId, directory.address())).isFalse();
    disable(membership);
    assertThat(isMember(companyId, email)).isFalse();
  }

  @Test
  void anInvitationLowersNobodyAndBringsBackWhoLeftWithTheNewRole() {
    long companyId = directory.company();
    long personId = directory.person();

    long made = enable(companyId, personId, ADMIN.id());
    assertThat(role(made)).isEqualTo("2 true");
    assertThat(enable(companyId, personId, VIEWER.id())).isEqualTo(made);
    assertThat(role(made)).as("keeps the role").isEqualTo("2 true");
    disable(made);
    assertThat(enable(companyId, personId, EDITOR.id())).isEqualTo(made);
    assertThat(role(made)).isEqualTo("3 true");
  }

  @Test
  void twoWhoMakeOneMembershipAtTheSameTimeMakeOneAndTheFirstDecidesTheRole() {
    long companyId = directory.company();
    long personId = directory.person();

    long second =
        directory.second(
            tx -> memberships.enable(tx, companyId, personId, EDITOR.id()),
            tx -> memberships.enable(tx, companyId, personId, VIEWER.id()));

    assertThat(role(second)).isEqualTo("3 true");
    assertThat(directory.count("SELECT count(*) FROM membership WHERE company_id = ?", companyId))
        .isEqualTo(1);
  }
}
