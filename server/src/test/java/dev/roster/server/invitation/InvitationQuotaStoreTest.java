package dev.roster.server.invitation;

import static dev.roster.server.invitation.InvitationQuotas.Kind.COMPANY;
import static dev.roster.server.invitation.InvitationQuotas.Kind.INVITER;
import static dev.roster.server.invitation.InvitationQuotas.Kind.TARGET;
import static dev.roster.server.invitation.InvitationQuotas.Kind.TOTAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.InvitationQuotas.Kind;
import dev.roster.server.testing.TestDirectory;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationQuotaStoreTest {
  private static final LocalDate DAY = LocalDate.of(2031, 3, 1);

  private final InvitationQuotaStore quotas = new InvitationQuotaStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private Map<Kind, Long> add(
      Transaction tx, long company, long person, EmailAddress target, Kind... kinds) {
    return quotas.add(tx, company, person, target, DAY, List.of(kinds), 1);
  }

  private Map<Kind, Long> add(long company, long person, EmailAddress target, Kind... kinds) {
    return directory.inTransaction(tx -> add(tx, company, person, target, kinds));
  }

  private Map<Kind, Long> addOn(LocalDate day, EmailAddress target, int mails) {
    return directory.inTransaction(tx -> quotas.add(tx, 1, 1, target, day, List.of(TARGET), mails));
  }

  @Test
  void eachCounterIsThatOfItsOwnSubject() {
    long company = directory.company();
    long other = directory.company();
    long ada = directory.person();
    long bob = directory.person();
    EmailAddress target = directory.address();

    assertThat(add(company, ada, target, TARGET, INVITER, COMPANY))
        .isEqualTo(Map.of(TARGET, 1L, INVITER, 1L, COMPANY, 1L));
    assertThat(add(company, bob, directory.address(), TARGET, INVITER, COMPANY))
        .isEqualTo(Map.of(TARGET, 1L, INVITER, 1L, COMPANY, 2L));
    assertThat(add(other, ada, upper(target), TARGET, INVITER, COMPANY))
        .as("one address for all companies, however it is spelled")
        .isEqualTo(Map.of(TARGET, 2L, INVITER, 2L, COMPANY, 1L));
  }

  private static EmailAddress upper(EmailAddress address) {
    return new EmailAddress(address.typed().toUpperCase(Locale.ROOT));
  }

  @Test
  void whatIsNotLimitedIsNotCountedAndTheTotalIsEverybodys() {
    long company = directory.company();

    long total = add(company, 1, directory.address(), TOTAL).get(TOTAL);

    assertThat(add(directory.company(), 2, directory.address(), TOTAL))
        .isEqualTo(Map.of(TOTAL, total + 1));
    assertThat(add(company, 1, directory.address(), COMPANY)).isEqualTo(Map.of(COMPANY, 1L));
  }

  @Test
  void aPlaceIsGivenBackAndEachDayBeginsAtZero() {
    EmailAddress target = directory.address();

    addOn(DAY, target, 1);
    assertThat(addOn(DAY, target, 1)).containsEntry(TARGET, 2L);
    assertThat(addOn(DAY, target, -1)).containsEntry(TARGET, 1L);
    assertThat(addOn(DAY.plusDays(1), target, 1)).containsEntry(TARGET, 1L);
  }

  @Test
  void aConcurrentCountWaitsAndSeesTheFirst() {
    long company = directory.company();
    EmailAddress target = directory.address();

    Map<Kind, Long> second =
        directory.second(
            tx -> add(tx, company, 1, target, TARGET, COMPANY),
            tx -> add(tx, company, 2, directory.address(), TARGET, COMPANY));

    assertThat(second).isEqualTo(Map.of(TARGET, 1L, COMPANY, 2L));
  }

  @Test
  void nobodyWaitsForEverForACounter() {
    assertThat(
            directory.<String>inTransaction(tx -> {
              add(tx, directory.company(), 1, directory.address(), COMPANY);
              return tx.handle().select("SHOW lock_timeout").mapTo(String.class).one();
            }))
        .isEqualTo("3s");
    assertThat(
            directory.<String>reading(
                tx -> tx.handle().select("SHOW lock_timeout").mapTo(String.class).one()))
        .as("outside")
        .isEqualTo("0");
  }

  @Test
  void mailSentAgainCountsForTheAddressOfAnInvitationThatIsOpen() {
    long company = directory.company();
    EmailAddress target = directory.address();
    UUID id = directory.invitation(company, target, directory.person());

    resent(company, id, target);
    resent(company, id, target);
    resent(directory.company(), id, target);
    resent(company, UUID.randomUUID(), target);

    assertThat(counted(target)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted_at", "revoked_at", "expired_at"})
  void mailOfAnInvitationThatIsOverDoesNotCount(String end) {
    long company = directory.company();
    EmailAddress target = directory.address();
    UUID id = directory.invitation(company, target, directory.person());
    directory.sql("UPDATE invitation SET " + end + " = now() WHERE id = ?", id);

    resent(company, id, target);

    assertThat(counted(target)).isZero();
  }

  private void resent(long company, UUID id, EmailAddress target) {
    directory.run(tx -> quotas.addResent(tx, company, id, target, DAY));
  }

  private long counted(EmailAddress target) {
    return directory.count(
        "SELECT coalesce(sum(used), 0) FROM invitation_quota WHERE kind = 'target' AND subject = ?",
        target.key());
  }

  @Test
  void theDaysBeforeYesterdayAreForgotten() {
    EmailAddress target = directory.address();
    for (int days = 0; days < 4; days++) {
      directory.sql(
          "INSERT INTO invitation_quota VALUES ('target', ?, current_date - ?::int, ?)",
          target.key(),
          days,
          days);
    }

    directory.run(quotas::sweep);

    assertThat(
            directory.texts(
                "SELECT used FROM invitation_quota WHERE subject = ? ORDER BY day DESC",
                target.key()))
        .containsExactly("0", "1");
  }
}
