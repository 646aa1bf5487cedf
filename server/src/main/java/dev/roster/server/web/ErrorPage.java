package dev.roster.server.web;

import dev.roster.server.http.RefusalPage;
import dev.roster.server.http.Visitor;
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

  private ErrorPage() {}

  /** A policy of the sources; no page is framed, has a base of another's or sends a form. */
  static String policy(String sources) {
    return "default-src 'none'; "
        + sources
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  static RefusalPage of(Visitor visitor, int status) {
    Language language = Language.preferred(visitor.languages());
    String title = title(language, status);
    String start =
        switch (language) {
          case ENGLISH -> "<a href=\"/\">To the front page</a>";
          case DUTCH -> "<a href=\"/\">Naar de voorpagina</a>";
        };
    String request =
        switch (language) {
          case ENGLISH -> "Whoever runs this server finds this request under";
          case DUTCH -> "Wie deze server beheert, vindt dit verzoek onder";
        };
    String body =
        """
        <header class="band"><p class="what">Roster · %d</p><h1>%s</h1></header>
        <main class="wide"><div class="cards"><section class="card whole"><p>%s</p>
        <p>%s</p>
        <p class="soft">%s <code>%s</code>.</p></section></div></main>\
        """
            .formatted(
                status,
                PageFrame.escape(title),
                advice(language, status),
                start,
                request,
                PageFrame.escape(visitor.requestId()));
    return new RefusalPage(
        PageFrame.html(language, status + " " + title + " · Roster", body), HEADERS);
  }

  private static String title(Language language, int status) {
    boolean dutch = language == Language.DUTCH;
    return switch (status) {
      case HttpStatus.NOT_FOUND_404 -> dutch ? "Pagina niet gevonden" : "Page not found";
      case HttpStatus.METHOD_NOT_ALLOWED_405 ->
          dutch ? "Zo is dit adres niet te openen" : "This address cannot be opened like this";
      case HttpStatus.TOO_MANY_REQUESTS_429 -> dutch ? "Te veel verzoeken" : "Too many requests";
      case HttpStatus.SERVICE_UNAVAILABLE_503 ->
          dutch ? "Even niet beschikbaar" : "Not available at the moment";
      default ->
          status >= HttpStatus.INTERNAL_SERVER_ERROR_500
              ? (dutch ? "Er ging hier iets mis" : "Something went wrong here")
              : (dutch ? "Dit verzoek is niet begrepen" : "This request was not understood");
    };
  }

  private static String advice(Language language, int status) {
    boolean dutch = language == Language.DUTCH;
    return switch (status) {
      case HttpStatus.NOT_FOUND_404 ->
          dutch
              ? "Op dit adres staat niets. De Coolset Accounts API staat onder"
                  + " <code>/api/accounts/</code>, de Compleat Users API onder"
                  + " <code>/api/users/</code> en <code>/api/user/</code>."
              : "There is nothing at this address. The Coolset Accounts API is below"
                  + " <code>/api/accounts/</code>, the Compleat Users API below"
                  + " <code>/api/users/</code> and <code>/api/user/</code>.";
      case HttpStatus.TOO_MANY_REQUESTS_429, HttpStatus.SERVICE_UNAVAILABLE_503 ->
          dutch
              ? "Wacht een paar seconden en laad de pagina dan opnieuw. Er is niets verloren"
                  + " gegaan."
              : "Wait a few seconds, then load the page again. Nothing was lost.";
      default ->
          status >= HttpStatus.INTERNAL_SERVER_ERROR_500
              ? (dutch
                  ? "Dat ligt niet aan jou. Laad de pagina over een minuut opnieuw."
                  : "That is not your fault. Load the page again in a minute.")
              : (dutch
                  ? "Controleer het adres, of begin bij de voorpagina."
                  : "Check the address, or begin at the front page.");
    };
  }
}
