package dev.roster.server.sandbox;

import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.credential.SecretHash;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.idempotency.KeyedRequest;
import dev.roster.server.invitation.InvitationQuotaStore;
import dev.roster.server.sandbox.SandboxClock.Setting;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxStoreTest {
  private static final Instant FROZEN = Instant.parse("2030-01-01T00:00:00.000001Z");

  private static final List<String> FUNCTIONS =
      List.of("now()", "statement_timestamp()", "clock_timestamp()");

  private final SandboxStore store = new SandboxStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  /** The time by a function of PostgreSQL on a connection that looks into the schema first. */
  private Instant time(String schema, String function) {
    return directory.inTransaction(tx -> {
      tx.handle().execute("SET LOCAL search_path = " + schema + ", pg_catalog, public");
      return tx.handle().select("SELECT " + function).mapTo(OffsetDateTime.class).one().toInstant();
    });
  }

  private Duration ahead(String schema, String function) {
    return Duration.between(time("public", function), time(schema, function));
  }

  @Test
  void aClockRunsWithThatOfTheDatabaseUntilItIsMoved() {
    directory.run(tx -> store.installClock(tx, "clock_a"));
    for (String function : FUNCTIONS) {
      assertThat(ahead("clock_a", function)).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    directory.run(tx -> store.moveClock(tx, "clock_a", Setting.REAL.later(Duration.ofDays(8))));
    for (String function : FUNCTIONS) {
      assertThat(ahead("clock_a", function))
          .isBetween(Duration.ofDays(8), Duration.ofDays(8).plusMinutes(1));
    }

    directory.run(tx -> store.moveClock(tx, "clock_a", Setting.frozen(FROZEN)));
    for (String function : FUNCTIONS) {
      assertThat(time("clock_a", function)).as(function).isEqualTo(FROZEN);
    }
    assertThat(time("public", "now()")).as("of others").isBefore(FROZEN);
  }

  /** The rows that are kept for a day by a moved clock are not swept by it at once. */
  @Test
  void keysAndQuotasAreAsOldAsTheMovedClockSays() {
    IdempotencyStore keys = new IdempotencyStore();
    InvitationQuotaStore quotas = new InvitationQuotaStore();
    long personId = directory.person();
    for (Instant moved : List.of(FROZEN, Instant.parse("2020-01-01T00:00:00Z"))) {
      String schema = "clock_" + directory.unique("d").replaceAll("\\W", "_");
      KeyedRequest request = new KeyedRequest(schema, new IdempotencyKey("a"), "content");
      long left =
          directory.inTransaction(tx -> {
            store.installClock(tx, schema);
            store.moveClock(tx, schema, Setting.frozen(moved));
            tx.handle().execute("SET LOCAL search_path = " + schema + ", pg_catalog, public");
            keys.claim(tx, personId, request, "result");
            store.useUpInvitations(tx, "inviter", schema, 3);
            keys.sweep(tx);
            quotas.sweep(tx);
            return tx.handle()
                .select(
                    """
                    SELECT (SELECT count(*) FROM idempotency_key WHERE operation = ?)
                      + (SELECT count(*) FROM invitation_quota WHERE subject = ?)
                    """,
                    schema,
                    schema)
                .mapTo(Long.class)
                .one();
          });

      assertThat(left).as("at %s", moved).isEqualTo(2);
    }
  }

  @Test
  void aClockIsRemovedAloneAndMayBeGoneAlready() {
    directory.run(tx -> store.installClock(tx, "clock_b"));
    directory.run(tx -> store.installClock(tx, "clock_c"));

    directory.run(tx -> store.removeClock(tx, "clock_b"));
    directory.run(tx -> store.removeClock(tx, "clock_b"));

    assertThat(directory.texts("SELECT nspname FROM pg_namespace WHERE nspname ~ '^clock_[bc]$'"))
        .containsExactly("clock_c");
  }

  @Test
  void aCredentialIsKnownByTheIdOfItsRow() {
    String token = directory.unique("token");
    UUID key = UUID.randomUUID();
    UUID tokenId =
        directory.value(
            UUID.class,
            "INSERT INTO api_token (token_hash, person_id) VALUES (?, ?) RETURNING id",
            SecretHash.ofToken(token),
            directory.person());
    UUID keyId =
        directory.value(
            UUID.class,
            "INSERT INTO tenant_key (key_hash, tenant_id) VALUES (?, ?) RETURNING id",
            SecretHash.ofKey(key),
            directory.tenant());

    assertThat(directory.<UUID>reading(tx -> store.tokenId(tx, token))).isEqualTo(tokenId);
    assertThat(directory.<UUID>reading(tx -> store.keyId(tx, key))).isEqualTo(keyId);
    assertThatThrownBy(() -> directory.<UUID>reading(tx -> store.tokenId(tx, "unknown")))
        .isInstanceOf(IllegalStateException.class);
  }

  /** A tenant with a row in every table that refers to it, to its company or to its person. */
  private final class Furnished {
    final UUID tenant = directory.tenant();
    final long companyId = directory.company(tenant);
    final long personId = directory.caller(companyId, VIEWER).personId();

    Furnished() {
      UUID invitation = directory.invitation(companyId, directory.address(), personId);
      directory.secret(invitation);
      directory.sql(
          """
          INSERT INTO outbox (id, invitation_id, message_id, state, created_at)
          VALUES (gen_random_uuid(), ?, gen_random_uuid(), 'waiting', now())
          """,
          invitation);
      directory.sql(
          "INSERT INTO api_token (token_hash, person_id) VALUES (?, ?)",
          SecretHash.ofToken(directory.unique("token")),
          personId);
      directory.sql(
          "INSERT INTO tenant_key (key_hash, tenant_id) VALUES (?, ?)",
          SecretHash.ofKey(UUID.randomUUID()),
          tenant);
      directory.sql(
          """
          INSERT INTO idempotency_key (person_id, operation, key_hash, content_hash)
          VALUES (?, 'invite', sha256('k'), sha256('c'))
          """,
          personId);
      directory.sql(
          "INSERT INTO address_finding (kind, person_id, old_key) VALUES ('rekeyed', ?, 'old')",
          personId);
    }

    void wipe(Long... people) {
      directory.run(tx ->
          store.wipe(
              tx,
              tenant.toString(),
              List.of(people).stream().map(String::valueOf).collect(Collectors.joining(","))));
    }
  }

  private static final List<String> TABLES =
      List.of(
          "tenant",
          "tenant_key",
          "company",
          "membership",
          "person",
          "api_token",
          "invitation",
          "invitation_secret",
          "outbox",
          "idempotency_key",
          "address_finding");

  private List<Long> rows() {
    return TABLES.stream().map(table -> directory.count("SELECT count(*) FROM " + table)).toList();
  }

  private long people(long personId) {
    return directory.count("SELECT count(*) FROM person WHERE id = ?", personId);
  }

  @Test
  void aTenantGoesWithEveryRowThatRefersToItAndNoOther() {
    new Furnished();
    List<Long> before = rows();
    Furnished tenant = new Furnished();
    assertThat(rows()).as("something in every table").doesNotContainAnyElementsOf(List.of(0L));

    tenant.wipe();

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void whoIsAlsoAMemberElsewhereStaysAndLosesTheWorkspaceOnly() {
    Furnished tenant = new Furnished();
    long elsewhere = directory.company();
    directory.membership(elsewhere, tenant.personId, VIEWER);

    tenant.wipe();

    assertThat(people(tenant.personId)).isEqualTo(1);
    assertThat(
            directory.count(
                "SELECT company_id FROM membership WHERE person_id = ?", tenant.personId))
        .isEqualTo(elsewhere);
  }

  @Test
  void peopleWithoutAMembershipGoIfTheyAreNamed() {
    Furnished tenant = new Furnished();
    long named = directory.person();
    long other = directory.person();

    tenant.wipe(named);

    assertThat(people(named)).isZero();
    assertThat(people(other)).isEqualTo(1);
  }

  @Test
  void whoNamedANomineeThatGoesHasNoneAnyMore() {
    Furnished tenant = new Furnished();
    long other = directory.person();
    UUID invitation =
        directory.invitation(directory.company(), directory.address(), tenant.personId);
    directory.sql("UPDATE person SET nominee_person_id = ? WHERE id = ?", tenant.personId, other);

    tenant.wipe();

    assertThat(directory.count("SELECT count(nominee_person_id) FROM person WHERE id = ?", other))
        .isZero();
    assertThat(
            directory.count(
                "SELECT count(*) FROM invitation WHERE id = ? AND invited_by IS NULL", invitation))
        .isEqualTo(1);
  }
}
