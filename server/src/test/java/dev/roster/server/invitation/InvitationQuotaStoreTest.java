package dev.roster.server.invitation;

import static dev.roster.server.invitation.InvitationQuotas.Kind.COMPANY;
import static dev.roster.server.invitation.InvitationQuotas.Kind.INVITER;
import static dev.roster.server.invitation.InvitationQuotas.Kind.TARGET;
import static dev.roster.server.invitation.InvitationQuotas.Kind.TOTAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.OpenStatement;
import dev.roster.server.db.Relation;
import dev.roster.server.db.Transaction;
import dev.roster.server.db.WriteStatement;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.InvitationQuotas.Kind;
import dev.roster.server.testing.TestDirectory;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationQuotaStoreTest {
  private static final LocalDate DAY = LocalDate.of(2031, 3, 1);
  private static final int PLENTY = 100;

  private final InvitationQuotaStore quotas = new InvitationQuotaStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  /** A mail to an address, which counts for the kinds up to a limit. */
  private final class Mail {
    private final Relation<Kind> reached;
    private final Relation<Kind> counted;
    private final WriteStatement statement;

    Mail(long company, long person, EmailAddress target, LocalDate day, int limit, Kind... kinds) {
      SequencedMap<Kind, Integer> limits = new LinkedHashMap<>();
      for (Kind kind : kinds) {
        limits.put(kind, limit);
      }
      Relation<UUID> made =
          new Relation<>(
              "made", "SELECT gen_random_uuid() AS id FROM admitted", Map.of(), UUID::fromString);
      Relation<Kind> quota = quotas.quota(company, person, target, day, limits);
      this.reached = quotas.reached(quota);
      this.counted = quotas.counted(made, quota, day);
      this.statement = new WriteStatement(List.of(quota), List.of(reached), List.of(made, counted));
    }

    /** The kinds that count it; none if a quota refuses it. */
    List<Kind> count() {
      return directory.database().write(statement).of(counted);
    }

    List<Kind> count(Transaction tx) {
      return OpenStatement.run(tx, statement).of(counted);
    }

    List<Kind> refusals() {
      return directory.database().write(statement).of(reached);
    }
  }

  private long used(Kind kind, Object subject) {
    return directory.count(
        "SELECT coalesce(max(used), 0) FROM invitation_quota"
            + " WHERE kind = ? AND subject = ? AND day = ?::date",
        kind.name().toLowerCase(Locale.ROOT),
        subject.toString(),
        DAY.toString());
  }

  @Test
  void eachCounterIsThatOfItsOwnSubject() {
    long company = directory.company();
    long other = directory.company();
    long ada = directory.person();
    long bob = directory.person();
    EmailAddress target = directory.address();
    Kind[] kinds = {TARGET, INVITER, COMPANY};

    assertThat(new Mail(company, ada, target, DAY, PLENTY, kinds).count()).containsExactly(kinds);
    new Mail(company, bob, directory.address(), DAY, PLENTY, kinds).count();
    new Mail(other, ada, upper(target), DAY, PLENTY, kinds).count();

    assertThat(used(TARGET, target.key())).as("for all companies, however spelled").isEqualTo(2);
    assertThat(used(INVITER, ada)).isEqualTo(2);
    assertThat(used(INVITER, bob)).isEqualTo(1);
    assertThat(used(COMPANY, company)).isEqualTo(2);
    assertThat(used(COMPANY, other)).isEqualTo(1);
  }

  private static EmailAddress upper(EmailAddress address) {
    return new EmailAddress(address.typed().toUpperCase(Locale.ROOT));
  }

  @Test
  void whatIsNotLimitedIsNotCountedAndTheTotalIsEverybodys() {
    long company = directory.company();
    long before = used(TOTAL, "");

    new Mail(company, 1, directory.address(), DAY, PLENTY, TOTAL).count();
    new Mail(directory.company(), 2, directory.address(), DAY, PLENTY, TOTAL).count();
    assertThat(new Mail(company, 1, directory.address(), DAY, PLENTY).count()).isEmpty();

    assertThat(used(TOTAL, "")).isEqualTo(before + 2);
    assertThat(used(COMPANY, company)).isZero();
  }

  @Test
  void oneCounterAtItsLimitRefusesAndNoneCounts() {
    long company = directory.company();
    EmailAddress target = directory.address();
    Mail mail = new Mail(company, 1, target, DAY, 2, TARGET, COMPANY);
    new Mail(company, 1, directory.address(), DAY, 2, COMPANY).count();

    assertThat(mail.refusals()).isEmpty();
    assertThat(mail.refusals()).containsExactly(COMPANY);
    assertThat(mail.count()).isEmpty();

    assertThat(used(TARGET, target.key())).isEqualTo(1);
    assertThat(used(COMPANY, company)).isEqualTo(2);
    assertThat(new Mail(company, 1, target, DAY, 1, TARGET, COMPANY).refusals())
        .as("limits that were lowered")
        .containsExactly(TARGET, COMPANY);
    assertThat(new Mail(company, 1, target, DAY.plusDays(1), 2, TARGET, COMPANY).count())
        .as("another day")
        .hasSize(2);
  }

  @Test
  void aConcurrentCountWaitsAndCountsOn() {
    long company = directory.company();
    Mail first = new Mail(company, 1, directory.address(), DAY, 2, TARGET, COMPANY);
    Mail late = new Mail(company, 2, directory.address(), DAY, 2, TARGET, COMPANY);

    List<Kind> second = directory.second(tx -> first.count(tx), () -> late.count());

    assertThat(second).containsExactly(TARGET, COMPANY);
    assertThat(used(COMPANY, company)).isEqualTo(2);
  }

  /** The counter may be a new one, or there already. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whoWaitsForTheLastPlaceIsRefusedAndCountsNowhere(int before) {
    long company = directory.company();
    EmailAddress target = directory.address();
    for (int i = 0; i < before; i++) {
      new Mail(company, 1, directory.address(), DAY, PLENTY, COMPANY).count();
    }
    Mail first = new Mail(company, 1, directory.address(), DAY, before + 1, TARGET, COMPANY);
    Mail late = new Mail(company, 2, target, DAY, before + 1, TARGET, COMPANY);

    List<Kind> second = directory.second(tx -> first.count(tx), late::refusals);

    assertThat(second).containsExactly(COMPANY);
    assertThat(used(COMPANY, company)).isEqualTo(before + 1);
    assertThat(used(TARGET, target.key())).isZero();
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
