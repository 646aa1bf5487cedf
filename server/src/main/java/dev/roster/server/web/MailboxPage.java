package dev.roster.server.web;

import dev.roster.server.mail.DevMailbox;
import dev.roster.server.mail.DisplayName;
import dev.roster.server.mail.Language;
import dev.roster.server.mail.OutgoingMail;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** The mail that a server without a mail server would have sent, for trials on a laptop. */
@Path("dev/mailbox")
public final class MailboxPage {
  private static final String BODY =
      """
      <header class="band"><p class="what"><a href="/">Roster</a></p><h1>Mailbox</h1>
      <p>No mail server is configured, so mail stays here until the server stops.</p></header>
      <main class="wide"><div class="cards"><section class="card whole">%s</section></div></main>\
      """;

  private final DevMailbox mailbox;

  public MailboxPage(DevMailbox mailbox) {
    this.mailbox = mailbox;
  }

  @GET
  @Produces("text/html;charset=utf-8")
  public String list() {
    if (mailbox.newest().isEmpty()) {
      return page(
          "Mailbox, empty",
          "<p>There is no mail yet. Invite somebody, then load this page again.</p>");
    }
    StringBuilder items = new StringBuilder("<ul>\n");
    for (DevMailbox.Kept kept : mailbox.newest()) {
      items.append(
          "<li><a href=\"/dev/mailbox/%1$s\">%2$s</a><br>to <bdi>%3$s</bdi> (<a href=\"/dev/mailbox/%1$s/text\">as text</a>)</li>\n"
              .formatted(
                  Long.toString(kept.number()),
                  PageFrame.escape(kept.mail().subject()),
                  PageFrame.escape(DisplayName.address(kept.mail().to()))));
    }
    int count = mailbox.newest().size();
    return page(
        "Mailbox, " + count + (count == 1 ? " mail" : " mails"), items.append("</ul>").toString());
  }

  private static String page(String title, String content) {
    return PageFrame.html(Language.ENGLISH, title + " · Roster", BODY.formatted(content));
  }

  @GET
  @Path("{number}")
  @Produces("text/html;charset=utf-8")
  public String html(@PathParam("number") long number) {
    return mail(number).html();
  }

  @GET
  @Path("{number}/text")
  @Produces("text/plain;charset=utf-8")
  public String text(@PathParam("number") long number) {
    return mail(number).text();
  }

  private OutgoingMail mail(long number) {
    return mailbox.byNumber(number).orElseThrow(() -> WebProblems.ofStatus(404));
  }
}
