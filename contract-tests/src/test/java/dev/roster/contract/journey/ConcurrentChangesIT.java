package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two changes of an invitation in the same moment. A lock on its row holds both up; the responses
 * and the invitation are as if the second had come after the first.
 */
@ExtendWith(SharedServer.class)
@InReport(check = Check.JOURNEYS, document = RosterAlignment.CONSOLE)
@Tag("promise:console-resend")
@Tag("promise:console-revoke")
class ConcurrentChangesIT {
  private static final int PATIENCE_SECONDS = 20;

  /** On a busy machine two requests may not meet at once. */
  private static final int ATTEMPTS = 10;

  /** Changes that end or renew an invitation. */
  enum Change {
    ACCEPT {
      @Override
      HttpResponse<String> of(ConsoleCalls calls, String secret) {
        return calls.accept(secret);
      }
    },
    DECLINE {
      @Override
      HttpResponse<String> of(ConsoleCalls calls, String secret) {
        return calls.decline(secret);
      }
    },
    RESEND {
      @Override
      HttpResponse<String> of(ConsoleCalls calls, String secret) {
        return calls.post(calls.resend("pending"));
      }
    },
    REVOKE {
      @Override
      HttpResponse<String> of(ConsoleCalls calls, String secret) {
        return calls.post(calls.revoke("pending"));
      }
    };

    abstract HttpResponse<String> of(ConsoleCalls calls, String secret);
  }

  /** The statuses of both responses, and the state of the invitation after them. */
  private record Ending(int first, int second, String state) {}

  static Stream<Arguments> pairs() {
    return Stream.of(Change.values())
        .flatMap(first -> Stream.of(Change.values()).map(second -> Arguments.of(first, second)));
  }

  private static ConsoleCalls start() {
    return ConsoleCalls.in("invitations of every kind");
  }

  private static String secretOf(ConsoleCalls calls) {
    return SharedServer.roster().secretOf(UUID.fromString(calls.value("pending_id")));
  }

  private static Ending ending(ConsoleCalls calls, int first, int second) {
    JsonNode invitation =
        ConsoleCalls.items(calls.get(ConsoleCalls.INVITATIONS)).stream()
            .filter(item -> item.path("id").asText().equals(calls.value("pending_id")))
            .findFirst()
            .orElseThrow();
    return new Ending(first, second, invitation.path("state").asText());
  }

  private static Ending oneAfterTheOther(Change first, Change second) {
    try (ConsoleCalls calls = start()) {
      String secret = secretOf(calls);
      return ending(
          calls, first.of(calls, secret).statusCode(), second.of(calls, secret).statusCode());
    }
  }

  private static HeldLock invitation(ConsoleCalls calls) throws SQLException {
    return HeldLock.ofRow(
        "UPDATE invitation SET email = email WHERE id = CAST(? AS uuid)",
        calls.value("pending_id"));
  }

  private static Ending atOnce(Change first, Change second) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (ConsoleCalls calls = start()) {
        String secret = secretOf(calls);
        boolean met;
        List<CompletableFuture<HttpResponse<String>>> sent;
        try (HeldLock held = invitation(calls)) {
          CompletableFuture<HttpResponse<String>> one = send(first, calls, secret);
          met = held.holds(1);
          sent = List.of(one, send(second, calls, secret));
          met &= held.holds(2);
        }
        int one = sent.getFirst().get(PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode();
        int other = sent.getLast().get(PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode();
        if (met) {
          return ending(calls, one, other);
        }
      }
    }
    throw new AssertionError("two requests never waited for each other");
  }

  private static CompletableFuture<HttpResponse<String>> send(
      Change change, ConsoleCalls calls, String secret) {
    return CompletableFuture.supplyAsync(
        () -> change.of(calls, secret), task -> Thread.ofVirtual().start(task));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theyEndAsOneAfterTheOther(Change first, Change second) throws Exception {
    Ending expected = oneAfterTheOther(first, second);

    assertThat(expected.first()).as("the first alone").isEqualTo(200);
    assertThat(atOnce(first, second)).isEqualTo(expected);
  }
}
