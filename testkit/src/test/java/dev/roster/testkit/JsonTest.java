package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void everyKindOfValueIsRead() {
    Map<String, Object> read =
        Json.object(
            " {\"a\" : \"x\", \"b\":9007199254740993,\"c\":-1.5e2, \"d\":[true,false,null,[],{}],\n"
                + "\"e\":{\"f\":{}}} ");

    assertThat(read)
        .containsEntry("a", "x")
        .containsEntry("b", 9_007_199_254_740_993L)
        .containsEntry("c", -150.0)
        .containsEntry("d", Arrays.asList(true, false, null, List.of(), Map.of()))
        .containsEntry("e", Map.of("f", Map.of()));
    assertThat(read.keySet()).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void charactersThatAreEscapedComeBack() {
    assertThat(Json.object("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}"))
        .containsEntry("a", "\"\\/\b\f\n\r\té\uD83D\uDE00");
  }

  @Test
  void whatIsWrittenIsRead() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("text", "\"\\\u0001\n\u2028 é \uD83D\uDE00");
    members.put("half", "\uD83D");
    members.put("number", 5L);
    members.put("truth", true);
    members.put("nothing", null);
    members.put("object", Map.of("a", "b"));

    assertThat(Json.object(Json.write(members))).isEqualTo(members);
    assertThat(Json.write(Map.of())).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "{",
        "{}}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":\"b}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\uxxxx\"}",
        "{\"a\":tru}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":99999999999999999999}",
        "<html>"
      })
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Json.object(text));
  }

  @Test
  void depthIsBounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.object("{\"a\":" + "[".repeat(100_000)));
  }
}
