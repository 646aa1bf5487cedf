package dev.roster.server.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.authentication.Authentication;
import dev.roster.server.authentication.AuthenticationStore;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.authentication.LastUseRecorder;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.Scope;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.Database;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens and keys as the doors see them; Ann (1) owns Alpha One, and Ben (4) owns Beta One. */
class TokenTest {
  private static final OperatorCaller OPERATOR = new OperatorCaller("test");
  private static final long ANN = 1;
  private static final UUID ALPHA = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
  private static final String ALPHA_KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String ME = "/api/accounts/users/me/";
  private static final String INVITATIONS = "/api/accounts/invitations/";
  private static final String SWITCH = "/api/accounts/workspaces/switch/";
  private static final String DENIED =
      "{\"detail\":\"You do not have permission to perform this action.\"}";
  private static final String INVALID = "{\"detail\":\"Invalid token.\"}";

  private final MovableClock clock = new MovableClock(Instant.parse("2031-03-01T12:00:00Z"));
  private TestServer server;
  private TokenService tokens;
  private TenantKeyService keys;

  @BeforeEach
  void start() {
    server = TestServer.withData("two-tenants", clock);
    tokens = OperatorServices.over(server.database(), clock).tokens();
    keys = OperatorServices.over(server.database(), clock).tenantKeys();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private IssuedToken token(Scope... scopes) {
    return tokens
        .create(OPERATOR, ANN, new TokenRequest("", Set.of(scopes), Optional.empty(), false))
        .orElseThrow();
  }

  private static String invitation(String email) {
    return "{\"email\":\"" + email + "\",\"auth_group\":3}";
  }

  @Test
  @Tag("promise:scopes")
  void aReadTokenReadsButNeitherInvitesNorSwitches() {
    String reader = token(Scope.READ).secret();

    assertThat(server.get(reader, ME).status()).isEqualTo(200);
    assertThat(server.get(reader, "/api/accounts/users/").status()).isEqualTo(200);
    RawResponse invite = server.post(reader, INVITATIONS, invitation("ada@example.org"));
    assertThat(invite.status()).isEqualTo(403);
    assertThat(invite.text()).isEqualTo(DENIED);
    RawResponse switched = server.post(reader, SWITCH, "{\"company_id\":2}");
    assertThat(switched.status()).isEqualTo(403);
    assertThat(switched.text()).isEqualTo(DENIED);
    assertThat(server.get(reader, ME).text()).contains("Alpha One");
  }

  @Test
  void scopesAreCheckedWhereDjangoChecksPermissions() {
    String reader = token(Scope.READ).secret();

    assertThat(server.post(reader, INVITATIONS, "no json").status()).isEqualTo(403);
    assertThat(server.get(reader, INVITATIONS).status()).as("before the method").isEqualTo(403);
    assertThat(server.get("ann-token", INVITATIONS).status()).isEqualTo(405);
  }

  @Test
  @Tag("promise:scopes")
  void aWriteTokenInvitesAndSwitches() {
    for (Scope scope : List.of(Scope.WRITE, Scope.ADMIN)) {
      String writer = token(scope).secret();
      String email = scope + "@example.org";
      assertThat(server.post(writer, INVITATIONS, invitation(email)).status()).isEqualTo(201);
      assertThat(server.post(writer, SWITCH, "{\"company_id\":2}").status()).isEqualTo(200);
      assertThat(server.get(writer, ME).status()).isEqualTo(200);
      server.post(writer, SWITCH, "{\"company_id\":1}");
    }
  }

  @Test
  void importedTokensKeepEveryScope() {
    RawResponse invite = server.post("ann-token", INVITATIONS, invitation("ada@example.org"));

    assertThat(invite.status()).isEqualTo(201);
    assertThat(tokens.ofPerson(OPERATOR, ANN).getFirst().scopes())
        .containsExactlyInAnyOrder(Scope.values());
  }

  @Test
  void anExpiredTokenIsInvalidFromTheVeryInstant() {
    TokenRequest day =
        new TokenRequest("", Set.of(Scope.READ), Optional.of(Duration.ofDays(1)), false);
    String secret = tokens.create(OPERATOR, ANN, day).orElseThrow().secret();

    clock.advance(Duration.ofDays(1).minusMillis(1));
    assertThat(server.get(secret, ME).status()).isEqualTo(200);
    clock.advance(Duration.ofMillis(1));
    RawResponse late = server.get(secret, ME);

    assertThat(late.status()).isEqualTo(401);
    assertThat(late.text()).isEqualTo(INVALID);
    assertThat(late.header("www-authenticate")).hasValue("Bearer");
  }

  @Test
  void aRevokedTokenIsInvalidWithTheNextRequest() {
    IssuedToken token = token(Scope.READ);
    assertThat(server.get(token.secret(), ME).status()).isEqualTo(200);

    assertThat(tokens.revoke(OPERATOR, token.id())).hasValue(clock.instant());

    assertThat(server.get(token.secret(), ME).text()).isEqualTo(INVALID);
    assertThat(server.get("ann-token", ME).status()).as("the other token").isEqualTo(200);
    Instant first = clock.instant();
    clock.advance(Duration.ofHours(1));
    assertThat(tokens.revoke(OPERATOR, token.id())).as("once more").hasValue(first);
    assertThat(tokens.revoke(OPERATOR, "rst_live_unknown")).isEmpty();
  }

  @Test
  @Tag("promise:token-until-revoked")
  void anyTextIsATokenWhateverItsPrefix() {
    assertThat(token(Scope.READ).secret()).startsWith("rst_live_");
    assertThat(server.get("ann-token", ME).status()).isEqualTo(200);
    assertThat(server.get("ben-token", ME).status()).isEqualTo(200);
  }

  @Test
  void aFoundTokenAndAnImportedOneCanBeRevoked() {
    IssuedToken leaked = token(Scope.READ);
    String imported = tokens.ofPerson(OPERATOR, ANN).getFirst().id();

    assertThat(tokens.revoke(OPERATOR, leaked.secret())).isPresent();
    assertThat(tokens.revoke(OPERATOR, imported)).isPresent();
    assertThat(tokens.revoke(OPERATOR, "ben-token")).as("opaque, found somewhere").isPresent();
    assertThat(server.get("ben-token", ME).status()).isEqualTo(401);

    assertThat(server.get(leaked.secret(), ME).status()).isEqualTo(401);
    assertThat(server.get("ann-token", ME).status()).isEqualTo(401);
  }

  @Test
  void aMistypedTokenIsRefusedWithoutAQuery() {
    String secret = token(Scope.READ).secret();
    String typo =
        secret.substring(0, 30) + (secret.charAt(30) == 'a' ? 'b' : 'a') + secret.substring(31);
    Database closed = Database.open(server.url(), 1);
    Authenticator offline =
        new Authenticator(
            closed,
            new AuthenticationStore(),
            new LastUseRecorder(closed, new AuthenticationStore(), clock),
            clock,
            Optional.empty());
    closed.close();

    assertThat(offline.byToken(typo, CallerQuery.ofNothing(), CallOrigin.terminal()))
        .isInstanceOf(Authentication.UnknownToken.class);
    assertThat(server.get(typo, ME).text()).isEqualTo(INVALID);
  }

  @Test
  void noTableAndNoListHoldsASecret() {
    IssuedToken token = token(Scope.ADMIN);
    IssuedTenantKey key =
        keys.create(OPERATOR, ALPHA, "", Optional.empty(), shown -> {}).orElseThrow();
    server.get(token.secret(), ME);
    server.compleat(key.secret().toString(), "/api/users/" + ALPHA + "/null");
    String random = token.secret().substring(token.id().length() + 1);

    List<String> tables =
        server
            .database()
            .reading(tx ->
                tx.handle()
                    .createQuery(
                        "SELECT table_name FROM information_schema.tables"
                            + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
                    .mapTo(String.class)
                    .list());
    assertThat(tables).contains("api_token", "tenant_key");
    for (String table : tables) {
      String rows =
          server
              .database()
              .reading(tx ->
                  tx.handle()
                      .createQuery(
                          "SELECT coalesce(string_agg(t::text, ' '), '') FROM \"" + table + "\" t")
                      .mapTo(String.class)
                      .one());
      assertThat(rows).as(table).doesNotContain(random).doesNotContain(key.secret().toString());
    }
    assertThat(tokens.all(OPERATOR).toString()).contains(token.id()).doesNotContain(random);
    assertThat(keys.all(OPERATOR).toString()).doesNotContain(key.secret().toString());
    assertThat(token.toString() + key).doesNotContain(random, key.secret().toString());
  }

  @Test
  void aRotatedKeyWorksUntilTheOverlapEnds() {
    IssuedTenantKey old =
        keys.create(OPERATOR, ALPHA, "erp", Optional.empty(), shown -> {}).orElseThrow();
    RotateOutcome.Rotated rotated =
        (RotateOutcome.Rotated) keys.rotate(OPERATOR, old.id(), Duration.ofHours(24), shown -> {});
    String fresh = rotated.key().secret().toString();

    assertThat(rotated.oldUntil()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
    assertThat(users(old.secret().toString())).isEqualTo(200);
    assertThat(users(fresh)).isEqualTo(200);
    clock.advance(Duration.ofHours(24));
    assertThat(users(old.secret().toString())).isEqualTo(401);
    assertThat(users(fresh)).isEqualTo(200);
    assertThat(keys.rotate(OPERATOR, old.id(), Duration.ZERO, shown -> {}))
        .isEqualTo(new RotateOutcome.DeadKey(old.id()));
    assertThat(keys.all(OPERATOR))
        .filteredOn(key -> key.id().equals(rotated.key().id()))
        .singleElement()
        .satisfies(key -> assertThat(key.label()).isEqualTo("erp"));
  }

  @Test
  void aRevokedKeyIsRefusedAtOnce() {
    UUID imported =
        keys.all(OPERATOR).stream()
            .filter(key -> key.tenantId().equals(ALPHA))
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(users(ALPHA_KEY)).isEqualTo(200);

    assertThat(keys.revoke(OPERATOR, imported)).isPresent();

    assertThat(users(ALPHA_KEY)).isEqualTo(401);
    assertThat(keys.revoke(OPERATOR, UUID.randomUUID())).isEmpty();
    assertThat(keys.create(OPERATOR, UUID.randomUUID(), "", Optional.empty(), shown -> {}))
        .isEmpty();
  }

  private int users(String key) {
    return server.compleat(key, "/api/users/" + ALPHA + "/null").status();
  }
}
