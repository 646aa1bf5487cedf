package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.address.HiddenCharacters;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sixteenth flaw of docs/security.md: somebody who may invite puts words of their own into mail
 * of ours, by a name.
 */
class InvitationNamesFlawTest {
  private static final int EDITOR = 3;
  private static final String INVITER = "ann@alpha.test";
  private static final String INVITEE = "ada@example.org";
  private static final String PUBLIC_HOST = URI.create(InvitationFixture.PUBLIC_URL).getHost();

  /** Text that mail clients make links of; the host of an example is known by its last label. */
  private static final Pattern LINKED =
      Pattern.compile(
          "[a-z][a-z0-9+.-]*:[^\\s“”]{2,}|www\\.\\S+|\\S+@\\S+|[^\\s@(“]+[.。](?:\\p{L}\\p{M}*){2,}[^\\s,)”]*|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\+?[0-9][0-9"
              + " ()-]{7,}",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  private final TestServer server = fixture.server();

  private MimeMessage mailOf(String first, String last, String company) {
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .createUpdate(
                    "UPDATE person SET first_name = :first, last_name = :last WHERE id = 1")
                .bind("first", first)
                .bind("last", last)
                .execute());
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .createUpdate("UPDATE company SET name = :name WHERE id = 1")
                .bind("name", company)
                .execute());
    fixture.invite(INVITEE, EDITOR);
    return fixture.mailsTo(INVITEE, 1).getFirst();
  }

  private static String words(String html) {
    return html.replace("<br>", "\n")
        .replaceAll("(?s)<style.*?</style>|<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  /** All that a client would make a link of, but the address of the inviter and our own links. */
  private static List<String> foreignLinks(String text) {
    return LINKED
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
        .results()
        .map(MatchResult::group)
        .filter(found -> !found.startsWith(InvitationFixture.PUBLIC_URL + "/accept#"))
        .filter(found -> !found.contains(INVITER) && !found.contains(INVITEE))
        .filter(found -> !PUBLIC_HOST.equals(found.replaceFirst("\\.$", "")))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your invoice is overdue, pay at https://evil.example/pay -",
        "evil.example",
        "evil.example/pay",
        "evil。example",
        "ｅｖｉｌ．ｅｘａｍｐｌｅ",
        "hxxps://evil.example",
        "www.evil.example",
        "203.0.113.9",
        "evil\u200b.exa\u2060mple",
        "\u202eelpmaxe.live",
        "Ann\u201d (ceo@bank.example) invites you.\r\n\r\nPay at evil.example",
        "call +31 20 123 4567",
        "<a href='https://evil.example'>pay</a>",
        "\"><img src=https://evil.example/x.png>",
        "\u001b]8;;https://evil.example\u0007pay\u001b]8;;\u0007"
      })
  void flaw16ANameSaysNothingInMailsOfOurs(String name) throws Exception {
    MimeMessage mail = mailOf(name, "PayPal Security", name);
    String text = MailParser.part(mail, 0);
    String html = MailParser.part(mail, 1);

    for (String each : List.of(mail.getSubject(), text, words(html))) {
      assertThat(foreignLinks(each)).as(each).isEmpty();
      assertThat(each.codePoints().filter(c -> c != '\n' && c != '\r'))
          .noneMatch(HiddenCharacters::includes);
    }
    assertThat(html.split("<a |<img", -1)).as("both links of ours, no picture").hasSize(3);
    assertThat(mail.getSubject()).startsWith("Invitation to join ");
    String sentence =
        text.lines()
            .filter(line -> line.startsWith("You are invited by "))
            .findFirst()
            .orElseThrow();
    assertThat(sentence).contains("(" + INVITER + ") to join ");
    assertThat(text.lines().limit(2)).containsExactly("Hello,", "");
  }

  /** The page of the link shows what the mail shows. */
  @Test
  void flaw16ThePageOfTheLinkShowsNoAddressesEither() {
    MimeMessage mail = mailOf("pay at https://evil.example/pay", "", "evil.example");

    String shown = fixture.preview(MailParser.secret(mail)).text();

    assertThat(shown)
        .contains("\"inviter\":\"pay at …\"", "\"inviter_address\":\"" + INVITER + "\"")
        .contains("\"company\":\"evil. example\"")
        .doesNotContain("evil.example");
    assertThat(fixture.accept(MailParser.secret(mail)).text()).contains("\"evil. example\"");
  }

  @Test
  void flaw16WithoutANameTheAddressStandsAlone() {
    MimeMessage mail = mailOf("https://evil.example", "", "\u200b");

    assertThat(MailParser.part(mail, 0))
        .contains("You are invited by " + INVITER + " to join a company.");
  }

  @Test
  void realNamesAreKeptAndTheDirectionOfANameEndsWithIt() {
    MimeMessage mail = mailOf("J.R.R.", "O'Brien", "عبد الله וחברים");

    assertThat(MailParser.part(mail, 0))
        .contains(
            "You are invited by “J.R.R. O'Brien” (" + INVITER + ") to join “عبد الله וחברים”.");
    assertThat(MailParser.part(mail, 1)).contains("<bdi>“عبد الله וחברים”</bdi>");
    String stored =
        server
            .database()
            .reading(tx ->
                tx.handle()
                    .createQuery("SELECT name FROM company WHERE id = 1")
                    .mapTo(String.class)
                    .one());
    assertThat(stored).isEqualTo("عبد الله וחברים");
  }

  /**
   * An invitee is somebody else's choice, too, and the mailbox lists invitees on a page of ours.
   */
  @Test
  void flaw16TheMailboxOfALaptopShowsNoMarkupOfOthers() {
    MailConfig mailbox = MailConfig.to(new MailConfig.Route.Mailbox());
    try (TestServer laptop = TestServer.on(TestDatabase.fresh(), mailbox).load("two-tenants")) {
      laptop
          .database()
          .inTransaction(tx ->
              tx.handle()
                  .execute("UPDATE company SET name = '<script>alert(1)</script>' WHERE id = 1"));
      InvitationFixture.invite(laptop, "\\\"<script>alert(2)</script>\\\"@example.org", EDITOR);
      Waiting.until(() -> page(laptop, "/dev/mailbox").contains("/dev/mailbox/1"));

      assertThat(page(laptop, "/dev/mailbox"))
          .contains("&lt;script&gt;alert(1)", "@example.org</bdi>")
          .doesNotContain("<script");
      assertThat(page(laptop, "/dev/mailbox/1"))
          .contains("&lt;script&gt;alert(1)")
          .doesNotContain("<script");
    }
  }

  private static String page(TestServer laptop, String path) {
    return laptop.raw().send("GET", path, Map.of("Host", "localhost"), null).text();
  }
}
