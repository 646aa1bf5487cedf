package dev.roster.alignment.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.openapi.ResponseMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions compare what expressions name, by type and exactly. */
class ConditionTest {
  private static final String BODY =
      """
      {"name": "It's me", "count": 3, "none": null, "on": true, "list": [{"id": 9007199254740993}]}\
      """;

  private final JourneyValues values = new JourneyValues(Map.of("name", "It's me", "other", 4));

  ConditionTest() {
    values.received(
        new ResponseMessage(
            201,
            Map.of(
                "X-Total-Count",
                List.of("3"),
                "Link",
                List.of(
                    "</carts?page=1>; rel=\"prev\"",
                    "<https://shop.example/carts?page=3>; rel=\"next\"")),
            BODY.getBytes(StandardCharsets.UTF_8),
            false));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "$statusCode == 201, true",
        "$statusCode == 200, false",
        "$statusCode >= 200, true",
        "$response.body#/name == 'It''s me', true",
        "$response.body#/name == 'it''s me', false",
        "$response.body#/name == $inputs.name, true",
        "$response.body#/count == 3.0, true",
        "$response.body#/count == '3', false",
        "$response.body#/count < $inputs.other, true",
        "$response.body#/count > $inputs.other, false",
        "$response.body#/none == null, true",
        "$response.body#/list/1 == null, false",
        "$response.body#/list/1 != null, false",
        "$response.body#/list/0/id == 9007199254740993, true",
        "$response.body#/list/0/id == 9007199254740992, false",
        "$response.body#/on == true, true",
        "$response.body#/on != 'true', true",
        "$response.header.x-total-count == '3', true",
        "$response.header.Missing == null, true",
        "$response.header.X-Total-Count > 2, true",
        "$response.header.X-Total-Count > '12', false",
        "$response.body#/name > 2, false",
        "$response.body#/list/*/id != null, true",
        "$response.body#/name/* != null, false",
        "$inputs.name == '{$response.body#/name}', true",
        "$response.header.X-Total-Count == '{$response.body#/count}', true",
        "$response.header.Link#next == 'https://shop.example/carts?page=3', true",
        "$response.header.Link#last == null, true",
      })
  void comparesByTypeAndExactly(String condition, boolean holds) {
    assertThat(Condition.parse(condition).holds(values)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $response.body#/name            | It's .*                 | true
          $response.body#/name            | It's                    | false
          $response.body#/list/*/id       | \\[9007199254740993\\]    | true
          $response.body#/count           | [0-9]                   | true
          $response.body#/missing         | .*                      | false
          """)
  void aRegularExpressionMatchesTheWholeValueOrItsJson(
      String context, String expression, boolean holds) {
    assertThat(Condition.matching(context, expression).holds(values)).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$statusCode",
        "$statusCode = 200",
        "$statusCode == OK",
        "$a == 1 && $b == 2",
        "$a == $a"
      })
  void whatIsNotUnderstoodIsRefused(String condition) {
    assertThatThrownBy(() -> Condition.parse(condition))
        .isInstanceOf(JourneyException.class)
        .hasMessageContaining("not understood");
  }

  @Test
  void aBrokenRegularExpressionIsRefused() {
    assertThatThrownBy(() -> Condition.matching("$statusCode", "(")).hasMessageContaining("(");
  }

  @Test
  void anUnknownExpressionIsRefused() {
    Condition condition = Condition.parse("$request.body#/a == 1");

    assertThatThrownBy(() -> condition.holds(values)).hasMessageContaining("$request.body#/a");
  }
}
