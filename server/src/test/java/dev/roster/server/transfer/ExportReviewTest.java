package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.OperatorServices;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.directory.AccountName;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.ReaddressOutcome;
import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows that were stored before there was a rule against them, on their way out and in again. */
class ExportReviewTest {
  private static final OperatorCaller OPERATOR = new OperatorCaller("test");
  private static final String ID = "11111111-aaaa-4bbb-8ccc-00000000000";

  @RegisterExtension final TransferFixture given = new TransferFixture();
  @TempDir Path target;

  @BeforeEach
  void fillAsBefore() {
    given.seeded();
    sql("UPDATE company SET default_locale = 'Dutch, please' WHERE id = 2");
    sql("UPDATE tenant SET name = E'On\\u200be'");
    sql(
        """
        INSERT INTO person (id, uid, email, email_key, first_name, last_name, is_active, is_mfa_enrolled,
          is_mfa_required, status)
        SELECT id, gen_random_uuid(), email, key, 'A', 'B', true, false, false, 'ACTIVE' FROM (VALUES
          (3, 'a@xn--fa-hia.de', 'a@xn--fa-hia.de'),
          (4, E'a@fa\\u00df.de', NULL),
          (5, 'ada@example.org ', 'ada@example.org '),
          (6, 'Eve <e@b.example>', 'eve <e@b.example>')
        ) v (id, email, key)
        """);
    sql(
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, created_at, accepted_at)
        SELECT id::uuid, 1, email, key, 4, '2026-01-01Z', accepted FROM (VALUES
          ('11111111-aaaa-4bbb-8ccc-000000000002', 'EVE@example.org', NULL, NULL::timestamptz),
          ('11111111-aaaa-4bbb-8ccc-000000000003', 'Eve <e@b.example>', 'eve <e@b.example>', NULL),
          ('11111111-aaaa-4bbb-8ccc-000000000004', 'Ann <a@b.example>', 'ann <a@b.example>', '2026-01-02Z')
        ) v (id, email, key, accepted)
        """);
  }

  private void sql(String statement) {
    given.database().inTransaction(tx -> tx.handle().execute(statement));
  }

  private List<String> refused() {
    return new Exporter(given.database(), (file, rows) -> {})
        .write(target).refused().stream().map(ImportProblem::toString).toList();
  }

  @Test
  void whatAnImportWouldRefuseIsNamed() {
    assertThat(refused())
        .containsExactly(
            "tenants.csv, line 2, column name: \"On\\u200be\" holds the invisible character U+200B",
            "companies.csv, line 3, column default_locale:"
                + " \"Dutch, please\" is not a language tag like nl-NL",
            "users.csv, line 7, column email: \"Eve <e@b.example>\" is not an e-mail address:"
                + " it is not a bare address like ada@example.org: its part before the @ is not"
                + " valid",
            "invitations.csv, line 3, column email: \"Eve <e@b.example>\" is not an e-mail"
                + " address: it is not a bare address like ada@example.org: its part before the @"
                + " is not valid",
            "users.csv, column email: user 4 has the same address as user 3",
            "users.csv, column email: user 5 has the same address as user 1",
            "invitations.csv, column email: invitation "
                + (ID + "2 has the same address as invitation " + ID + "1"));
  }

  @Test
  void invitationsThatTheApiWouldNotMakeAreNamed() {
    sql("DELETE FROM invitation WHERE id <> '" + ID + "1'");
    sql(
        "UPDATE invitation SET auth_group_id = 1, email = 'Ada@example.org', email_key ="
            + " 'ada@example.org'");

    assertThat(refused())
        .endsWith(
            "invitations.csv, column auth_group_id: invitation "
                + (ID + "1: nobody can be invited as OWNER"),
            "invitations.csv, column email: invitation " + ID + "1 is for a member of its company");
  }

  /** Addresses and invitations in the directory, the rest in the files. */
  @Test
  void whatIsMendedIsImported() throws IOException {
    OperatorServices services = OperatorServices.over(given.database(), Clock.systemUTC());
    readdress(services, 4, "a@fass.example");
    readdress(services, 5, "ada@second.example");
    readdress(services, 6, "e@b.example");
    services.invitations().revoke(OPERATOR, 1, UUID.fromString(ID + "2"));
    services.invitations().revoke(OPERATOR, 1, UUID.fromString(ID + "3"));

    assertThat(refused()).hasSize(2);
    replace("tenants.csv", "On\u200be", "One");
    replace("companies.csv", "\"Dutch, please\"", "nl");
    try (Database fresh = Database.openForTransfer(TestDatabase.fresh())) {
      TransferFixture.load(fresh, target);

      List<String> accepted =
          fresh.reading(tx ->
              tx.handle()
                  .createQuery("SELECT email FROM invitation WHERE accepted_at IS NOT NULL")
                  .mapTo(String.class)
                  .list());
      assertThat(accepted).as("nobody can accept it any more").containsExactly("Ann <a@b.example>");
    }
  }

  private static void readdress(OperatorServices services, long person, String address) {
    assertThat(
            services
                .accounts()
                .readdress(OPERATOR, new AccountName.Id(person), EmailAddress.parse(address)))
        .isInstanceOf(ReaddressOutcome.Readdressed.class);
  }

  private void replace(String file, String old, String mended) throws IOException {
    Path path = target.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(old);
    Files.writeString(path, text.replace(old, mended));
  }

  @Test
  void aDirectoryByTheRulesHasNothingToMend() {
    sql("DELETE FROM invitation WHERE id <> '" + ID + "1'");
    sql("DELETE FROM person WHERE id > 2");
    sql("UPDATE company SET default_locale = 'nl'");
    sql("UPDATE tenant SET name = 'One'");

    assertThat(refused()).isEmpty();
  }
}
