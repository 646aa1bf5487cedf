package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language that an onboarded company gets. */
class OnboardLocaleTest {
  @AutoClose private final TestServer server = TestServer.empty(Clock.systemUTC());

  private CommandFixture.Outcome onboard(String... more) {
    List<String> line =
        new ArrayList<>(List.of("onboard", "--company=A", "--owner-email=a@a.test"));
    line.addAll(List.of(more));
    line.add("--database-url=" + server.url().jdbcUrl());
    return CommandFixture.run(line.toArray(String[]::new));
  }

  private String stored() {
    return server
        .database()
        .reading(tx ->
            tx.handle()
                .createQuery("SELECT default_locale FROM company")
                .mapTo(String.class)
                .one());
  }

  @ParameterizedTest
  @CsvSource({
    "--country=NL, nl-NL",
    "--country=nl, nl-NL",
    "--country=SR, nl-SR",
    "--country=BE, en",
    "--country=DE, en",
    "--first-name=A, en",
    "--locale=nl, nl",
    "--locale=nl-be, nl-BE",
    "--locale=EN-gb, en-GB",
    "--locale=nl_NL, nl-NL",
    "--locale=nld, nl"
  })
  void theLocaleIsTheOneGivenOrThatOfTheCountry(String option, String locale) {
    CommandFixture.Outcome outcome = onboard(option);

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("  locale   " + locale + "\n");
    assertThat(stored()).isEqualTo(locale);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fr", "und", "x-nl", "Dutch (NL)", "", "x", "de-DE", "nl-NL-", "e\u202en"})
  void anotherLanguageIsOneLine(String locale) {
    CommandFixture.Outcome outcome = onboard("--locale=" + locale);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err().lines().findFirst().orElseThrow())
        .contains("--locale", "en or nl")
        .doesNotContain("\u202e");
    long companies =
        server
            .database()
            .reading(tx ->
                tx.handle().createQuery("SELECT count(*) FROM company").mapTo(Long.class).one());
    assertThat(companies).isZero();
  }
}
