package dev.roster.server.web;

import dev.roster.server.mail.Language;

/** The words of the page of the documents around Swagger UI, as HTML. */
record DocsWords(
    String skip,
    String contracts,
    String calls,
    String token,
    String key,
    String ownToken,
    String reconstructed,
    String own,
    String demoTokens,
    String demoTenant,
    String needsScript) {

  static DocsWords in(Language language) {
    return switch (language) {
      case ENGLISH ->
          new DocsWords(
              "To the contract",
              "Contracts",
              "Calls tried here go to this server and really happen. Press Authorize and paste the"
                  + " token or key that the server printed when it started, or one that you were"
                  + " given; this tab remembers it.",
              "The token goes in with or without the word Bearer.",
              "The tenant id of the path is the one the key belongs to.",
              "The token is one of the Coolset Accounts API.",
              "Roster is not affiliated with the publisher of this API; the document was"
                  + " reconstructed from public pages.",
              "This API is Roster’s own: the page at /console uses it.",
              "Tokens of the demo data: %s.",
              "The tenant of the demo data is %s, its key %s.",
              "This page needs JavaScript. The documents themselves:");
      case DUTCH ->
          new DocsWords(
              "Naar het contract",
              "Contracten",
              "Aanroepen die je hier probeert, gaan naar deze server en gebeuren echt. Druk op"
                  + " <span lang=\"en\">Authorize</span> en plak het token of de sleutel die de"
                  + " server bij de start toonde, of die je hebt gekregen; dit tabblad onthoudt"
                  + " het.",
              "Het token mag met of zonder het woord Bearer.",
              "Het tenant-id van het pad is dat waar de sleutel bij hoort.",
              "Het token is er een van de Coolset Accounts API.",
              "Roster is niet verbonden aan de uitgever van deze API; het document is"
                  + " gereconstrueerd uit openbare pagina’s.",
              "Deze API is van Roster zelf: de pagina /console gebruikt die.",
              "Tokens van de demogegevens: %s.",
              "De tenant van de demogegevens is %s, de sleutel %s.",
              "Deze pagina heeft JavaScript nodig. De documenten zelf:");
    };
  }

  /** The sentence about the credential of the document. */
  String hint(DocsPage.Document document) {
    return switch (document) {
      case COOLSET_ACCOUNTS -> token;
      case COMPLEAT_USERS -> key;
      case OWN_CONSOLE -> ownToken;
    };
  }

  /** The sentence about the publisher of the document. */
  String origin(DocsPage.Document document) {
    return document == DocsPage.Document.OWN_CONSOLE ? own : reconstructed;
  }
}
