package dev.roster.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PersonalDataStoreTest {
  private static final JsonMapper JSON = new JsonMapper();

  @AutoClose private final PrivacyFixture fixture = new PrivacyFixture();
  private final PersonalDataStore store = new PersonalDataStore();

  private DataSubject canary() {
    return fixture.directory.reading(tx -> store.find(tx, fixture.person)).orElseThrow();
  }

  private JsonNode everything() throws IOException {
    DataSubject person = canary();
    return JSON.readTree(
        fixture
            .directory
            .inTransaction(tx -> store.everything(tx, person, store.invitationsFor(tx, person)))
            .orElseThrow());
  }

  private static List<String> texts(JsonNode rows, String field) {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(row.get(field).asText()));
    return texts;
  }

  @Test
  void everyKindOfRowIsThere() throws IOException {
    UUID sent = fixture.invitation(fixture.directory.address(), fixture.person);

    JsonNode all = everything();

    List<String> names = new ArrayList<>();
    all.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "person",
            "memberships",
            "tokens",
            "invitations_for",
            "invitations_by",
            "mails",
            "mail_counters",
            "idempotency_records",
            "nominated_by",
            "address_findings",
            "audit_events");
    assertThat(all).allSatisfy(section -> assertThat(section).isNotEmpty());
    assertThat(all.get("person").get("last_name").asText()).isEqualTo("Canary-last");
    assertThat(all.get("memberships").get(0).get("auth_group").asText()).isEqualTo("ADMIN");
    assertThat(all.get("memberships").get(0).get("config").toString()).isEqualTo("{\"canary\":1}");
    assertThat(texts(all.get("invitations_for"), "email"))
        .containsExactlyInAnyOrder(
            "canary.address@EXAMPLE.org",
            "canary.address@EXAMPLE.org",
            "canary-earlier@example.org");
    assertThat(texts(all.get("invitations_by"), "id")).containsExactly(sent.toString());
    assertThat(all.get("tokens").get(0).get("created_at").asText()).endsWith("+00:00");
  }

  @Test
  void noSecretAndNoHashOfOneIsThere() throws IOException {
    assertThat(everything().toString()).doesNotContain("ca7a");
  }

  /** Others have rights, too (article 15, paragraph 4). */
  @Test
  void whereAnotherCallerWasIsLeftOutOfTheEvents() throws IOException {
    JsonNode events = everything().get("audit_events");

    assertThat(texts(events, "action"))
        .containsExactly(
            "workspace.switched", "invitation.accepted", "invitation.declined", "person.suspended");
    assertThat(texts(events, "address"))
        .containsExactly("203.0.113.77", "203.0.113.77", "203.0.113.77", "null");
    assertThat(texts(events, "credential"))
        .containsExactly("kept-public-id", "null", "null", "null");
    assertThat(texts(events, "request_id")).containsExactly("kept-request", "r", "d", "null");
  }

  @Test
  void anAddressIsSharedOnlyWithAnotherRow() {
    assertThat(canary())
        .isEqualTo(new DataSubject(fixture.person, PrivacyFixture.CANARY, true, false));
    fixture.directory.sql(
        "UPDATE person SET email = 'Canary.Address@example.ORG', email_key = NULL WHERE id = ?",
        fixture.colleague);

    assertThat(canary().addressShared()).isTrue();
    assertThat(fixture.directory.<Optional<DataSubject>>reading(tx -> store.find(tx, 0L)))
        .isEmpty();
  }
}
