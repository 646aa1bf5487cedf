package dev.roster.server.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final String SECRET = "s3cr3t-of-SecretsTest-in-a-body-of-megabyte";

  private static byte[] bytes(String request) {
    return request.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void credentialsOfEveryRequestOnAConnectionAreRemembered() {
    byte[] requests =
        bytes(
            """
            POST /accept HTTP/1.1\r
            authorization:\tBEARER rst_live_SecretsTestFirst \r
            Idempotency-Key: SecretsTest-idempotency\r
            \r
            {"first_name":"%s","secret":"%s"}GET / HTTP/1.1\r
            Authorization: Bearer eyJ.SecretsTest-of-a-second-request\r
            X-Api-Compleat-Key: SecretsTest-key\r
            \r
            """
                .formatted("x".repeat(3_000_000), SECRET));

    Secrets.sent(requests);

    assertThat(Secrets.all())
        .contains(
            entry("rst_live_SecretsTestFirst", SecretKind.BEARER_TOKEN),
            entry("SecretsTest-idempotency", SecretKind.IDEMPOTENCY_KEY),
            entry(SECRET, SecretKind.INVITATION_SECRET),
            entry("eyJ.SecretsTest-of-a-second-request", SecretKind.JWT))
        .doesNotContainKey("SecretsTest-key");
  }

  @Test
  void whatOpenedADoorIsRememberedAndWhatWasRefusedIsNot() {
    Secrets.answered(
        bytes("GET / HTTP/1.1\r\nx-api-compleat-key: SecretsTest-refused\r\n\r\n"), 401);
    Secrets.answered(
        bytes("GET / HTTP/1.1\r\nx-api-compleat-key: SecretsTest-opened\r\n\r\n"), 200);

    assertThat(Secrets.all())
        .contains(entry("SecretsTest-opened", SecretKind.TENANT_KEY))
        .doesNotContainKey("SecretsTest-refused");
  }
}
