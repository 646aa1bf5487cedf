package dev.roster.contract.journey;

import static dev.roster.contract.journey.ConsoleCalls.ME;
import static dev.roster.contract.journey.ConsoleCalls.TOKENS;
import static dev.roster.contract.journey.ConsoleCalls.each;
import static dev.roster.contract.journey.ConsoleCalls.items;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import dev.roster.contract.InProcessServer;
import dev.roster.contract.InReport;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tokens that the console shows: whose they are, which, and when they were used. */
@ExtendWith(SharedServer.class)
@InReport(check = Check.JOURNEYS, document = RosterAlignment.CONSOLE)
class ConsoleTokensIT {
  private static final Duration NOTED_WITHIN = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private static InProcessServer roster() {
    return SharedServer.roster();
  }

  private static Instant instant(JsonNode text) {
    return Instant.parse(text.asText());
  }

  @Test
  @Tag("promise:console-tokens")
  void theTokensAreThoseThatCanBeUsedTheNewestFirst() {
    try (ConsoleCalls own = ConsoleCalls.in("a caller")) {
      long person = Long.parseLong(own.value("user_id"));
      Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      Instant old = now.minus(30, ChronoUnit.DAYS);
      String middle = roster().issueToken(person, "middle", old.plusSeconds(60), Optional.empty());
      String used = roster().issueToken(person, "oldest", old, Optional.of(Duration.ofDays(60)));
      roster().noteUse(used, now.plusSeconds(1));
      roster().issueToken(person, "over", old, Optional.of(Duration.ofDays(29)));
      roster().revokeToken(roster().issueToken(person, "off", now, Optional.empty()));
      String newest =
          roster().issueToken(person, "newest", now.plusSeconds(3600), Optional.empty());

      HttpResponse<String> response =
          own.bare("GET", TOKENS, "", "Authorization", "Bearer " + middle);
      List<JsonNode> tokens = items(response);

      assertThat(tokens.stream().map(token -> token.path("label").asText()))
          .containsExactly("newest", "", "middle", "oldest");
      assertThat(tokens.stream().map(token -> token.path("is_current").asBoolean()))
          .containsExactly(false, false, true, false);
      assertThat(tokens.stream().map(token -> token.path("scopes").toString()))
          .containsExactly(
              "[\"read\"]", "[\"read\",\"write\",\"admin\"]", "[\"read\"]", "[\"read\"]");
      JsonNode oldest = tokens.get(3);
      assertThat(instant(oldest.path("created_at"))).isEqualTo(old);
      assertThat(instant(oldest.path("expires_at"))).isEqualTo(old.plus(60, ChronoUnit.DAYS));
      assertThat(instant(oldest.path("last_used_at"))).isEqualTo(now.plusSeconds(1));
      assertThat(tokens.get(0).path("last_used_at").isNull()).isTrue();
      assertThat(tokens.get(2).path("expires_at").isNull()).isTrue();
      assertThat(response.body()).doesNotContain(newest, middle, used, own.value("token"));
    }
  }

  @Test
  @Tag("promise:console-tokens")
  void theTokensOfOthersAreTheirs() {
    try (ConsoleCalls calls = ConsoleCalls.in("invitations of every kind")) {
      List<String> owner = each(calls.get(TOKENS), "id");
      List<String> admin = each(calls.get("admin_token", TOKENS), "id");

      assertThat(owner).hasSize(3).doesNotContainAnyElementsOf(admin);
      assertThat(admin).hasSize(1);
      assertThat(each(calls.get("read_token", TOKENS), "id")).isEqualTo(owner);
    }
  }

  @Test
  @Tag("promise:console-tokens")
  void aUseIsShownWithinAMinute() {
    try (ConsoleCalls own = ConsoleCalls.in("a caller")) {
      long person = Long.parseLong(own.value("user_id"));
      Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
      String secret = roster().issueToken(person, "used", before, Optional.empty());
      assertThat(own.bare("GET", ME, "", "Authorization", "Bearer " + secret).statusCode())
          .isEqualTo(200);

      JsonNode lastUse = lastUse(own, "used");
      while (lastUse.isNull() && Instant.now().isBefore(before.plus(NOTED_WITHIN))) {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        lastUse = lastUse(own, "used");
      }

      assertThat(instant(lastUse)).isBetween(before, Instant.now());
    }
  }

  private static JsonNode lastUse(ConsoleCalls own, String label) {
    return items(own.get(TOKENS)).stream()
        .filter(token -> token.path("label").asText().equals(label))
        .findFirst()
        .orElseThrow()
        .path("last_used_at");
  }
}
