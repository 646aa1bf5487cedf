package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.db.Migrations;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imported ids of any size leave room for everybody who comes later. */
class ImportedIdsTest {
  private static final String MAX = "9007199254740991";
  private static final Pattern SECRET = Pattern.compile("/accept#([A-Za-z0-9_-]{43})");

  @TempDir Path folder;

  private static TestServer server() {
    return TestServer.on(TestDatabase.fresh(), MailConfig.to(new MailConfig.Route.Mailbox()));
  }

  private void load(TestServer server, String id) throws Exception {
    Files.writeString(folder.resolve("companies.csv"), "id,name\n" + id + ",Max\n");
    Files.writeString(
        folder.resolve("users.csv"),
        "id,email,first_name,last_name\n" + id + ",max@example.org,Max,M\n");
    Files.writeString(
        folder.resolve("memberships.csv"),
        "id,user_id,company_id,auth_group_id\n" + id + "," + id + "," + id + ",1\n");
    Files.writeString(folder.resolve("tokens.csv"), "token,user_id\nmax-token," + id + "\n");
    new Importer(server.database(), Clock.systemUTC(), (file, rows) -> {})
        .load(TestServer.OPERATOR, folder);
  }

  private static RawResponse post(TestServer server, String path, String json) {
    return server.send(
        "POST",
        path,
        Map.of("Content-Type", "application/json", "Authorization", "Bearer max-token"),
        json.getBytes(StandardCharsets.UTF_8));
  }

  private static String mail(TestServer server, int number) {
    return server
        .raw()
        .send("GET", "/dev/mailbox/" + number + "/text", Map.of("Host", "localhost"), null)
        .text();
  }

  private static void memberJoins(TestServer server, int number) {
    assertThat(
            post(
                    server,
                    "/api/accounts/invitations/",
                    "{\"email\":\"new" + number + "@example.org\",\"auth_group\":3}")
                .status())
        .isEqualTo(201);
    Waiting.until(() -> SECRET.matcher(mail(server, number)).find());
    Matcher secret = SECRET.matcher(mail(server, number));
    assertThat(secret.find()).isTrue();
    RawResponse accepted =
        server
            .raw()
            .send(
                "POST",
                "/accept",
                Map.of("Content-Type", "application/json"),
                ("{\"secret\":\""
                        + secret.group(1)
                        + "\",\"first_name\":\"N\",\"last_name\":\"W\"}")
                    .getBytes(StandardCharsets.UTF_8));
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({MAX, "9007199254740990", "9007199254000000", "4503599627370496", "9000001"})
  void peopleJoinAfterAnImportOfAnyId(String id) throws Exception {
    try (TestServer server = server()) {
      load(server, id);

      memberJoins(server, 1);
      memberJoins(server, 2);
      assertThat(next(server, "company")).isBetween(1L, Long.parseLong(MAX));
      assertThat(query(server, "SELECT count(*) FROM membership WHERE id <= " + MAX)).isEqualTo(3);
    }
  }

  /** A database in which an earlier version imported such ids. */
  @Test
  void aDirectoryWithoutRoomIsRepairedByTheMigration() throws Exception {
    try (TestServer server = server()) {
      load(server, MAX);
      server
          .database()
          .inTransaction(tx -> {
            for (String table : new String[] {"company", "person", "membership"}) {
              tx.handle().execute("SELECT setval('" + table + "_id_seq', " + MAX + ")");
            }
            tx.handle().execute("DROP FUNCTION leave_room_for_ids(text)");
            tx.handle().execute("DROP TABLE replica, rate_limit_count");
            tx.handle().execute("ALTER TABLE invitation DROP COLUMN declined_at");
            tx.handle().execute("ALTER TABLE outbox DROP COLUMN refusals, DROP COLUMN unconfirmed");
            tx.handle()
                .execute(
                    """
                    ALTER TABLE membership DROP CONSTRAINT membership_company_person,
                      ADD CONSTRAINT membership_company_id_person_id_key UNIQUE (company_id, person_id)
                    """);
            return tx.handle()
                .execute(
                    "DELETE FROM flyway_schema_history"
                        + " WHERE version IN ('009', '010', '10.1', '011', '012', '013', '014')");
          });

      assertThat(Migrations.apply(server.database())).isEqualTo(7);

      memberJoins(server, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // ids that are taken, the number of the last that was made, the next
    "'', 1, 1",
    "1, 1, 2",
    "'1,2,3', 3, 4",
    "'1,2,3', 1, 4",
    "'1,2,3', 100, 101",
    MAX + ", 1, 1",
    "'5," + MAX + "', 1, 6",
    "'5," + MAX + "', 70, 71",
    "'5," + MAX + "', " + MAX + ", 6",
    "'4503599627370495,4503599627370496," + MAX + "', 1, 4503599627370497",
    "'4503599627370495," + MAX + "', 4503599627370500, 4503599627370501",
  })
  void newIdsAreMadeWhereThereIsRoom(String taken, long last, long expected) {
    try (TestServer server = TestServer.empty(Clock.systemUTC())) {
      server
          .database()
          .inTransaction(tx -> {
            for (String id : Objects.requireNonNullElse(taken, "").split(",")) {
              if (!id.isEmpty()) {
                tx.handle()
                    .execute(
                        "INSERT INTO person (id, uid, email, email_key, first_name, last_name,"
                            + " is_active, is_mfa_enrolled, is_mfa_required, status) VALUES (?,"
                            + " gen_random_uuid(), ?, ?, '', '', true, false, false, 'ACTIVE')",
                        Long.parseLong(id),
                        id + "@example.org",
                        id + "@example.org");
              }
            }
            return tx.handle()
                .execute("SELECT setval('person_id_seq', " + last + ", " + (last > 1) + ")");
          });

      query(server, "SELECT 1 FROM leave_room_for_ids('person')");

      assertThat(next(server, "person")).isEqualTo(expected);
    }
  }

  private static long next(TestServer server, String table) {
    return query(server, "SELECT nextval('" + table + "_id_seq')");
  }

  private static long query(TestServer server, String sql) {
    return server
        .database()
        .inTransaction(tx -> tx.handle().createQuery(sql).mapTo(Long.class).one());
  }
}
