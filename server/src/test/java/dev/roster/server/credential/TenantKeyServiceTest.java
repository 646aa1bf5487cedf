package dev.roster.server.credential;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.credential.RotateOutcome.DeadKey;
import dev.roster.server.credential.RotateOutcome.Rotated;
import dev.roster.server.credential.RotateOutcome.UnknownKey;
import dev.roster.server.testing.TestDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantKeyServiceTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Optional<Duration> FOR_EVER = Optional.empty();

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final TenantKeyService keys = service(AUDIT, CLOCK);

  private TenantKeyService service(AuditLog audit, Clock clock) {
    return new TenantKeyService(directory.database(), new TenantKeyStore(), audit, clock);
  }

  private IssuedTenantKey key(Optional<Duration> validity) {
    return keys.create(OPERATOR, directory.tenant(), "erp", validity, shown -> {}).orElseThrow();
  }

  private TenantKey listed(UUID id) {
    return keys.all(OPERATOR).stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow();
  }

  private List<String> events(UUID tenant) {
    return directory.texts(
        "SELECT action || ' ' || object || ' ' || detail FROM audit_event WHERE tenant_id = ? ORDER"
            + " BY id",
        tenant);
  }

  @Test
  void aKeyIsShownStoredAndRecorded() {
    UUID tenant = directory.tenant();
    List<IssuedTenantKey> shown = new ArrayList<>();

    IssuedTenantKey key =
        keys.create(OPERATOR, tenant, "erp", Optional.of(DAY), shown::add).orElseThrow();

    assertThat(shown).containsExactly(key);
    assertThat(listed(key.id()).label()).isEqualTo("erp");
    assertThat(listed(key.id()).lifespan().expiresAt()).hasValue(STORED_NOW.plus(DAY));
    assertThat(events(tenant))
        .containsExactly(
            "tenant_key.created "
                + key.id()
                + " {\"expires_at\": \""
                + STORED_NOW.plus(DAY)
                + "\"}");
    assertThat(key.id()).as("the key is no part of its id").isNotEqualTo(key.secret());
  }

  @Test
  void anUnknownTenantGetsNoKeyAndNothingIsShown() {
    UUID nobody = UUID.randomUUID();
    List<IssuedTenantKey> shown = new ArrayList<>();

    assertThat(keys.create(OPERATOR, nobody, "", FOR_EVER, shown::add)).isEmpty();

    assertThat(shown).isEmpty();
    assertThat(events(nobody)).isEmpty();
  }

  @Test
  void aKeyThatCouldNotBeShownIsNotThere() {
    UUID tenant = directory.tenant();

    assertThatThrownBy(
            () -> keys.create(OPERATOR, tenant, "", FOR_EVER, TenantKeyServiceTest::unwritten))
        .hasMessage("no terminal");

    assertThat(keys.all(OPERATOR)).noneMatch(key -> key.tenantId().equals(tenant));
    assertThat(events(tenant)).isEmpty();
  }

  private static void unwritten(Object shown) {
    throw new IllegalStateException("no terminal");
  }

  @Test
  void aRotatedKeyEndsWithTheOverlapAndTheNewOneTakesItsLabel() {
    IssuedTenantKey old = key(FOR_EVER);
    List<Rotated> shown = new ArrayList<>();

    Rotated rotated = (Rotated) keys.rotate(OPERATOR, old.id(), HOUR, shown::add);

    assertThat(shown).containsExactly(rotated);
    assertThat(rotated.oldUntil()).isEqualTo(STORED_NOW.plus(HOUR));
    assertThat(listed(old.id()).lifespan().expiresAt()).hasValue(STORED_NOW.plus(HOUR));
    assertThat(listed(rotated.key().id()))
        .extracting(TenantKey::label, TenantKey::tenantId)
        .containsExactly("erp", old.tenantId());
    assertThat(listed(rotated.key().id()).lifespan().expiresAt()).isEmpty();
    assertThat(rotated.key().secret()).isNotEqualTo(old.secret());
    assertThat(events(old.tenantId()))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("tenant_key.rotated " + rotated.key().id())
        .contains(old.id().toString());
  }

  @Test
  void rotatingNeverMakesAKeyLiveLonger() {
    IssuedTenantKey hour = key(Optional.of(HOUR));

    RotateOutcome outcome = keys.rotate(OPERATOR, hour.id(), DAY, shown -> {});

    assertThat(((Rotated) outcome).oldUntil()).isEqualTo(STORED_NOW.plus(HOUR));
  }

  @Test
  void aKeyThatIsOverOrUnknownIsNotRotated() {
    IssuedTenantKey revoked = key(FOR_EVER);
    keys.revoke(OPERATOR, revoked.id());
    IssuedTenantKey hour = key(Optional.of(HOUR));
    UUID unknown = UUID.randomUUID();
    List<Rotated> shown = new ArrayList<>();
    TenantKeyService after = service(AUDIT, Clock.offset(CLOCK, HOUR));
    TenantKeyService before = service(AUDIT, Clock.offset(CLOCK, HOUR.minusMillis(1)));

    assertThat(keys.rotate(OPERATOR, revoked.id(), DAY, shown::add))
        .isEqualTo(new DeadKey(revoked.id()));
    assertThat(after.rotate(OPERATOR, hour.id(), DAY, shown::add))
        .isEqualTo(new DeadKey(hour.id()));
    assertThat(keys.rotate(OPERATOR, unknown, DAY, shown::add)).isEqualTo(new UnknownKey(unknown));

    assertThat(shown).isEmpty();
    assertThat(events(hour.tenantId())).hasSize(1);
    assertThat(before.rotate(OPERATOR, hour.id(), DAY, shown::add)).isInstanceOf(Rotated.class);
  }

  @Test
  void aRotationThatCouldNotBeShownLeavesTheOldKey() {
    IssuedTenantKey old = key(FOR_EVER);

    assertThatThrownBy(() -> keys.rotate(OPERATOR, old.id(), HOUR, TenantKeyServiceTest::unwritten))
        .hasMessage("no terminal");

    assertThat(listed(old.id()).lifespan().expiresAt()).isEmpty();
    assertThat(keys.all(OPERATOR))
        .filteredOn(key -> key.tenantId().equals(old.tenantId()))
        .hasSize(1);
  }

  @Test
  void aKeyIsRevokedOnceAndThenTellsSinceWhen() {
    IssuedTenantKey key = key(FOR_EVER);

    assertThat(keys.revoke(OPERATOR, key.id())).hasValue(STORED_NOW);
    assertThat(service(AUDIT, Clock.offset(CLOCK, HOUR)).revoke(OPERATOR, key.id()))
        .hasValue(STORED_NOW);

    assertThat(events(key.tenantId()))
        .containsExactly(
            "tenant_key.created " + key.id() + " {}", "tenant_key.revoked " + key.id() + " {}");
    assertThat(keys.revoke(OPERATOR, UUID.randomUUID())).isEmpty();
  }

  @Test
  void whatCannotBeRecordedIsNotDone() {
    IssuedTenantKey key = key(FOR_EVER);
    TenantKeyService unrecorded = service(BROKEN_AUDIT, CLOCK);
    List<Runnable> changes =
        List.of(
            () -> unrecorded.create(OPERATOR, key.tenantId(), "", FOR_EVER, shown -> {}),
            () -> unrecorded.rotate(OPERATOR, key.id(), HOUR, shown -> {}),
            () -> unrecorded.revoke(OPERATOR, key.id()));

    assertThat(changes)
        .allSatisfy(change -> assertThatThrownBy(change::run).hasMessageContaining("audit"));

    assertThat(keys.all(OPERATOR))
        .filteredOn(each -> each.tenantId().equals(key.tenantId()))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.lifespan().revokedAt()).isEmpty();
          assertThat(each.lifespan().expiresAt()).isEmpty();
        });
  }
}
