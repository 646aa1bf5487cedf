package dev.roster.server.web;

import dev.roster.server.mail.Language;

/** The words of the front page, as HTML. */
record FrontPageWords(
    String title,
    String summary,
    String coolset,
    String compleat,
    String tryIt,
    String document,
    String mailbox,
    String mail,
    String server,
    String ready,
    String noDatabase,
    String noneWaits,
    String oneWaits,
    String severalWait,
    String management,
    String affiliation) {

  static FrontPageWords in(Language language) {
    return switch (language) {
      case ENGLISH ->
          new FrontPageWords(
              "One user directory behind two APIs",
              "Who somebody invites through one API is a user in the other from the same moment"
                  + " on.",
              "Companies with filters, invitations by e-mail, users, workspaces and countries."
                  + " Asked with a bearer token.",
              "The users of a tenant. Asked with the key of the tenant.",
              "Read and try it",
              "OpenAPI document",
              "Mailbox",
              "The mail that this server would send. Only this machine can see it.",
              "This server",
              "The database responds.",
              "The database does not respond.",
              "No mail waits to be sent.",
              "1 mail waits to be sent.",
              "%d mails wait to be sent.",
              "Management:",
              "Roster is free software. It is not affiliated with Coolset or Compleat; both"
                  + " documents were reconstructed from public pages.");
      case DUTCH ->
          new FrontPageWords(
              "Eén gebruikerslijst achter twee API’s",
              "Wie via de ene API wordt uitgenodigd, is vanaf datzelfde moment gebruiker in de"
                  + " andere.",
              "Bedrijven met filters, uitnodigingen per e-mail, gebruikers, werkruimtes en landen."
                  + " Toegang met een bearer-token.",
              "De gebruikers van een tenant. Toegang met de sleutel van de tenant.",
              "Lezen en proberen",
              "OpenAPI-document",
              "Postbak",
              "De mail die deze server zou versturen. Alleen deze machine kan die zien.",
              "Deze server",
              "De database antwoordt.",
              "De database antwoordt niet.",
              "Er wacht geen mail op verzending.",
              "Er wacht 1 mail op verzending.",
              "Er wachten %d mails op verzending.",
              "Beheer:",
              "Roster is vrije software en niet verbonden aan Coolset of Compleat; beide documenten"
                  + " zijn gereconstrueerd uit openbare pagina’s.");
    };
  }

  String waiting(long mails) {
    if (mails == 0) {
      return noneWaits;
    }
    return mails == 1 ? oneWaits : severalWait.formatted(mails);
  }
}
