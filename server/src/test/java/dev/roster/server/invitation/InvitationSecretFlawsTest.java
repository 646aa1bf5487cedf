package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.server.boot.OperatorServices;
import dev.roster.server.mail.InvitationSecret;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Public flaws of invitations elsewhere that concern the secret and when it works, by their number
 * in docs/security.md.
 */
class InvitationSecretFlawsTest {
  private static final int EDITOR = 3;
  private static final String INVITATIONS = "/api/accounts/invitations/";

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  private final TestServer server = fixture.server();

  /**
   * The state stands on the invitation: to put the marker back, or to take it away, opens nothing.
   */
  @Test
  void flaw03TheMarkerOfASecretDecidesNothingAlone() {
    fixture.invite("ada@example.org", EDITOR);
    fixture.invite("bob@example.org", EDITOR);
    String used = fixture.secretFor("ada@example.org");
    String other = fixture.secretFor("bob@example.org");
    fixture.sql("CREATE TABLE kept AS SELECT * FROM invitation_secret");
    assertThat(fixture.accept(used).status()).isEqualTo(200);
    fixture.sql("UPDATE membership SET enabled = false WHERE person_id > 5");

    fixture.sql("INSERT INTO invitation_secret SELECT * FROM kept ON CONFLICT DO NOTHING");
    assertThat(fixture.accept(used).status()).isEqualTo(404);
    assertThat(fixture.preview(used).status()).isEqualTo(404);
    fixture.sql("DELETE FROM invitation_secret");
    assertThat(fixture.accept(other).status()).isEqualTo(404);

    assertThat(fixture.members("ada@example.org") + fixture.members("bob@example.org")).isZero();
  }

  /** No inviter sees the secret, in any response or output of a command. */
  @Test
  void flaw04NoResponseToAnOwnerAndNoCommandShowsASecret() {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    String secret = fixture.secretFor("ada@example.org");
    String hash = HexFormat.of().formatHex(new InvitationSecret(secret).hash());

    Stream.of(
            "companies/",
            "users/",
            "users/me/",
            "user-config/",
            "workspaces/",
            "invitations/" + id + "/")
        .map(path -> server.get("ann-token", "/api/accounts/" + path))
        .forEach(answer -> {
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer + answer.text()).doesNotContain(secret, hash);
        });
    assertThat(server.get("ann-token", INVITATIONS).status()).isEqualTo(405);
    assertThat(fixture.operator().invitations().list(InvitationFixture.OPERATOR, 1).toString())
        .contains("ada@example.org")
        .doesNotContain(secret, hash);
    assertThat(fixture.accept(secret).status()).isEqualTo(200);
  }

  /** A server whose clock is years late still goes by the clock of the database. */
  @Test
  void flaw10ALateClockOfTheServerKeepsNothingAlive() {
    Clock late = new MovableClock(Instant.parse("2020-01-01T00:00:00Z"));
    try (TestServer slow = TestServer.withData("two-tenants", late)) {
      InvitationFixture.invite(slow, "ada@example.org", EDITOR);
      InvitationSecret secret = new InvitationSecret("s".repeat(43));
      slow.database()
          .inTransaction(tx ->
              tx.handle()
                  .createUpdate(
                      "INSERT INTO invitation_secret (hash, invitation_id, mailing)"
                          + " SELECT :hash, id, mailing FROM invitation")
                  .bind("hash", secret.hash())
                  .execute());

      assertThat(InvitationFixture.accept(slow, secret.text(), "Ada", "Lovelace").status())
          .isEqualTo(410);
      slow.database()
          .inTransaction(tx ->
              tx.handle().execute("UPDATE invitation SET expires_at = now() + interval '1 day'"));
      assertThat(InvitationFixture.accept(slow, secret.text(), "Ada", "Lovelace").status())
          .isEqualTo(200);
    }
  }

  /** No hash of anything that somebody could know. */
  @Test
  void flaw14NoStoredHashIsOneOfWhatIsKnown() throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    String first = fixture.secretFor("ada@example.org");
    String message =
        MailParser.header(fixture.mailsTo("ada@example.org", 1).getFirst(), "Message-ID");
    List<String> hashes =
        server
            .database()
            .reading(tx ->
                tx.handle()
                    .createQuery("SELECT encode(hash, 'hex') FROM invitation_secret")
                    .mapTo(String.class)
                    .list());

    assertThat(hashes).hasSize(1).contains(sha256(first));
    for (String known : List.of("ada@example.org", id.toString(), message, "1", "3")) {
      assertThat(hashes).as(known).doesNotContain(sha256(known));
    }
    OperatorServices operator = fixture.operator();
    assertThat(operator.invitations().revoke(InvitationFixture.OPERATOR, 1, id)).isTrue();
    fixture.invite("ada@example.org", EDITOR);
    String second = MailParser.secret(fixture.mailsTo("ada@example.org", 2).getLast());
    assertThat(second).isNotEqualTo(first);
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A caller that knows an address that was invited learns no more than one that guesses. */
  @Test
  void flaw15TheRefusalDoesNotConfirmWhoIsInvited() {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    fixture.secretFor("ada@example.org");
    RawResponse guessed = fixture.accept("x".repeat(43));

    assertThat(guessed.status()).isEqualTo(404);
    for (String known : List.of("ada@example.org", "eve@example.org", id.toString())) {
      assertThat(InvitationFixture.withoutIds(fixture.accept(known)))
          .isEqualTo(InvitationFixture.withoutIds(guessed));
      assertThat(InvitationFixture.withoutIds(fixture.preview(known)))
          .isEqualTo(InvitationFixture.withoutIds(guessed));
    }
    assertThat(fixture.operator().invitations().list(InvitationFixture.OPERATOR, 1))
        .extracting(InvitationEntry::email, InvitationEntry::state)
        .containsExactly(tuple("ada@example.org", InvitationEntry.State.PENDING));
  }
}
