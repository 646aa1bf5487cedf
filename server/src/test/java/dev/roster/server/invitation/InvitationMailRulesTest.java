package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.mail.Brand;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The rules of large receivers, and the questions of the recipient of an invitation, asked of a
 * mail that arrives by SMTP.
 */
class InvitationMailRulesTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  @AutoClose
  private final InvitationFixture fixture =
      new InvitationFixture(config ->
          config
              .leadingTo(URI.create("https://app.grocers.example/start"))
              .looking(
                  new Brand(
                      "Grocers & Co",
                      Optional.of(URI.create("https://grocers.example/logo.png")),
                      "#1d4f91",
                      Optional.of("Grocers & Co, Damrak 1, Amsterdam"))));

  private MimeMessage mail() {
    fixture.invite("Ada@example.org", 3);
    return fixture.mailsTo("Ada@example.org", 1).getFirst();
  }

  @Test
  void theRecipientReadsWhoWhyWhatUntilWhenAndWhatNext() throws Exception {
    MimeMessage mail = mail();

    assertThat(mail.getSubject()).isEqualTo("Invitation to join “Alpha One”, from “Ann Alpha”");
    assertThat(MailParser.header(mail, "Reply-To")).isEqualTo("ann@alpha.test");
    assertThat(MailParser.part(mail, 0))
        .contains(
            "You are invited by “Ann Alpha” (ann@alpha.test) to join “Alpha One”.",
            "Your role will be: editor.",
            "An editor sees the company and its users, and may invite others.",
            "The invitation is valid until ",
            "(Europe/Amsterdam)",
            "Nothing happens until you accept or decline there; once you have accepted, it leads"
                + " you to app.grocers.example.",
            "because ann@alpha.test gave your address, Ada@example.org.",
            "A reply to this mail goes to ann@alpha.test.",
            "Not you?",
            "Sent by Grocers & Co, the server at roster.example.org.",
            "Grocers & Co, Damrak 1, Amsterdam")
        .doesNotContain("{", "\r\n\r\n\r\n");
  }

  @Test
  void htmlAndTextSayTheSame() throws Exception {
    MimeMessage mail = mail();
    String words =
        MailParser.part(mail, 1)
            .replaceAll("(?s)<head>.*</head>", "")
            .replaceAll("<[^>]*>", "")
            .replace("&amp;", "&")
            .replaceAll("\\s+", " ");

    List<String> lines =
        MailParser.part(mail, 0)
            .lines()
            .filter(line -> !line.isBlank())
            .map(String::strip)
            .toList();
    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(lines)
        .allSatisfy(line ->
            assertThat(line.endsWith("/decline") ? MailParser.part(mail, 1) : words)
                .contains(line.replaceFirst(":$", "")));
  }

  @Test
  void whoDeclinesIsLedToTheSamePage() throws Exception {
    MimeMessage mail = mail();
    String link = InvitationFixture.PUBLIC_URL + "/accept#" + MailParser.secret(mail);

    assertThat(MailParser.part(mail, 0))
        .contains("Accept the invitation:\r\n" + link + "\r\n")
        .contains("Decline:\r\n" + link + "/decline\r\n");
    assertThat(MailParser.part(mail, 1))
        .contains("<a href=\"" + link + "\"", "<a href=\"" + link + "/decline\"", ">Decline</a>");
  }

  @Test
  void aDutchMailSaysTheSame() throws Exception {
    fixture.sql("UPDATE company SET default_locale = 'nl-NL'");
    String text = MailParser.part(mail(), 0);

    assertThat(text)
        .contains(
            "Afslaan:\r\n",
            "Er gebeurt niets tot je daar accepteert of afslaat; heb je geaccepteerd, dan brengt ze"
                + " je naar app.grocers.example.",
            "Een antwoord op deze mail gaat naar ann@alpha.test.",
            "Sla haar dan af of negeer deze mail.")
        .doesNotContain("Doe dan niets");
  }

  @Test
  void theLookIsThatOfWhoeverRunsTheServer() throws Exception {
    String html = MailParser.part(mail(), 1);

    assertThat(html)
        .contains(
            "<img src=\"https://grocers.example/logo.png\" alt=\"Grocers &amp; Co\"",
            "background:#1d4f91",
            "prefers-color-scheme: dark")
        .doesNotContain("Roster")
        .doesNotContainPattern("\\{[a-z]+\\}");
  }

  @Test
  void receiversFindNothingToBlock() throws Exception {
    MimeMessage mail = mail();
    String html = MailParser.part(mail, 1);

    assertThat(mail.getMessageID()).endsWith("@roster.example.org>");
    for (String once : List.of("From", "To", "Date", "Subject", "Message-ID", "MIME-Version")) {
      assertThat(mail.getHeader(once)).as(once).hasSize(1);
    }
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(mail.getHeader("List-Unsubscribe")).isNull();
    assertThat(mail.getSize()).isLessThan(100_000);
    assertThat(html)
        .doesNotContainIgnoringCase(
            "<script", "<form", "<iframe", "<link", "@import", "url(", "onclick");
    List<String> links =
        LINK.matcher(html).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(links).hasSize(3).allMatch(link -> link.startsWith("https://"));
    assertThat(links.getLast()).isEqualTo(links.get(1) + "/decline");
    assertThat(html)
        .as("the link that people see is the one that they follow")
        .contains(">" + links.get(1) + "</p>");
  }
}
