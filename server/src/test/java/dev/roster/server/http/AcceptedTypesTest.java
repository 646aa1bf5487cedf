package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The choice between HTML and JSON by the weights of a request (RFC 9110, 12.5.1). */
class AcceptedTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | false",
        "'' | false",
        "*/* | false",
        "text/html | true",
        "Text/HTML;charset=UTF-8 | true",
        "text/* | true",
        "application/json | false",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8 | true",
        "application/json, text/html;q=0.1 | false",
        "application/problem+json, text/html;q=0.9 | false",
        "text/html;q=0.9, application/json;q=0.8 | true",
        "text/html ; q=0.9 , application/json ; Q=0.8 | true",
        "text/html;q=0.5, application/*;q=0.7 | false",
        "text/html;q=0.001 | true",
        "text/html;q=0 | false",
        "text/html;q=0, */* | false",
        "*/*, application/json;q=0.2, application/problem+json;q=0.2 | true",
        // both alike
        "text/html, application/json | false",
        "text/html, */* | false",
        // a variant that there is not, and weights that are none
        "text/html;level=1 | false",
        "text/html;q=1.5 | false",
        "text/html;q=x, application/json;q=0.1 | false",
        "text/html;q=0.1234 | false",
        "text, /html, text/html/x | false",
        "text/html;q=0.3, text/html | true",
        "image/png | false",
      })
  void theHeavierTypeIsPreferred(String accept, boolean html) {
    assertThat(AcceptedTypes.of(accept).preferHtml()).isEqualTo(html);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | true",
        "application/*;q=0.1 | true",
        "*/* | true",
        "text/html, application/json;q=0.1 | true",
        "application/json;charset=utf-8 | true",
        "text/html | false",
        "application/problem+json | false",
        "application/json;q=0 | false",
        "*/*, application/json;q=0 | false",
        "application/*;q=0.0, */* | false",
      })
  void aWeightOfNothingIsARefusal(String accept, boolean json) {
    assertThat(AcceptedTypes.of(accept).acceptsJson()).isEqualTo(json);
  }
}
