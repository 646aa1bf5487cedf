package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time since which a head is being received. */
class HeadParserTest {
  private final HeadParser parser =
      new HeadParser(
          (HttpParser.RequestHandler)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {HttpParser.RequestHandler.class},
                  (proxy, method, arguments) ->
                      method.getReturnType() == boolean.class ? Boolean.FALSE : null),
          HttpLimits.MAX_HEAD,
          HttpCompliance.RFC7230);

  private void parse(String text) {
    parser.parseNext(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n", "\r\n\r\n"})
  void emptyLinesAreNoHeadAndDoNotStartItsTime(String lines) {
    parse(lines);

    assertThat(parser.headSince()).isEqualTo(HeadParser.NONE);
    assertThat(parser.blankSince()).isNotEqualTo(HeadParser.NONE);
  }

  @Test
  void theTimeOfAHeadBeginsWithItsFirstByteBehindEmptyLines() {
    parse("\r\n");
    long blank = parser.blankSince();
    parse("\r\nGET /");

    assertThat(parser.headSince()).isGreaterThan(blank);
    assertThat(parser.blankSince()).isEqualTo(HeadParser.NONE);
  }

  @Test
  void moreEmptyLinesDoNotProlongTheTimeOfTheFirst() {
    parse("\r\n");
    long blank = parser.blankSince();
    parse("\r\n");

    assertThat(parser.blankSince()).isEqualTo(blank);
  }

  @Test
  void moreOfAHeadDoesNotProlongItsTime() {
    parse("GET / HTTP/1.1\r\n");
    long begin = parser.headSince();
    parse("Host: x\r\n");

    assertThat(begin).isNotEqualTo(HeadParser.NONE);
    assertThat(parser.headSince()).isEqualTo(begin);
  }

  @Test
  void aHeadThatIsCompleteHasNoTime() {
    parse("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(parser.headSince()).isEqualTo(HeadParser.NONE);
    assertThat(parser.blankSince()).isEqualTo(HeadParser.NONE);
  }
}
