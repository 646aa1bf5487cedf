package dev.roster.server.web;

import dev.roster.server.mail.Language;

/** The words of the mailbox, as HTML; those of titles hold none. */
record MailboxWords(
    String mailbox,
    String what,
    String empty,
    String oneMail,
    String mails,
    String none,
    String to,
    String asText) {

  static MailboxWords in(Language language) {
    return switch (language) {
      case ENGLISH ->
          new MailboxWords(
              "Mailbox",
              "No mail server is configured, so mail stays here until the server stops.",
              "Mailbox, empty",
              "Mailbox, 1 mail",
              "Mailbox, %d mails",
              "There is no mail yet. Invite somebody, then load this page again.",
              "to",
              "as text");
      case DUTCH ->
          new MailboxWords(
              "Postbak",
              "Er is geen mailserver ingesteld, dus de mail blijft hier tot de server stopt.",
              "Postbak, leeg",
              "Postbak, 1 mail",
              "Postbak, %d mails",
              "Er is nog geen mail. Nodig iemand uit en laad deze pagina dan opnieuw.",
              "aan",
              "als tekst");
    };
  }

  /** The title of a mailbox with so many mails. */
  String title(int count) {
    return switch (count) {
      case 0 -> empty;
      case 1 -> oneMail;
      default -> mails.replace("%d", Integer.toString(count));
    };
  }
}
