package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.mail.MailNotSentException.Kind;
import dev.roster.server.mail.RetryDecision.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDecisionTest {
  private static QueuedMail letter(int attempts, int ownFailures, int refusals) {
    return letter(attempts, ownFailures, refusals, 0);
  }

  private static QueuedMail letter(int attempts, int ownFailures, int refusals, int unconfirmed) {
    return new QueuedMail(
        new UUID(0, 1),
        new UUID(0, 2),
        1,
        "<1@example.org>",
        attempts,
        ownFailures,
        refusals,
        unconfirmed,
        Instant.EPOCH,
        "ada@example.org",
        "Acme",
        null,
        null,
        "viewer",
        null);
  }

  private static RetryDecision of(Kind kind, boolean permanent, QueuedMail letter) {
    return RetryDecision.of(
        new MailNotSentException(kind, permanent, "why"), letter, true, RetryPolicy.PATIENT);
  }

  @Test
  void greylistingCountsForNothingHoweverOftenItHappens() {
    RetryDecision decision = of(Kind.GREYLISTED, false, letter(1000, 159, 4));

    assertThat(decision)
        .isEqualTo(new RetryDecision(false, false, Counts.NOTHING, Duration.ofMinutes(10)));
    assertThat(of(Kind.GREYLISTED, false, letter(0, 0, 0)).pause())
        .isEqualTo(Duration.ofSeconds(2));
  }

  /** Not by what passed or failed for another reason, as after an outage. */
  @ParameterizedTest
  @CsvSource({"100, 100, 0, false", "100, 100, 3, false", "5, 4, 4, true"})
  void onlyRefusalsForGoodMakeTheFifthRefusalTheLast(
      int attempts, int ownFailures, int refusals, boolean givenUp) {
    RetryDecision refused = of(Kind.UNCLEAR, true, letter(attempts, ownFailures, refusals));

    assertThat(refused.counts()).isEqualTo(Counts.REFUSAL);
    assertThat(refused.givesUp()).isEqualTo(givenUp);
  }

  /** Not in seconds, and not as soon as another mail leaves, which is what held mail does. */
  @Test
  void aMailThatWasTakenWithoutAWordLeavesThreeTimesInThreeQuartersOfAnHour() {
    RetryDecision first = of(Kind.UNSURE, false, letter(100, 100, 4, 0));
    RetryDecision second = of(Kind.UNSURE, false, letter(101, 100, 4, 1));
    RetryDecision third = of(Kind.UNSURE, false, letter(102, 100, 4, 2));

    assertThat(first.pause()).isEqualTo(Duration.ofMinutes(15));
    assertThat(second.pause()).isEqualTo(Duration.ofMinutes(30));
    assertThat(third.givesUp()).isTrue();
    assertThat(List.of(first, second, third))
        .allMatch(each -> each.counts() == Counts.UNCONFIRMED && !each.held());
    assertThat(second.reason("why"))
        .isEqualTo("sent without a confirmation, so it may have arrived: why");
  }

  @Test
  void whatMayPassIsNoRefusal() {
    RetryDecision delayed = of(Kind.UNCLEAR, false, letter(100, 100, 4));

    assertThat(delayed.counts()).isEqualTo(Counts.OWN);
    assertThat(delayed.givesUp()).isFalse();
  }
}
