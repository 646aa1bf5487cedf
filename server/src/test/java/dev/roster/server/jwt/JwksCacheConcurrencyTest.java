package dev.roster.server.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.jwt.JwksCache.Lookup;
import dev.roster.server.testing.Jwts;
import dev.roster.server.testing.Linearizability;
import dev.roster.server.testing.ScriptedIssuer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
public class JwksCacheConcurrencyTest {
  private static final ScriptedIssuer ISSUER = new ScriptedIssuer();
  private static final JwksClient CLIENT =
      new JwksClient(
          TrustedIssuer.openId(ISSUER.name(), Set.of("roster"))
              .withKeys(new TrustedIssuer.KeySource.KeySet(ISSUER.keys())));

  private final JwksCache cache =
      new JwksCache(ISSUER.name(), CLIENT, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final long fetchedBefore = ISSUER.askedForKeys();

  @BeforeAll
  static void publish() {
    ISSUER.publish(Jwts.keySet(Jwts.jwk("known", Jwts.rsa("issuer"))));
  }

  @AfterAll
  static void close() {
    CLIENT.close();
    ISSUER.close();
  }

  @Operation
  public String known() {
    return find("known");
  }

  @Operation
  public String unknown() {
    return find("unknown");
  }

  private String find(String id) {
    return switch (cache.find(Optional.of(id), "RS256")) {
      case Lookup.Found _ -> "found";
      case Lookup.Unknown _ -> "unknown";
      case Lookup.Unavailable _ -> "unavailable";
    };
  }

  @Operation
  public void warmUp() {
    cache.warmUp();
  }

  @Validate
  public void theKeysAreFetchedOnce() {
    assertThat(find("known")).isEqualTo("found");
    assertThat(ISSUER.askedForKeys() - fetchedBefore).isEqualTo(1);
  }

  @Test
  void requestsAtOnceShareOneFetchAndSeeItsKeys() {
    Linearizability.stress(JwksCacheConcurrencyTest.class, 6);
  }
}
