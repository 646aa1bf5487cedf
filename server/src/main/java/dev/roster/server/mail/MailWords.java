package dev.roster.server.mail;

import java.util.Map;

/**
 * The words of an invitation in one language. {@code {name}}, {@code {address}} and {@code
 * {company}} are places for what people typed. Each sentence begins with words of ours, and names
 * come in quotation marks, so that nobody can read a name as a sentence.
 */
record MailWords(
    Language language,
    String subject,
    String subjectWithName,
    String greeting,
    String invites,
    String invitesWithoutName,
    String invitesFromNobody,
    String aCompany,
    String role,
    Map<String, String> roles,
    Map<String, String> rights,
    String expiry,
    String noExpiry,
    String action,
    String decline,
    String next,
    String nextInApp,
    String why,
    String whyFromNobody,
    String reply,
    String ignore,
    String sender) {

  private static final MailWords ENGLISH =
      new MailWords(
          Language.ENGLISH,
          "Invitation to join {company}",
          "Invitation to join {company}, from {name}",
          "Hello,",
          "You are invited by {name} ({address}) to join {company}.",
          "You are invited by {address} to join {company}.",
          "You are invited to join {company}.",
          "a company",
          "Your role will be: {role}.",
          Map.of(
              "OWNER", "owner", "ADMIN", "administrator", "EDITOR", "editor", "VIEWER", "viewer"),
          Map.of(
              "OWNER",
              "An owner may change the company and its users, and invite others.",
              "ADMIN",
              "An administrator may change the company and its users, and invite others.",
              "EDITOR",
              "An editor sees the company and its users, and may invite others.",
              "VIEWER",
              "A viewer sees the company and its users."),
          "The invitation is valid until {time}.",
          "The invitation does not expire.",
          "Accept the invitation",
          "Decline",
          "The page behind both links shows the invitation once more. Nothing happens until you"
              + " accept or decline there.",
          "The page behind both links shows the invitation once more. Nothing happens until you"
              + " accept or decline there; once you have accepted, it leads you to {app}.",
          "You get this mail because {address} gave your address, {to}.",
          "You get this mail because somebody gave your address, {to}.",
          "A reply to this mail goes to {address}.",
          "The names above are as people typed them, and not checked. Not you? If you do not know"
              + " the sender or did not expect this invitation, decline it or ignore this mail."
              + " Accepting asks for no password and no payment. Do not forward this mail; whoever"
              + " has a link of it can accept or decline.",
          "Sent by {brand}, the server at {host}.");

  private static final MailWords DUTCH =
      new MailWords(
          Language.DUTCH,
          "Uitnodiging voor {company}",
          "Uitnodiging voor {company}, van {name}",
          "Hallo,",
          "Je bent uitgenodigd door {name} ({address}) om lid te worden van {company}.",
          "Je bent uitgenodigd door {address} om lid te worden van {company}.",
          "Je bent uitgenodigd om lid te worden van {company}.",
          "een bedrijf",
          "Je rol wordt: {role}.",
          Map.of(
              "OWNER", "eigenaar", "ADMIN", "beheerder", "EDITOR", "bewerker", "VIEWER", "lezer"),
          Map.of(
              "OWNER",
              "Een eigenaar mag het bedrijf en de gebruikers wijzigen en anderen uitnodigen.",
              "ADMIN",
              "Een beheerder mag het bedrijf en de gebruikers wijzigen en anderen uitnodigen.",
              "EDITOR",
              "Een bewerker ziet het bedrijf en de gebruikers en mag anderen uitnodigen.",
              "VIEWER",
              "Een lezer ziet het bedrijf en de gebruikers."),
          "De uitnodiging is geldig tot {time}.",
          "De uitnodiging verloopt niet.",
          "Uitnodiging accepteren",
          "Afslaan",
          "De pagina achter beide links toont de uitnodiging nog eens. Er gebeurt niets tot je daar"
              + " accepteert of afslaat.",
          "De pagina achter beide links toont de uitnodiging nog eens. Er gebeurt niets tot je daar"
              + " accepteert of afslaat; heb je geaccepteerd, dan brengt ze je naar {app}.",
          "Je krijgt deze mail omdat {address} jouw adres heeft opgegeven, {to}.",
          "Je krijgt deze mail omdat iemand jouw adres heeft opgegeven, {to}.",
          "Een antwoord op deze mail gaat naar {address}.",
          "De namen hierboven zijn niet gecontroleerd. Ben jij het niet, ken je de afzender niet of"
              + " verwachtte je deze uitnodiging niet? Sla haar dan af of negeer deze mail."
              + " Accepteren vraagt geen wachtwoord en geen betaling. Stuur de mail niet door; wie"
              + " een link daaruit heeft, kan accepteren of afslaan.",
          "Verstuurd door {brand}, de server op {host}.");

  static MailWords in(Language language) {
    return switch (language) {
      case ENGLISH -> ENGLISH;
      case DUTCH -> DUTCH;
    };
  }

  String roleName(String group) {
    String known = roles.get(group);
    return known == null ? DisplayName.of(group) : known;
  }

  /** The rights of a role; empty for one that is not known here. */
  String rightsOf(String group) {
    return rights.getOrDefault(group, "");
  }

  /** The subject that fits what is known of the inviter. */
  String subjectBy(String name) {
    return name.isEmpty() ? subject : subjectWithName;
  }

  /** The sentence that fits what is known of the inviter. */
  String invitesBy(String name, String address) {
    if (address.isEmpty()) {
      return invitesFromNobody;
    }
    return name.isEmpty() ? invitesWithoutName : invites;
  }
}
