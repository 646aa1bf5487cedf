package dev.roster.server.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.boot.OperatorServices;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.Scope;
import dev.roster.server.testing.TestServer;
import dev.roster.server.transfer.Exporter;
import dev.roster.server.transfer.ImportRefusedException;
import dev.roster.server.transfer.Importer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copied directory gives nobody more access than the original. */
class TokenTransferTest {
  private static final OperatorCaller OPERATOR = new OperatorCaller("test");
  private static final String ME = "/api/accounts/users/me/";
  private static final UUID ALPHA = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");

  @Test
  void aCopyKeepsScopesExpiryAndRevocation(@TempDir Path folder) {
    IssuedToken reader;
    IssuedToken revoked;
    IssuedTenantKey key;
    IssuedTenantKey revokedKey;
    try (TestServer original = TestServer.withData("two-tenants")) {
      Clock clock = Clock.systemUTC();
      TokenService tokens = OperatorServices.over(original.database(), clock).tokens();
      TenantKeyService keys = OperatorServices.over(original.database(), clock).tenantKeys();
      TokenRequest read =
          new TokenRequest("copy", Set.of(Scope.READ), Optional.of(Duration.ofDays(1)), false);
      reader = tokens.create(OPERATOR, 1, read).orElseThrow();
      revoked = tokens.create(OPERATOR, 1, read).orElseThrow();
      tokens.revoke(OPERATOR, revoked.id());
      key =
          keys.create(OPERATOR, ALPHA, "", Optional.of(Duration.ofDays(1)), shown -> {})
              .orElseThrow();
      revokedKey = keys.create(OPERATOR, ALPHA, "", Optional.empty(), shown -> {}).orElseThrow();
      keys.revoke(OPERATOR, revokedKey.id());
      new Exporter(original.database(), (file, rows) -> {}).write(folder);
    }

    try (TestServer copy = TestServer.empty(Clock.systemUTC())) {
      new Importer(copy.database(), Clock.systemUTC(), (file, rows) -> {}).load(OPERATOR, folder);
      TokenService tokens = OperatorServices.over(copy.database(), Clock.systemUTC()).tokens();

      assertThat(copy.get(reader.secret(), ME).status()).isEqualTo(200);
      assertThat(copy.post(reader.secret(), "/api/accounts/invitations/", "{}").status())
          .isEqualTo(403);
      assertThat(copy.get(revoked.secret(), ME).status()).isEqualTo(401);
      assertThat(tokens.ofPerson(OPERATOR, 1))
          .filteredOn(token -> token.id().equals(reader.id()))
          .singleElement()
          .satisfies(
              token -> assertThat(token.lifespan().expiresAt()).isEqualTo(reader.expiresAt()));
      String users = "/api/users/" + ALPHA + "/null";
      assertThat(copy.compleat(key.secret().toString(), users).status()).isEqualTo(200);
      assertThat(copy.compleat(revokedKey.secret().toString(), users).status()).isEqualTo(401);
      assertThat(
              OperatorServices.over(copy.database(), Clock.systemUTC()).tenantKeys().all(OPERATOR))
          .filteredOn(each -> each.id().equals(key.id()))
          .singleElement()
          .satisfies(each -> assertThat(each.lifespan().expiresAt()).isEqualTo(key.expiresAt()));
    }
  }

  @Test
  void anUnknownScopeIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("tokens.csv"), "token,user_id,scopes\nanother-long-token,1,read|all\n");
    try (TestServer server = TestServer.withData("two-tenants")) {
      Importer importer = new Importer(server.database(), Clock.systemUTC(), (file, rows) -> {});

      assertThatThrownBy(() -> importer.load(OPERATOR, folder))
          .isInstanceOf(ImportRefusedException.class)
          .hasMessageContaining("scopes")
          .hasMessageContaining("must be read, write or admin");
    }
  }
}
