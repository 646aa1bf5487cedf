package dev.roster.server.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.RateLimits;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two servers that have served a caller whose rights end. They end by SQL in a session that is
 * neither's, so that no server could tell another, nor be told.
 */
class RevocationTest {
  private static final String TOKEN = "ann-token";
  private static final String ME = "/api/accounts/users/me/";
  private static final String INVITATIONS = "/api/accounts/invitations/";
  private static final String USERS = "/api/users/aaaaaaaa-0000-4000-8000-000000000001/null";
  private static final String KEY = "aaaaaaaa-1111-4000-8000-000000000001";

  private final DatabaseUrl url = TestServer.databaseWith("two-tenants");
  @AutoClose private final TestServer here = server();
  @AutoClose private final TestServer there = server();

  private enum Right {
    TOKEN(200, 401, "UPDATE api_token SET revoked_at = now() WHERE person_id = 1"),
    TOKEN_THAT_EXPIRES(200, 401, "UPDATE api_token SET expires_at = now() WHERE person_id = 1"),
    KEY(200, 401, "UPDATE tenant_key SET revoked_at = now()"),
    KEY_THAT_EXPIRES(200, 401, "UPDATE tenant_key SET expires_at = now()"),
    ROLE(400, 403, "UPDATE membership SET auth_group_id = 4 WHERE person_id = 1"),
    PERMISSION_OF_THE_ROLE(400, 403, "DELETE FROM auth_group_permission WHERE auth_group_id = 1"),
    MEMBERSHIP(400, 403, "UPDATE membership SET enabled = false WHERE person_id = 1"),
    PERSON(200, 401, "UPDATE person SET is_active = false WHERE id = 1");

    private final int before;
    private final int after;
    private final String end;

    Right(int before, int after, String end) {
      this.before = before;
      this.after = after;
      this.end = end;
    }

    /** The status of a request that needs the right; 400 is an invitation without an address. */
    int use(TestServer server) {
      return switch (this) {
        case KEY, KEY_THAT_EXPIRES -> server.compleat(RevocationTest.KEY, USERS).status();
        case ROLE, PERMISSION_OF_THE_ROLE, MEMBERSHIP ->
            server.post(RevocationTest.TOKEN, INVITATIONS, "{}").status();
        default -> server.get(RevocationTest.TOKEN, ME).status();
      };
    }
  }

  private TestServer server() {
    return TestServer.on(url, Clock.systemUTC(), RateLimits.OFF);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("promise:token-until-revoked")
  void whatIsRevokedIsRefusedByTheNextRequestToEveryServer(Right right) {
    for (int i = 0; i < 3; i++) {
      assertThat(Stream.of(here, there).map(right::use)).containsOnly(right.before);
    }

    TestDatabase.change(url, right.end);

    assertThat(Stream.of(here, there).map(right::use)).containsOnly(right.after);
  }
}
