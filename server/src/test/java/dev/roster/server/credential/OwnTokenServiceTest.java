package dev.roster.server.credential;

import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.NOW;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.caller.UserCaller;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OwnTokenServiceTest {
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final OwnTokenService service =
      new OwnTokenService(directory.database(), new TokenStore(), CLOCK);

  private void token(UserCaller holder, String id, Duration toEnd, boolean revoked, int age) {
    OffsetDateTime now = NOW.atOffset(ZoneOffset.UTC);
    directory.sql(
        """
        INSERT INTO api_token (public_id, token_hash, person_id, label, scopes, created_at,
                               expires_at, revoked_at)
        VALUES (?, sha256(?::bytea), ?, ?, ARRAY['read', 'write'], ?, ?, ?)
        """,
        id,
        id,
        holder.personId(),
        "label of " + id,
        now.minusDays(age),
        now.plus(toEnd),
        revoked ? now.minusYears(5) : null);
  }

  @Test
  void thoseOfTheCallerThatCountByTheClockAreListedTheNewestFirst() {
    UserCaller caller = directory.caller(directory.company(), VIEWER);
    UserCaller other = directory.caller(directory.company(), VIEWER);
    directory.sql("DELETE FROM api_token");
    token(caller, "older", Duration.ofSeconds(1), false, 9);
    token(caller, "newer", Duration.ofDays(1), false, 2);
    token(caller, "ended", Duration.ZERO, false, 1);
    token(caller, "revoked", Duration.ofDays(1), true, 1);
    token(other, "others", Duration.ofDays(1), false, 1);

    assertThat(service.usable(caller)).extracting(ApiToken::id).containsExactly("newer", "older");
  }
}
