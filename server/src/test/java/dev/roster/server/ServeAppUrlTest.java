package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve --app-url}, checked before anything starts. */
class ServeAppUrlTest {
  private static final String NO_DATABASE = "postgresql://nobody@127.0.0.1:9/x";

  private static CommandFixture.Outcome serve(String appUrl) {
    return CommandFixture.run(
        "serve", "--port=0", "--database-url=" + NO_DATABASE, "--app-url=" + appUrl);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.org",
        "app.example.org",
        "javascript:alert(1)",
        "https://",
        "https://user:hunter2@app.example.org",
        "https://127.1",
        "https://0x7f.1",
        "https://a..b",
        "https:///path",
        "https://app.example.org:99999",
        "https://a b.example",
        "data:text/html,x",
        "http://localhost.evil.example",
        "ftp://app.example.org"
      })
  void whatNobodyShouldFollowIsRefusedInOneLine(String appUrl) {
    CommandFixture.Outcome outcome = serve(appUrl);

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.err().lines())
        .hasSizeLessThanOrEqualTo(2)
        .first()
        .asString()
        .startsWith("--app-url must be an address like https://app.example.org");
  }
}
