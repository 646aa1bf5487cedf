package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks framed as RFC 9112, 7.1 says, and others, split anywhere. */
class FramingValidatorTest {
  private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0\r\n\r\n",
        "3\r\nabc\r\n0\r\n\r\n",
        "a\r\n0123456789\r\nB\r\n0123\r\n\r\n789\r\n00\r\n\r\n",
        "000000000000003\r\nabc\r\n0\r\n\r\n",
        "3;a\r\nabc\r\n0;b=c\r\n\r\n",
        "3 ;\ta = b ; c\r\nabc\r\n0\r\n\r\n",
        "3;a=\"\\\"; \u00e9\\\\\"\r\nabc\r\n0\r\n\r\n",
        "0\r\nA: b\r\nC:\r\n\r\n",
        "8 ; a = \"b;\\\"\"\r\n{\"compan\r\n08;c;d=e\r\ny_id\":1}\r\n0;last\r\nX-Sum: 1\r\n\r\n",
      })
  void whatTheGrammarHoldsIsAccepted(String chunks) {
    assertThat(accepted(chunks, Integer.MAX_VALUE)).isTrue();
    assertThat(accepted(chunks, 1)).as("byte by byte").isTrue();
    assertThat(accepted(chunks, 3)).as("by three bytes").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "+3\r\nabc\r\n0\r\n\r\n",
        "-3\r\nabc\r\n0\r\n\r\n",
        " 3\r\nabc\r\n0\r\n\r\n",
        "3 \r\nabc\r\n0\r\n\r\n",
        "3\t\r\nabc\r\n0\r\n\r\n",
        "\u00b3\r\nabc\r\n0\r\n\r\n",
        "3\u00b3\r\nabc\r\n0\r\n\r\n",
        "0000000000000003\r\nabc\r\n0\r\n\r\n",
        "10000000000000000\r\n",
        ";\r\n",
        "3;\r\nabc\r\n0\r\n\r\n",
        "3;a=\r\nabc\r\n0\r\n\r\n",
        "3;a b\r\nabc\r\n0\r\n\r\n",
        "3;a \r\nabc\r\n0\r\n\r\n",
        "3;a=b c\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\r\n\"\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\\\r\n\"\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\nabc\r\n0\r\n\r\n",
        "3;a=\"b\"c\r\nabc\r\n0\r\n\r\n",
        "3;\u00e9\r\nabc\r\n0\r\n\r\n",
        "3;a\rb\r\nabc\r\n0\r\n\r\n",
        "3\nabc\r\n0\r\n\r\n",
        "3\rabc\r\n0\r\n\r\n",
        "3\r\nabc0\r\n\r\n",
        "3\r\nabc\n0\r\n\r\n",
        "3\r\nabc\r0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "3\r\nabc\r\n\r\n0\r\n\r\n",
        "0\n\r\n",
        "0\r\n\n",
        "0\r\nA: b\n\r\n",
        "0\r\nA: b\rC: d\r\n\r\n",
      })
  void whatItDoesNotHoldIsRefused(String chunks) {
    assertThat(accepted(chunks, Integer.MAX_VALUE)).isFalse();
    assertThat(accepted(chunks, 1)).as("byte by byte").isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void theExtensionsOfAllChunksTogetherAreBounded(int chunks) {
    String chunk = "1;" + "a".repeat(FramingValidator.MOST_EXTENSIONS / chunks - 1) + "\r\nx\r\n";

    assertThat(accepted(chunk.repeat(chunks), Integer.MAX_VALUE)).isTrue();
    assertThat(accepted(chunk.repeat(chunks) + "1;abc", Integer.MAX_VALUE)).isFalse();
  }

  /** Fed in pieces of some bytes, of which the parser leaves one unread each time. */
  private static boolean accepted(String chunks, int piece) {
    FramingValidator validator = new FramingValidator();
    byte[] head = HEAD.getBytes(StandardCharsets.ISO_8859_1);
    validator.clear();
    assertThat(validator.accepts(ByteBuffer.wrap(head))).isTrue();
    validator.parsed(head.length);
    validator.beginChunks();
    byte[] bytes = chunks.getBytes(StandardCharsets.ISO_8859_1);
    int read = 0;
    int end = 0;
    while (end < bytes.length) {
      end = (int) Math.min((long) end + piece, bytes.length);
      if (!validator.accepts(ByteBuffer.wrap(bytes, read, end - read))) {
        return false;
      }
      validator.parsed(end - 1 - read);
      read = end - 1;
    }
    return true;
  }
}
