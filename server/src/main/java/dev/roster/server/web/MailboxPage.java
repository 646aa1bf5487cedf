package dev.roster.server.web;

import dev.roster.server.mail.DevMailbox;
import dev.roster.server.mail.DisplayName;
import dev.roster.server.mail.OutgoingMail;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** The mail that a server without a mail server would have sent, for trials on a laptop. */
@Path("dev/mailbox")
public final class MailboxPage {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Mailbox</title>
      <style>body{font-family:sans-serif;line-height:1.5;max-width:45rem;margin:2rem auto;padding:0 1rem}
      li{margin:1rem 0}main{overflow-wrap:anywhere}</style></head>
      <body>
      <main>
      <h1>Mailbox</h1>
      <p>No mail server is configured, so mail stays here until the server stops.</p>
      %s
      </main>
      </body>
      </html>
      """;

  private final DevMailbox mailbox;

  public MailboxPage(DevMailbox mailbox) {
    this.mailbox = mailbox;
  }

  @GET
  @Produces("text/html;charset=utf-8")
  public String list() {
    if (mailbox.newest().isEmpty()) {
      return PAGE.formatted(
          "<p>There is no mail yet. Invite somebody, then load this page again.</p>");
    }
    StringBuilder items = new StringBuilder("<ul>\n");
    for (DevMailbox.Kept kept : mailbox.newest()) {
      items.append(
          "<li><a href=\"/dev/mailbox/%1$s\">%2$s</a><br>to <bdi>%3$s</bdi> (<a href=\"/dev/mailbox/%1$s/text\">as text</a>)</li>\n"
              .formatted(
                  Long.toString(kept.number()),
                  escape(kept.mail().subject()),
                  escape(DisplayName.address(kept.mail().to()))));
    }
    return PAGE.formatted(items.append("</ul>"));
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

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
