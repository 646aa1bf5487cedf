package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.NOW;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantStoreTest {
  private final TenantStore tenants = new TenantStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private List<Tenant> called(String nameOrId) {
    return directory.reading(tx -> tenants.called(tx, nameOrId));
  }

  private UUID insert(String name, Instant at) {
    UUID id = UUID.randomUUID();
    directory.run(tx -> tenants.insert(tx, id, name, at));
    return id;
  }

  @Test
  void aTenantIsFoundByItsNameToTheLetterAndByItsIdInEitherCase() {
    String name = directory.unique("Tenant");
    UUID id = insert(name, NOW);
    Tenant tenant = new Tenant(id, name);

    assertThat(called(name)).containsExactly(tenant);
    assertThat(called(id.toString())).containsExactly(tenant);
    assertThat(called(id.toString().toUpperCase(Locale.ROOT))).containsExactly(tenant);
    assertThat(called(name.toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(called(name.substring(1))).isEmpty();
  }

  @Test
  void tenantsWithOneNameComeInTheOrderInWhichTheyWereMade() {
    String name = directory.unique("Tenant");
    UUID second = insert(name, NOW);
    UUID first = insert(name, NOW.minusSeconds(1));
    UUID third = insert(name, NOW.plusSeconds(1));

    assertThat(called(name)).extracting(Tenant::id).containsExactly(first, second, third);
  }

  @Test
  void aTenantWhoseNameIsTheIdOfAnotherDoesNotHideIt() {
    UUID id = insert(directory.unique("Tenant"), NOW);
    UUID namesake = insert(id.toString(), NOW.plusSeconds(1));

    assertThat(called(id.toString())).extracting(Tenant::id).containsExactly(id, namesake);
  }

  @Test
  void anIdIsGivenOnceAndTheTimeIsKeptAsGiven() {
    UUID id = insert(directory.unique("Tenant"), NOW);

    assertThat(directory.value(Instant.class, "SELECT created_at FROM tenant WHERE id = ?", id))
        .isBetween(STORED_NOW, STORED_NOW.plusNanos(1000));
    assertThatThrownBy(() -> directory.run(tx -> tenants.insert(tx, id, "another", NOW)))
        .hasMessageContaining("tenant_pkey");
  }
}
