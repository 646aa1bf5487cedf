package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.TestServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * An invitation whose row has no key, as migration 8.1 leaves one whose address another pending
 * invitation of the company has as well.
 */
class SharedAddressTest {
  private static final int VIEWER = 4;

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  private final TestServer server = fixture.server();

  private UUID invited(String email) {
    UUID id = fixture.invite(email, VIEWER);
    fixture.mailsTo(email, 1);
    fixture.sql("UPDATE invitation SET email_key = NULL");
    return id;
  }

  private boolean resend(UUID id) {
    return fixture
        .operator()
        .invitations()
        .resend(InvitationFixture.OPERATOR, 1, id, Duration.ofDays(7));
  }

  @Test
  void itCanBeSentAgainAndCountsForItsAddress() {
    UUID id = invited("a@xn--fa-hia.de");

    assertThat(resend(id)).isTrue();

    assertThat(
            fixture.count(
                "SELECT used FROM invitation_quota"
                    + " WHERE kind = 'target' AND subject = 'a@xn--fa-hia.de'"))
        .isPositive();
    assertThat(fixture.mailsTo("a@xn--fa-hia.de", 2)).hasSize(2);
  }

  @Test
  void whoIsKnownIsRecognisedBeforeAndAfterAccepting() {
    UUID id = invited("BEN@beta.test");
    String secret = MailParser.secret(fixture.mailsTo("BEN@beta.test", 1).getLast());

    assertThat(server.get("ann-token", "/api/accounts/invitations/" + id + "/").text())
        .contains("\"is_existing_user\":true");
    assertThat(fixture.preview(secret).text()).contains("\"names_needed\":false");
    assertThat(InvitationFixture.accept(server, secret, "", "").status()).isEqualTo(200);
    assertThat(fixture.preview(secret).text()).contains("invitation-accepted");
    assertThat(fixture.members("ben@beta.test")).isEqualTo(1);
  }

  @Test
  void itCanBeRevoked() {
    UUID id = invited("ada@example.org");

    assertThat(fixture.operator().invitations().revoke(InvitationFixture.OPERATOR, 1, id)).isTrue();
    assertThat(resend(id)).isFalse();
  }
}
