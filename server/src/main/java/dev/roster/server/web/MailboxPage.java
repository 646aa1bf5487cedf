package dev.roster.server.web;

import dev.roster.server.http.RefusalPage;
import dev.roster.server.mail.DevMailbox;
import dev.roster.server.mail.DisplayName;
import dev.roster.server.mail.DisplayTime;
import dev.roster.server.mail.Language;
import dev.roster.server.mail.OutgoingMail;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mail that a server without a mail server would have sent, for trials on a laptop. */
@Path("dev/mailbox")
public final class MailboxPage {
  private static final String BODY =
      """
      <header class="band"><p class="what"><a href="/">Roster</a></p><h1>%s</h1>
      <p>%s</p></header>
      <main class="wide"><div class="cards">%s</div></main>\
      """;

  private static final String CARD = "<section class=\"card whole\">%s</section>\n";

  private static final String MAIL =
      "<h2><a href=\"/dev/mailbox/%1$s\">%2$s</a></h2>"
          + "<p>%3$s <bdi>%4$s</bdi> · <time datetime=\"%5$s\">%6$s</time> ·"
          + " <a href=\"/dev/mailbox/%1$s/text\">%7$s</a></p>";

  private final DevMailbox mailbox;
  private final DisplayTime times;

  public MailboxPage(DevMailbox mailbox, DisplayTime times) {
    this.mailbox = mailbox;
    this.times = times;
  }

  /** The list, in the language of the browser. */
  @GET
  public Response list(@HeaderParam("Accept-Language") @Nullable String wanted) {
    Language language = Language.preferred(wanted);
    MailboxWords words = MailboxWords.in(language);
    List<DevMailbox.Kept> mails = mailbox.newest();
    StringBuilder cards = new StringBuilder();
    if (mails.isEmpty()) {
      cards.append(CARD.formatted("<p>" + words.none() + "</p>"));
    }
    for (DevMailbox.Kept kept : mails) {
      cards.append(CARD.formatted(entry(kept, words, language)));
    }
    String body = BODY.formatted(words.mailbox(), words.what(), cards);
    String page = PageFrame.html(language, words.title(mails.size()) + " · Roster", body);
    return Response.ok(page, RefusalPage.TYPE)
        .language(language.locale())
        .header("Vary", "Accept-Language")
        .build();
  }

  private String entry(DevMailbox.Kept kept, MailboxWords words, Language language) {
    return MAIL.formatted(
        Long.toString(kept.number()),
        PageFrame.escape(kept.mail().subject()),
        words.to(),
        PageFrame.escape(DisplayName.address(kept.mail().to())),
        kept.at(),
        PageFrame.escape(times.of(kept.at(), language)),
        words.asText());
  }

  /** A mail as a mail program shows it. */
  @GET
  @Path("{number}")
  public Response html(@PathParam("number") long number) {
    return Response.ok(mail(number).html(), RefusalPage.TYPE).build();
  }

  /** A mail as a mail program without HTML shows it. */
  @GET
  @Path("{number}/text")
  public Response text(@PathParam("number") long number) {
    return Response.ok(mail(number).text(), "text/plain;charset=utf-8").build();
  }

  private OutgoingMail mail(long number) {
    return mailbox.byNumber(number).orElseThrow(WebProblems::noSuchMail);
  }
}
