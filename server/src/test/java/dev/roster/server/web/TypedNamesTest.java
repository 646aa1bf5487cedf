package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.server.http.RefusalException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNamesTest {
  private static JsonNode typed(String first, String last) {
    return node().put("first_name", first).put("last_name", last);
  }

  private static ObjectNode node() {
    return new ObjectMapper().createObjectNode();
  }

  private static Object faults(JsonNode json) {
    RefusalException refusal =
        catchThrowableOfType(RefusalException.class, () -> TypedNames.in(json));
    return ((Map<?, ?>) refusal.body()).get("faults");
  }

  @Test
  void namesLoseTheBlanksAroundThemAndNothingElse() {
    assertThat(TypedNames.in(typed("\u00a0Zo\u00eb ", "\u0646\u06cc\u200c\u06a9")))
        .isEqualTo(new TypedNames("Zo\u00eb", "\u0646\u06cc\u200c\u06a9"));
    assertThat(TypedNames.in(typed("x".repeat(150), null)).last()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Anna\u00ADlena",
        "Meier\u200E",
        "\u2764\uFE0F",
        "\uD83D\uDC68\u200D\uD83D\uDC69",
        "a\u0000b"
      })
  void whatNobodySeesIsAFaultOfItsField(String name) {
    assertThat(faults(typed(name, "Meier"))).isEqualTo(Map.of("first_name", "hidden-character"));
    assertThat(faults(typed("Anna", name))).isEqualTo(Map.of("last_name", "hidden-character"));
  }

  @Test
  void eachFieldHasItsOwnFault() {
    assertThat(faults(typed("x".repeat(151), "\u00AD")))
        .isEqualTo(Map.of("first_name", "too-long", "last_name", "hidden-character"));
    assertThat(faults(node().put("first_name", 7))).isEqualTo(Map.of("first_name", "missing"));
    assertThat(TypedNames.in(typed(" ", null)).missing())
        .isEqualTo(Map.of("first_name", "missing", "last_name", "missing"));
    assertThat(TypedNames.in(typed("Anna", "Meier")).missing()).isEmpty();
  }
}
