package dev.roster.server.credential;

import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantKeyStoreTest {
  private final TenantKeyStore keys = new TenantKeyStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private int insert(UUID tenant, IssuedTenantKey key, Instant at) {
    return directory.inTransaction(tx -> keys.insert(tx, tenant, key, "label", at));
  }

  private static IssuedTenantKey key(UUID tenant, Optional<Instant> expires) {
    return new IssuedTenantKey(UUID.randomUUID(), tenant, UUID.randomUUID(), expires);
  }

  private UUID stored(UUID tenant, Optional<Instant> expires) {
    IssuedTenantKey key = key(tenant, expires);
    assertThat(insert(tenant, key, STORED_NOW)).isEqualTo(1);
    return key.id();
  }

  private Optional<TenantKey> forChange(UUID id) {
    return directory.inTransaction(tx -> keys.forChange(tx, id));
  }

  @Test
  void aKeyIsFoundAsItWasMade() {
    String name = directory.unique("Tenant");
    UUID tenant = directory.tenant(name);
    Optional<Instant> end = Optional.of(STORED_NOW.plusSeconds(5));
    UUID id = stored(tenant, end);

    assertThat(forChange(id))
        .hasValue(
            new TenantKey(
                id,
                tenant,
                name,
                "label",
                new Lifespan(STORED_NOW, end, Optional.empty(), Optional.empty())));
    assertThat(forChange(tenant)).as("the id of something else").isEmpty();
  }

  @Test
  void anUnknownTenantGetsNoKey() {
    UUID nobody = UUID.randomUUID();

    assertThat(insert(nobody, key(nobody, Optional.empty()), STORED_NOW)).isZero();
  }

  @Test
  void noTwoTenantsShareAKey() {
    UUID tenant = directory.tenant();
    IssuedTenantKey first = key(tenant, Optional.empty());
    insert(tenant, first, STORED_NOW);
    UUID other = directory.tenant();
    IssuedTenantKey again =
        new IssuedTenantKey(UUID.randomUUID(), other, first.secret(), Optional.empty());

    assertThatThrownBy(() -> insert(other, again, STORED_NOW))
        .hasMessageContaining("tenant_key_pkey");
  }

  @Test
  void theListIsInTheOrderOfTenantsByNameAndOfTime() {
    String name = directory.unique("Tenant");
    UUID b = new UUID(0, 1);
    UUID a = new UUID(-1, 1);
    directory.sql(
        "INSERT INTO tenant (id, name) VALUES (?, ?), (?, ?)", b, name + "b", a, name + "a");
    UUID ofB = stored(b, Optional.empty());
    IssuedTenantKey late = key(a, Optional.empty());
    insert(a, late, STORED_NOW.plusSeconds(1));
    UUID early = stored(a, Optional.empty());

    assertThat(directory.<List<TenantKey>>reading(keys::all))
        .extracting(TenantKey::id)
        .containsSubsequence(early, late.id(), ofB);
  }

  @Test
  void anEndIsMovedForwardAndNeverBack() {
    UUID tenant = directory.tenant();
    UUID endless = stored(tenant, Optional.empty());
    UUID ending = stored(tenant, Optional.of(STORED_NOW));

    assertThat(endAt(endless, STORED_NOW.plusSeconds(1))).isEqualTo(STORED_NOW.plusSeconds(1));
    assertThat(endAt(ending, STORED_NOW.plusSeconds(1))).isEqualTo(STORED_NOW);
    assertThat(endAt(ending, STORED_NOW.minusSeconds(1))).isEqualTo(STORED_NOW.minusSeconds(1));
    assertThat(forChange(endless).orElseThrow().lifespan().expiresAt())
        .hasValue(STORED_NOW.plusSeconds(1));
  }

  private Instant endAt(UUID id, Instant end) {
    return directory.inTransaction(tx -> keys.endAt(tx, id, end));
  }

  @Test
  void aKeyIsRevokedByItsTenantOnly() {
    UUID tenant = directory.tenant();
    UUID id = stored(tenant, Optional.empty());
    UUID other = stored(tenant, Optional.empty());

    directory.run(tx -> keys.revoke(tx, directory.tenant(), id, STORED_NOW));
    assertThat(revokedAt(id)).isEmpty();
    directory.run(tx -> keys.revoke(tx, tenant, id, STORED_NOW));
    assertThat(revokedAt(id)).hasValue(STORED_NOW);
    assertThat(revokedAt(other)).isEmpty();
  }

  private Optional<Instant> revokedAt(UUID id) {
    return forChange(id).orElseThrow().lifespan().revokedAt();
  }

  @Test
  void whoChangesAKeyAtTheSameTimeWaitsAndSeesTheChange() {
    UUID tenant = directory.tenant();
    UUID id = stored(tenant, Optional.empty());

    Optional<TenantKey> second =
        directory.second(
            tx -> {
              keys.forChange(tx, id);
              keys.revoke(tx, tenant, id, STORED_NOW);
            },
            tx -> keys.forChange(tx, id));

    assertThat(second.orElseThrow().lifespan().revokedAt()).hasValue(STORED_NOW);
  }
}
