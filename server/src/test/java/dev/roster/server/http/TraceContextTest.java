package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header traceparent as W3C Trace Context defines it. */
class TraceContextTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-00",
        "00-" + TRACE + "-" + SPAN + "-ff",
        "cc-" + TRACE + "-" + SPAN + "-01",
        "cc-" + TRACE + "-" + SPAN + "-01-what-comes-later",
      })
  void aValidHeaderNamesTraceAndSpan(String header) {
    assertThat(TraceContext.of(HttpFields.build().add("traceparent", header)))
        .contains(new TraceContext(TRACE, SPAN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "00-" + TRACE + "-" + SPAN,
        "00-" + TRACE + "-" + SPAN + "-1",
        "00-" + TRACE + "-" + SPAN + "-01-",
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "0-" + TRACE + "-" + SPAN + "-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "0-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-01,00-" + TRACE + "-" + SPAN + "-01",
        "cc-" + TRACE + "-" + SPAN + "-01x",
      })
  void anyOtherHeaderIsIgnored(String header) {
    assertThat(TraceContext.of(HttpFields.build().add("traceparent", header))).isEmpty();
  }

  @Test
  void twoHeadersAreIgnored() {
    String header = "00-" + TRACE + "-" + SPAN + "-01";

    assertThat(
            TraceContext.of(
                HttpFields.build().add("traceparent", header).add("Traceparent", header)))
        .isEmpty();
  }
}
