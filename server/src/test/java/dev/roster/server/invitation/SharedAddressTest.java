package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.Mailroom;
import dev.roster.server.testing.Mails;
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

  @AutoClose private final Mailroom mailroom = new Mailroom();
  private final TestServer server = mailroom.server();

  private UUID invited(String email) {
    UUID id = mailroom.invite(email, VIEWER);
    mailroom.mailsTo(email, 1);
    mailroom.sql("UPDATE invitation SET email_key = NULL");
    return id;
  }

  private boolean resend(UUID id) {
    return mailroom.operator().invitations().resend(Mailroom.OPERATOR, 1, id, Duration.ofDays(7));
  }

  @Test
  void itCanBeSentAgainAndCountsForItsAddress() {
    UUID id = invited("a@xn--fa-hia.de");

    assertThat(resend(id)).isTrue();

    assertThat(
            mailroom.count(
                "SELECT used FROM invitation_quota"
                    + " WHERE kind = 'target' AND subject = 'a@xn--fa-hia.de'"))
        .isPositive();
    assertThat(mailroom.mailsTo("a@xn--fa-hia.de", 2)).hasSize(2);
  }

  @Test
  void whoIsKnownIsRecognisedBeforeAndAfterAccepting() {
    UUID id = invited("BEN@beta.test");
    String secret = Mails.secret(mailroom.mailsTo("BEN@beta.test", 1).getLast());

    assertThat(server.get("ann-token", "/api/accounts/invitations/" + id + "/").text())
        .contains("\"is_existing_user\":true");
    assertThat(mailroom.preview(secret).text()).contains("\"names_needed\":false");
    assertThat(Mailroom.accept(server, secret, "", "").status()).isEqualTo(200);
    assertThat(mailroom.preview(secret).text()).contains("invitation-accepted");
    assertThat(mailroom.members("ben@beta.test")).isEqualTo(1);
  }

  @Test
  void itCanBeRevoked() {
    UUID id = invited("ada@example.org");

    assertThat(mailroom.operator().invitations().revoke(Mailroom.OPERATOR, 1, id)).isTrue();
    assertThat(resend(id)).isFalse();
  }
}
