package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestDirectory;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantServiceTest {
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final TenantService tenants = new TenantService(directory.database(), new TenantStore());

  @Test
  void anOperatorFindsEveryTenantOfThatNameAndNoOther() {
    String name = directory.unique("Tenant");
    UUID one = directory.tenant(name);
    UUID two = directory.tenant(name);
    directory.tenant();

    assertThat(tenants.called(OPERATOR, name))
        .containsExactlyInAnyOrder(new Tenant(one, name), new Tenant(two, name));
    assertThat(tenants.called(OPERATOR, one.toString())).containsExactly(new Tenant(one, name));
    assertThat(tenants.called(OPERATOR, "")).isEmpty();
  }
}
