package dev.roster.server.privacy;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.directory.AccountName;
import dev.roster.server.directory.AccountStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PersonalDataServiceTest {
  @AutoClose private final PrivacyFixture fixture = new PrivacyFixture();
  private final PersonalDataService exporting = exporting(AUDIT);

  private PersonalDataService exporting(AuditLog audit) {
    return new PersonalDataService(
        fixture.directory.database(), new AccountStore(), new PersonalDataStore(), audit);
  }

  @Test
  void anExportIsAnEventThatItHolds() {
    assertThat(exporting.export(OPERATOR, PrivacyFixture.CANARY).orElseThrow())
        .contains("Canary-first", "person.exported");

    assertThat(fixture.directory.eventsOfPerson(fixture.person)).endsWith("person.exported");
  }

  @Test
  void anExportThatCannotBeRecordedIsNone() {
    assertThatThrownBy(() -> exporting(BROKEN_AUDIT).export(OPERATOR, PrivacyFixture.CANARY))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anUnknownUserIsNoEvent() {
    assertThat(exporting.export(OPERATOR, new AccountName.Id(0))).isEmpty();

    assertThat(
            fixture.directory.count(
                "SELECT count(*) FROM audit_event WHERE action = 'person.exported'"))
        .isZero();
  }
}
