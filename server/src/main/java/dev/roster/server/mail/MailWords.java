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
    String greeting,
    String invites,
    String invitesWithoutName,
    String invitesFromNobody,
    String aCompany,
    String role,
    Map<String, String> roles,
    String expiry,
    String noExpiry,
    String action,
    String ignore) {

  private static final MailWords ENGLISH =
      new MailWords(
          Language.ENGLISH,
          "Invitation to join {company}",
          "Hello,",
          "You are invited by {name} ({address}) to join {company}.",
          "You are invited by {address} to join {company}.",
          "You are invited to join {company}.",
          "a company",
          "Your role will be: {role}.",
          Map.of(
              "OWNER", "owner", "ADMIN", "administrator", "EDITOR", "editor", "VIEWER", "viewer"),
          "The invitation is valid until {time}.",
          "The invitation does not expire.",
          "Accept the invitation",
          "The names above are as people typed them, and not checked. If you do not know the sender"
              + " or did not expect this invitation, ignore this mail: nothing happens unless you"
              + " accept. Accepting asks for no password and no payment. Do not forward this mail;"
              + " whoever has the link can accept.");

  private static final MailWords DUTCH =
      new MailWords(
          Language.DUTCH,
          "Uitnodiging voor {company}",
          "Hallo,",
          "Je bent uitgenodigd door {name} ({address}) om lid te worden van {company}.",
          "Je bent uitgenodigd door {address} om lid te worden van {company}.",
          "Je bent uitgenodigd om lid te worden van {company}.",
          "een bedrijf",
          "Je rol wordt: {role}.",
          Map.of(
              "OWNER", "eigenaar", "ADMIN", "beheerder", "EDITOR", "bewerker", "VIEWER", "lezer"),
          "De uitnodiging is geldig tot {time}.",
          "De uitnodiging verloopt niet.",
          "Uitnodiging accepteren",
          "De namen hierboven zijn niet gecontroleerd. Ken je de afzender niet of verwachtte je"
              + " deze uitnodiging niet? Negeer dan deze mail: er gebeurt niets zolang je niet"
              + " accepteert. Accepteren vraagt geen wachtwoord en geen betaling. Stuur de mail"
              + " niet door; wie de link heeft, kan accepteren.");

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

  /** The sentence that fits what is known of the inviter. */
  String invitesBy(String name, String address) {
    if (address.isEmpty()) {
      return invitesFromNobody;
    }
    return name.isEmpty() ? invitesWithoutName : invites;
  }
}
