package dev.roster.server.authentication;

import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.credential.SecretHash;
import dev.roster.server.testing.TestDirectory;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoCredentialServiceTest {
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final DemoCredentialService credentials =
      new DemoCredentialService(directory.database(), new AuthenticationStore(), CLOCK);

  private String held(String token, long personId) {
    return directory.value(
        String.class,
        "INSERT INTO api_token (token_hash, person_id) VALUES (?, ?) RETURNING id::text",
        SecretHash.ofToken(token),
        personId);
  }

  @Test
  void aPublicTokenIsFoundForAnyHolderAndNoOther() {
    long suspended = directory.person();
    directory.suspend(suspended);
    String first = held(DemoCredentials.TOKENS.get(0), suspended);
    String own = held(directory.unique("token"), directory.person());

    assertThat(credentials.accepted(OPERATOR).tokens()).contains(first).doesNotContain(own);
    assertThat(credentials.accepted(OPERATOR).isEmpty()).isFalse();
  }

  @Test
  void aPublicTokenThatIsOverIsNotAccepted() {
    String revoked = held(DemoCredentials.TOKENS.get(1), directory.person());
    String expired = held(DemoCredentials.TOKENS.get(2), directory.person());
    String lasting = held(DemoCredentials.TOKENS.get(3), directory.person());
    directory.sql("UPDATE api_token SET revoked_at = now() WHERE id::text = ?", revoked);
    directory.sql(
        "UPDATE api_token SET expires_at = ?::timestamptz WHERE id::text = ?", STORED_NOW, expired);
    directory.sql(
        "UPDATE api_token SET expires_at = ?::timestamptz WHERE id::text = ?",
        STORED_NOW.plusMillis(1),
        lasting);

    assertThat(credentials.accepted(OPERATOR).tokens())
        .contains(lasting)
        .doesNotContain(revoked, expired);
  }

  @Test
  void thePublicKeyIsFoundUntilItIsRevoked() {
    UUID tenant = directory.tenant();
    assertThat(credentials.accepted(OPERATOR).keys()).isEmpty();
    UUID key =
        directory.value(
            UUID.class,
            "INSERT INTO tenant_key (key_hash, tenant_id) VALUES (?, ?) RETURNING id",
            SecretHash.ofKey(DemoCredentials.TENANT_KEY),
            tenant);

    assertThat(credentials.accepted(OPERATOR).keys()).containsExactly(key);
    directory.sql("UPDATE tenant_key SET revoked_at = now() WHERE id = ?", key);
    assertThat(credentials.accepted(OPERATOR).keys()).isEmpty();
  }
}
