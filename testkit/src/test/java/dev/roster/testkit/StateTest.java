package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateTest {
  private static final String UID = "0f343b09-31b8-4a20-9126-6a0b7a2f1c11";

  private static final State STATE = new State("a caller", values());

  private static Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("token", "state-1");
    values.put("user_id", 8_589_934_593L);
    values.put("invitation_id", UID);
    values.put("expires_at", "2026-08-01T00:00:00Z");
    return values;
  }

  @Test
  void aValueHasTheTypeThatItsAccessorSays() {
    assertThat(STATE.name()).isEqualTo("a caller");
    assertThat(STATE.token()).isEqualTo("state-1").isEqualTo(STATE.text("token"));
    assertThat(STATE.number("user_id")).isEqualTo(8_589_934_593L);
    assertThat(STATE.uuid("invitation_id")).isEqualTo(UUID.fromString(UID));
    assertThat(STATE.text("invitation_id")).isEqualTo(UID);
    assertThat(STATE.instant("expires_at")).isEqualTo(Instant.parse("2026-08-01T00:00:00Z"));
    assertThat(new State("a tenant with users", Map.of("key", UID)).tenantKey()).isEqualTo(UID);
  }

  static Stream<ThrowingCallable> valuesThatThereAreNot() {
    return Stream.of(
        () -> STATE.text("company_id"),
        () -> STATE.number("company_id"),
        () -> STATE.uuid("company_id"),
        () -> STATE.instant("company_id"));
  }

  @ParameterizedTest
  @MethodSource("valuesThatThereAreNot")
  void anUnknownNameIsRefusedWithTheNamesThatThereAre(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The state \"a caller\" has no ")
        .hasMessageEndingWith(
            " \"company_id\". Its values are token (text), user_id (number), invitation_id (uuid),"
                + " expires_at (instant).");
  }

  @Test
  void anotherKindIsRefusedWithTheOneThatItIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STATE.text("user_id"))
        .withMessageStartingWith(
            "The state \"a caller\" has no text \"user_id\", which is a number. Its values are ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STATE.number("invitation_id"))
        .withMessageContaining("no number \"invitation_id\", which is a uuid.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STATE.uuid("token"))
        .withMessageContaining("no uuid \"token\", which is a text.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STATE.instant("invitation_id"))
        .withMessageContaining("no instant \"invitation_id\", which is a uuid.");
    assertThatIllegalArgumentException()
        .isThrownBy(STATE::tenantKey)
        .withMessageContaining("no text \"key\". Its values are token (text)");
  }

  @Test
  void aRefusalRepeatsNoValue() {
    assertThatThrownBy(() -> STATE.number("token"))
        .message()
        .doesNotContain("state-1", UID, "8589934593");
  }

  @Test
  void itsValuesCannotBeChanged() {
    Map<String, Object> given = values();
    State state = new State("a caller", given);
    given.put("token", "state-2");

    assertThat(state.token()).isEqualTo("state-1");
    assertThatThrownBy(() -> state.values().put("token", "state-2"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
