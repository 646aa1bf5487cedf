package dev.roster.server.web;

import dev.roster.server.http.RefusalPage;
import dev.roster.server.http.Visitor;
import dev.roster.server.mail.DevMailbox;
import dev.roster.server.mail.Language;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** Refusals outside the contracts, as a person with a browser reads them. */
final class ErrorPage {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", policy(PageFrame.SOURCES),
          "Referrer-Policy", "no-referrer",
          "X-Frame-Options", "DENY",
          "X-Robots-Tag", "noindex, nofollow",
          "Vary", "Accept, Accept-Language");

  private static final Words NOTHING = new Words("", "");

  private static final String DOCUMENT = "<a href=\"/docs?contract=%s\">%s</a>";

  private static final Words REQUEST =
      new Words(
          "Whoever runs this server finds this request under",
          "Wie deze server beheert, vindt dit verzoek onder");

  private final ServedPages served;
  private final PageLinks links;

  ErrorPage(ServedPages served) {
    this.served = served;
    this.links = new PageLinks(served);
  }

  /** A policy of the sources; no page is framed, has a base of another's or sends a form. */
  static String policy(String sources) {
    return "default-src 'none'; "
        + sources
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  RefusalPage of(Visitor visitor, int status) {
    return of(visitor, status, title(status), advice(status).paragraph());
  }

  /** For an address below {@code /docs}: says which documents there are. */
  RefusalPage noSuchDocument(Visitor visitor) {
    StringBuilder links = new StringBuilder("<ul>");
    for (DocsPage.Document document : served.documents()) {
      links.append(
          "<li><a href=\"/docs?contract=%1$s\">%2$s</a> (<code>%1$s</code>)</li>"
              .formatted(document.key(), document.title()));
    }
    links.append("</ul>");
    return of(
        visitor,
        HttpStatus.NOT_FOUND_404,
        new Words("There is no such document", "Dit document is er niet"),
        new Words("<p>These are there:</p>" + links, "<p>Deze zijn er:</p>" + links));
  }

  /** For the number of a mail: says why one that was there may be gone. */
  RefusalPage noSuchMail(Visitor visitor) {
    Words why =
        new Words(
                "The mailbox is in memory: it is empty after a restart of the server, and keeps the"
                    + " newest "
                    + DevMailbox.NEWEST
                    + " mails. Resend the invitation to get a new mail.",
                "De postbak staat in het geheugen: hij is leeg na een herstart van de server, en"
                    + " bewaart de nieuwste "
                    + DevMailbox.NEWEST
                    + " mails. Verstuur de uitnodiging opnieuw om een nieuwe mail te krijgen.")
            .paragraph();
    Words mailbox =
        new Words(
                "<a href=\"/dev/mailbox\">To the mailbox</a>",
                "<a href=\"/dev/mailbox\">Naar de postbak</a>")
            .paragraph();
    return of(
        visitor,
        HttpStatus.NOT_FOUND_404,
        new Words("This mail is not in the mailbox", "Deze mail zit niet in de postbak"),
        why.and(mailbox));
  }

  /** For the address that all operations of a contract begin with, which is none of them. */
  RefusalPage baseAddress(Visitor visitor, DocsPage.Document contract) {
    Words document =
        served.docs()
            ? new Words(
                    DOCUMENT.formatted(contract.key(), "Read it and try it"),
                    DOCUMENT.formatted(contract.key(), "Lezen en proberen"))
                .paragraph()
            : NOTHING;
    Words what =
        new Words(
                "Programs call the operations below this address. It is the beginning of each of"
                    + " them and has nothing to show by itself.",
                "Programma’s roepen de operaties onder dit adres aan. Het is het begin van elk"
                    + " daarvan en heeft zelf niets te laten zien.")
            .paragraph();
    return of(
        visitor,
        HttpStatus.NOT_FOUND_404,
        new Words(contract.title(), contract.title()),
        what.and(document));
  }

  /**
   * The page.
   *
   * @param advice as HTML
   */
  private RefusalPage of(Visitor visitor, int status, Words heading, Words advice) {
    Language language = Language.preferred(visitor.languages());
    String title = heading.in(language);
    String body =
        """
        <header class="band"><p class="what">Roster · %d</p><h1>%s</h1></header>
        <main class="wide"><div class="cards"><section class="card whole">%s
        <p>%s</p>
        <p class="soft">%s <code>%s</code>.</p></section></div></main>\
        """
            .formatted(
                status,
                PageFrame.escape(title),
                advice.in(language),
                links.ofAll(language),
                REQUEST.in(language),
                PageFrame.escape(visitor.requestId()));
    return new RefusalPage(
        PageFrame.html(language, status + " " + title + " · Roster", body), HEADERS);
  }

  /** A sentence in each language. */
  private record Words(String english, String dutch) {
    Words paragraph() {
      return new Words("<p>" + english + "</p>", "<p>" + dutch + "</p>");
    }

    Words and(Words more) {
      return new Words(english + more.english, dutch + more.dutch);
    }

    String in(Language language) {
      return switch (language) {
        case ENGLISH -> english;
        case DUTCH -> dutch;
      };
    }
  }

  private static Words title(int status) {
    return switch (status) {
      case HttpStatus.NOT_FOUND_404 -> new Words("Page not found", "Pagina niet gevonden");
      case HttpStatus.METHOD_NOT_ALLOWED_405 ->
          new Words("This address cannot be opened like this", "Zo is dit adres niet te openen");
      case HttpStatus.TOO_MANY_REQUESTS_429 -> new Words("Too many requests", "Te veel verzoeken");
      case HttpStatus.SERVICE_UNAVAILABLE_503 ->
          new Words("Not available at the moment", "Even niet beschikbaar");
      default ->
          HttpStatus.isServerError(status)
              ? new Words("Something went wrong here", "Er ging hier iets mis")
              : new Words("This request was not understood", "Dit verzoek is niet begrepen");
    };
  }

  private static Words advice(int status) {
    return switch (status) {
      case HttpStatus.NOT_FOUND_404 ->
          new Words(
              "There is nothing at this address. The Coolset Accounts API is below"
                  + " <code>/api/accounts/</code>, the Compleat Users API below"
                  + " <code>/api/users/</code> and <code>/api/user/</code>.",
              "Op dit adres staat niets. De Coolset Accounts API staat onder"
                  + " <code>/api/accounts/</code>, de Compleat Users API onder"
                  + " <code>/api/users/</code> en <code>/api/user/</code>.");
      case HttpStatus.TOO_MANY_REQUESTS_429, HttpStatus.SERVICE_UNAVAILABLE_503 ->
          new Words(
              "Wait a few seconds, then load the page again. Nothing was lost.",
              "Wacht een paar seconden en laad de pagina dan opnieuw. Er is niets verloren"
                  + " gegaan.");
      default ->
          HttpStatus.isServerError(status)
              ? new Words(
                  "That is not your fault. Load the page again in a minute.",
                  "Dat ligt niet aan jou. Laad de pagina over een minuut opnieuw.")
              : new Words(
                  "Check the address, or begin at the front page.",
                  "Controleer het adres, of begin bij de voorpagina.");
    };
  }
}
