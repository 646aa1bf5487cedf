package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.address.MailAddress;
import dev.roster.server.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The change of the rule for addresses, on a database that was filled under the old rule. */
class AddressKeyMigrationTest {
  private final DatabaseUrl url = TestDatabase.empty();
  private final Database database = Database.openForTransfer(url);

  @BeforeEach
  void fillUnderTheOldRule() {
    Migrations.applyUpTo(database, "6");
    sql(
        """
        INSERT INTO person (id, uid, email, email_key, first_name, last_name, is_active, is_mfa_enrolled,
          is_mfa_required, status)
        SELECT id, gen_random_uuid(), email, key, 'A', 'B', true, false, false, 'ACTIVE' FROM (VALUES
          (1, 'ada@example.org', 'ada@example.org'),
          (2, 'a@fa\u00df.de', 'a@fass.de'),
          (3, 'b@xn--fa-hia.de', 'b@xn--fa-hia.de'),
          (4, 'b@fa\u00df.de', 'b@fass.de'),
          (5, 'ada@example.org ', 'ada@example.org '),
          (6, 'x@x\u200dy.com', 'x@xy.com'),
          (7, 'jos\u00e9@example.org', 'jos\u00e9@example.org'),
          (8, 'c@\u03b2\u03cc\u03bb\u03bf\u03c2.com', 'c@xn--nxasmq6b.com'),
          (9, 'Ada <d@b.example>', 'ada <d@b.example>'),
          (10, '"eve"@example.org', '"eve"@example.org'),
          (11, 'eve@example.org', 'eve@example.org')
        ) v (id, email, key)
        """);
    sql("INSERT INTO tenant (id, name) VALUES ('4cd16f1e-2e2d-5c68-bdc8-14c0444569dc', 'One')");
    sql(
        """
        INSERT INTO company (id, uid, tenant_id, name, type, is_mfa_enabled, created_at, updated_at)
        VALUES (1, gen_random_uuid(), '4cd16f1e-2e2d-5c68-bdc8-14c0444569dc', 'Acme', 'active', false,
          now(), now())
        """);
    sql(
        "INSERT INTO membership (company_id, person_id, auth_group_id, enabled)"
            + " SELECT 1, id, 4, true FROM person");
    sql(
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, created_at, revoked_at)
        SELECT id::uuid, 1, email, key, 4, now(), revoked FROM (VALUES
          ('00000000-0000-4000-8000-000000000001', 'i@fa\u00df.de', 'i@fass.de', NULL::timestamptz),
          ('00000000-0000-4000-8000-000000000002', 'i@xn--fa-hia.de', 'i@xn--fa-hia.de', NULL),
          ('00000000-0000-4000-8000-000000000003', 'i@fa\u00df.de', 'i@fass.de', now()),
          ('00000000-0000-4000-8000-000000000004', 'j@example.org', 'j@example.org', NULL),
          ('00000000-0000-4000-8000-000000000005', 'k@b.example ', 'k@b.example ', NULL),
          ('00000000-0000-4000-8000-000000000006', 'l@b.example ', 'l@b.example ', now())
        ) v (id, email, key, revoked)
        """);
    sql(
        "INSERT INTO invitation_secret (hash, invitation_id, mailing)"
            + " SELECT sha256(gen_random_uuid()::text::bytea), id, 1 FROM invitation");
  }

  @AfterEach
  void close() {
    database.close();
    TestDatabase.drop(url);
  }

  private void sql(String statement) {
    database.inTransaction(tx -> tx.handle().execute(statement));
  }

  private List<String> rows(String query) {
    return database.reading(tx -> tx.handle().createQuery(query).mapTo(String.class).list());
  }

  @Test
  void nobodyIsMergedOrRemovedAndEachIsFoundByTheNewRule() {
    String people = "SELECT (to_jsonb(p) - 'email_key')::text FROM person p ORDER BY id";
    String memberships = "SELECT m::text FROM membership m ORDER BY id";
    List<String> peopleBefore = rows(people);
    List<String> membershipsBefore = rows(memberships);

    Migrations.apply(database);

    assertThat(rows(people)).isEqualTo(peopleBefore);
    assertThat(rows(memberships)).isEqualTo(membershipsBefore);
    assertThat(rows("SELECT id || ' ' || coalesce(email_key, '-') FROM person ORDER BY id"))
        .containsExactly(
            "1 ada@example.org",
            "2 a@xn--fa-hia.de",
            "3 b@xn--fa-hia.de",
            "4 -",
            "5 ada@example.org ",
            "6 x@x\u200dy.com",
            "7 jos\u00e9@example.org",
            "8 c@xn--nxasmm1c.com",
            "9 ada <d@b.example>",
            "10 -",
            "11 eve@example.org");
    assertThat(rows("SELECT email_key FROM person WHERE email_key IS NOT NULL"))
        .allSatisfy(key -> assertThat(MailAddress.key(key)).isEqualTo(key));
  }

  @Test
  void whatNeedsALookIsNoted() {
    Migrations.apply(database);

    assertThat(
            rows(
                "SELECT kind || ' ' || person_id || ' ' || old_key FROM address_finding"
                    + " WHERE person_id IS NOT NULL ORDER BY person_id, kind"))
        .containsExactly(
            "rekeyed 2 a@fass.de",
            "rekeyed 4 b@fass.de",
            "shared 4 b@fass.de",
            "unreachable 5 ada@example.org ",
            "rekeyed 6 x@xy.com",
            "unreachable 6 x@xy.com",
            "rekeyed 8 c@xn--nxasmq6b.com",
            "unreachable 9 ada <d@b.example>",
            "shared 10 \"eve\"@example.org");
  }

  /** Their mail went to a domain that may belong to somebody else. */
  @Test
  void linksThatWereMailedToTheWrongDomainOpenNothing() {
    Migrations.apply(database);

    assertThat(
            rows(
                "SELECT right(id::text, 1) || ' ' || coalesce(email_key, '-') || ' '"
                    + " || (SELECT count(*) FROM invitation_secret s WHERE s.invitation_id = i.id)"
                    + " FROM invitation i ORDER BY id"))
        .containsExactly(
            "1 - 0",
            "2 i@xn--fa-hia.de 1",
            "3 i@xn--fa-hia.de 0",
            "4 j@example.org 1",
            "5 k@b.example  1",
            "6 l@b.example  1");
    assertThat(
            rows(
                "SELECT kind || right(invitation_id::text, 1) FROM address_finding"
                    + " WHERE invitation_id IS NOT NULL ORDER BY 1"))
        .as("6 is revoked: nothing is mailed to it any more")
        .containsExactly("rekeyed1", "rekeyed3", "shared1", "unreachable5");
  }

  /** A directory of a million rows is not read once for each of them. */
  @Test
  void eachRowIsFoundInAnIndex() throws SQLException {
    sql(
        """
        INSERT INTO person (id, uid, email, email_key, first_name, last_name, is_active, is_mfa_enrolled,
          is_mfa_required, status)
        SELECT 100 + n, gen_random_uuid(), n || '@fa\u00df.de', n || '@fass.de', 'A', 'B', true, false, false,
          'ACTIVE'
        FROM generate_series(1, 1000) n
        """);
    sql(
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, created_at)
        SELECT gen_random_uuid(), 1, n || '@fa\u00df.de', n || '@fass.de', 4, now()
        FROM generate_series(1, 1000) n
        """);
    sql(
        "INSERT INTO invitation_secret (hash, invitation_id, mailing)"
            + " SELECT sha256(gen_random_uuid()::text::bytea), id, 2 FROM invitation");
    Migrations.applyUpTo(database, "8");
    sql("ANALYZE");
    try (Connection connection = new MigrationDataSource(url).getConnection()) {
      connection.setAutoCommit(false);
      AddressKeyMigration.ofDomains().migrate(on(connection));
      try (Statement sql = connection.createStatement();
          ResultSet scans =
              sql.executeQuery(
                  "SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE relname IN"
                      + " ('person', 'invitation', 'invitation_secret')")) {
        while (scans.next()) {
          assertThat(scans.getLong(2)).as(scans.getString(1)).isLessThan(10);
        }
      }
    }
  }

  /** IP addresses in brackets were compared as they were written until then. */
  @Test
  void literalsGetOneKeyAndNobodyIsMergedOrLosesALink() {
    Migrations.applyUpTo(database, "10");
    sql("DELETE FROM address_finding");
    sql(
        """
        INSERT INTO person (id, uid, email, email_key, first_name, last_name, is_active, is_mfa_enrolled,
          is_mfa_required, status)
        SELECT id, gen_random_uuid(), email, key, 'A', 'B', true, false, false, 'ACTIVE' FROM (VALUES
          (21, 'x@[IPv6:0:0:0:0:0:0:0:1]', 'x@[ipv6:0:0:0:0:0:0:0:1]'),
          (22, 'x@[IPv6:::1]', 'x@[ipv6:::1]'),
          (23, 'x@[::1]', 'x@[::1]'),
          (24, 'y@[IPv6:2001:DB8:0::1]', 'y@[ipv6:2001:db8:0::1]'),
          (25, 'y@[IPv6:2001:db8::1]', NULL),
          (26, '"z[0]"@b.example', '"z[0]"@b.example')
        ) v (id, email, key)
        """);
    sql(
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, created_at)
        SELECT id::uuid, 1, email, key, 4, now() FROM (VALUES
          ('00000000-0000-4000-8000-000000000011', 'w@[IPv6:0::1]', 'w@[ipv6:0::1]'),
          ('00000000-0000-4000-8000-000000000012', 'w@[IPv6:::1]', 'w@[ipv6:::1]')
        ) v (id, email, key)
        """);
    sql(
        "INSERT INTO invitation_secret (hash, invitation_id, mailing) SELECT"
            + " sha256(gen_random_uuid()::text::bytea), id, 2 FROM invitation WHERE email LIKE"
            + " 'w%'");
    String people = "SELECT (to_jsonb(p) - 'email_key')::text FROM person p ORDER BY id";
    String secrets = "SELECT s::text FROM invitation_secret s ORDER BY 1";
    List<String> peopleBefore = rows(people);
    List<String> secretsBefore = rows(secrets);

    Migrations.apply(database);

    assertThat(rows(people)).isEqualTo(peopleBefore);
    assertThat(rows(secrets)).isEqualTo(secretsBefore);
    assertThat(
            rows(
                "SELECT id || ' ' || coalesce(email_key, '-') FROM person WHERE id > 20 ORDER BY"
                    + " id"))
        .containsExactly(
            "21 -",
            "22 x@[ipv6:::1]",
            "23 -",
            "24 y@[ipv6:2001:db8::1]",
            "25 -",
            "26 \"z[0]\"@b.example");
    assertThat(
            rows(
                "SELECT kind || ' ' || coalesce(person_id::text, right(invitation_id::text, 2)) ||"
                    + " ' ' || old_key FROM address_finding ORDER BY id"))
        .containsExactly(
            "shared 21 x@[ipv6:0:0:0:0:0:0:0:1]", "shared 23 x@[::1]", "shared 11 w@[ipv6:0::1]");
  }

  private static Context on(Connection connection) {
    return new Context() {
      @Override
      public @Nullable Configuration getConfiguration() {
        return null;
      }

      @Override
      public Connection getConnection() {
        return connection;
      }
    };
  }

  @Test
  void aDatabaseWithoutSuchAddressesHasNothingToReport() {
    sql("DELETE FROM membership");
    sql("DELETE FROM person WHERE id > 1");
    sql("DELETE FROM invitation_secret");
    sql("DELETE FROM invitation");

    Migrations.apply(database);

    assertThat(rows("SELECT kind FROM address_finding")).isEmpty();
    assertThat(rows("SELECT email_key FROM person")).containsExactly("ada@example.org");
  }
}
