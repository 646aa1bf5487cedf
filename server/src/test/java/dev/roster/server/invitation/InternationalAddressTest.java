package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.RawResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses in domains of other letters, from the invitation by HTTP to the mail and the list. */
class InternationalAddressTest {
  private static final String INVITATIONS = "/api/accounts/invitations/";
  private static final String USERS = "/api/accounts/users/?search=";

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();

  private RawResponse invite(String email) {
    return fixture
        .server()
        .post(
            "ann-token",
            INVITATIONS,
            "{\"email\":\"" + email.replace("\"", "\\\"") + "\",\"auth_group\":3}");
  }

  /** Mail to the one must never reach the other, who would join in the name of the invited. */
  @Test
  void domainsThatDifferInADeviationLetterAreTwoPeople() {
    RawResponse sharp = invite("a@fa\u00df.de");
    assertThat(sharp.status()).isEqualTo(201);
    assertThat(sharp.text()).contains("\"email\":\"a@xn--fa-hia.de\"");
    assertThat(MailParser.header(fixture.mailsTo("a@xn--fa-hia.de", 1).getFirst(), "To"))
        .isEqualTo("a@xn--fa-hia.de");
    assertThat(fixture.received()).hasSize(1);

    for (String same : List.of("A@XN--FA-HIA.DE", " a@FA\u00df.de\u00a0", "\"a\"@fa\u00df.de")) {
      assertThat(invite(same).text())
          .as(same)
          .contains("An invitation for this address is pending");
    }
    assertThat(invite("a@fass.de").status()).isEqualTo(201);
    fixture.mailsTo("a@fass.de", 1);
  }

  @Test
  void bothSpellingsOfADomainFindAUser() {
    assertThat(invite("zoe@b\u00fccher.example").status()).isEqualTo(201);
    fixture.accept(fixture.secretFor("zoe@xn--bcher-kva.example"));

    for (String term :
        List.of("b\u00fccher", "B\u00dcCHER", "xn--bcher", "zoe@xn--bcher-kva.example")) {
      assertThat(
              fixture
                  .server()
                  .get("ann-token", USERS + URLEncoder.encode(term, StandardCharsets.UTF_8))
                  .text())
          .as(term)
          .contains("\"email\":\"zoe@xn--bcher-kva.example\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@x\u200dy.com",
        "a@x\u200cy.com",
        "a@xn--a.com",
        "a@ab--cd.example",
        "a@\u05d0a.com",
        "a@b.example.",
        "a@[IPv6:::1]"
      })
  void anAddressThatMailCannotReachIsRefusedInDjangosWords(String email) {
    RawResponse refused = invite(email);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).isEqualTo("{\"email\":[\"Enter a valid email address.\"]}");
  }
}
