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
    String console,
    String workspace,
    String mailbox,
    String mail,
    String demo,
    String demoTokens,
    String demoTokensOfApis,
    String demoTenant,
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
              "Whoever accepts an invitation of one API is a user in the other from the same moment"
                  + " on.",
              "Companies with filters, invitations by e-mail, users, workspaces and countries."
                  + " Asked with a bearer token.",
              "The users of a tenant. Asked with the key of the tenant.",
              "Read and try it",
              "OpenAPI document",
              "Console",
              "For owners and admins of a workspace: its members, invitations and audit log, and"
                  + " their own tokens. Sign in with a bearer token or a JWT.",
              "Mailbox",
              "The mail that this server would send. Only this machine can see it.",
              "Demo data",
              "Sign in to the console, or call the APIs, with one of these tokens: %s. They are"
                  + " public, and accepted from this machine only.",
              "Call the APIs with one of these tokens: %s. They are public, and accepted from this"
                  + " machine only.",
              "For the Compleat Users API: tenant %s, key %s.",
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
              "Wie een uitnodiging van de ene API accepteert, is vanaf datzelfde moment gebruiker"
                  + " in de andere.",
              "Bedrijven met filters, uitnodigingen per e-mail, gebruikers, werkruimtes en landen."
                  + " Toegang met een bearer-token.",
              "De gebruikers van een tenant. Toegang met de sleutel van de tenant.",
              "Lezen en proberen",
              "OpenAPI-document",
              "Console",
              "Voor eigenaren en beheerders van een werkruimte: de leden, uitnodigingen en het"
                  + " logboek ervan, en hun eigen tokens. Inloggen met een bearer-token of JWT.",
              "Postbak",
              "De mail die deze server zou versturen. Alleen deze machine kan die zien.",
              "Demogegevens",
              "Log in op de console, of roep de API’s aan, met een van deze tokens: %s. Ze zijn"
                  + " openbaar en worden alleen vanaf deze machine geaccepteerd.",
              "Roep de API’s aan met een van deze tokens: %s. Ze zijn openbaar en worden alleen"
                  + " vanaf deze machine geaccepteerd.",
              "Voor de Compleat Users API: tenant %s, sleutel %s.",
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

  /** The sentence about the demo tokens, with or without the console to sign in to. */
  String demoTokens(boolean withConsole) {
    return withConsole ? demoTokens : demoTokensOfApis;
  }

  String waiting(long mails) {
    if (mails == 0) {
      return noneWaits;
    }
    return mails == 1 ? oneWaits : severalWait.formatted(mails);
  }
}
