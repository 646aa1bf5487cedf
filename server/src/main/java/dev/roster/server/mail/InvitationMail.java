package dev.roster.server.mail;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words of an invitation, as text and as HTML, in the language of the company. What people
 * typed is one line of limited length wherever it stands, and escaped in HTML.
 */
public final class InvitationMail {
  private static final int MAX_NAME = 200;

  private static final String TEXT =
      """
      {greeting}

      {invites}

      {role}
      {expiry}

      {action}:
      {link}

      {ignore}
      """;

  private static final String HTML =
      """
      <!DOCTYPE html>
      <html lang="{lang}">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>{subject}</title></head>
      <body style="margin:0;padding:24px;font-family:sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a;\
      background:#ffffff">
      <div role="main">
      <h1 style="margin:0 0 16px;font-size:20px">{subject}</h1>
      <p>{greeting}</p>
      <p>{invites}</p>
      <p>{role}<br>{expiry}</p>
      <p><a href="{link}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#0b5d3b;\
      color:#ffffff;text-decoration:none">{action}</a></p>
      <p style="font-size:14px;word-break:break-all">{link}</p>
      <p style="font-size:14px;color:#555555">{ignore}</p>
      </div>
      </body>
      </html>
      """;

  private final URI publicUrl;
  private final ZoneId zone;

  /**
   * @param publicUrl where people reach this server, without a trailing slash; the base of links
   * @param zone in which times are told
   */
  public InvitationMail(URI publicUrl, ZoneId zone) {
    this.publicUrl = publicUrl;
    this.zone = zone;
  }

  OutgoingMail write(Letter letter, InvitationSecret secret) {
    Words words = Words.of(letter.locale());
    String company = oneLine(letter.company());
    Map<String, String> values = new TreeMap<>();
    values.put("lang", words.language());
    values.put("subject", words.subject().formatted(company));
    values.put("greeting", words.greeting());
    values.put(
        "invites",
        letter.inviter() == null
            ? words.invitesFromNobody().formatted(company)
            : words.invites().formatted(oneLine(letter.inviter()), company));
    values.put("role", words.role().formatted(words.roleName(oneLine(letter.role()))));
    values.put(
        "expiry",
        letter.expiresAt() == null
            ? words.noExpiry()
            : words.expiry().formatted(time(letter.expiresAt(), words.locale())));
    values.put("action", words.action());
    values.put("link", publicUrl + "/accept#" + secret.text());
    values.put("ignore", words.ignore());
    return new OutgoingMail(
        letter.messageId(),
        letter.email(),
        words.subject().formatted(company),
        fill(TEXT, values, false),
        fill(HTML, values, true),
        words.language());
  }

  private String time(Instant instant, Locale locale) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm", locale).format(instant.atZone(zone))
        + " ("
        + zone.getId()
        + ")";
  }

  /** Each place is filled once: what a value says is never read as a place. */
  private static String fill(String template, Map<String, String> values, boolean html) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
      int close = template.indexOf('}', open);
      String value = values.get(template.substring(open + 1, close));
      if (value == null) {
        throw new IllegalStateException("no value for " + template.substring(open, close + 1));
      }
      filled.append(template, at, open).append(html ? escape(value) : value);
      at = close + 1;
    }
    return filled.append(template.substring(at)).toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Without anything that breaks a line, turns the direction of the text or cannot be seen. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(MAX_NAME)
        .map(c ->
            switch (Character.getType(c)) {
              case Character.CONTROL,
                  Character.FORMAT,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR,
                  Character.SURROGATE ->
                  ' ';
              default -> c;
            })
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  /** One language. */
  private record Words(
      Locale locale,
      String subject,
      String greeting,
      String invites,
      String invitesFromNobody,
      String role,
      Map<String, String> roles,
      String expiry,
      String noExpiry,
      String action,
      String ignore) {

    private static final Words ENGLISH =
        new Words(
            Locale.ENGLISH,
            "Invitation to join %s",
            "Hello,",
            "%s invites you to join %s.",
            "You are invited to join %s.",
            "Your role will be: %s.",
            Map.of(
                "OWNER", "owner", "ADMIN", "administrator", "EDITOR", "editor", "VIEWER", "viewer"),
            "The invitation is valid until %s.",
            "The invitation does not expire.",
            "Accept the invitation",
            "If you did not expect this invitation, you can ignore this mail: nothing happens"
                + " unless you accept. Do not forward it; whoever has the link can accept.");

    private static final Words DUTCH =
        new Words(
            Locale.of("nl"),
            "Uitnodiging voor %s",
            "Hallo,",
            "%s nodigt je uit om lid te worden van %s.",
            "Je bent uitgenodigd om lid te worden van %s.",
            "Je rol wordt: %s.",
            Map.of(
                "OWNER", "eigenaar", "ADMIN", "beheerder", "EDITOR", "bewerker", "VIEWER", "lezer"),
            "De uitnodiging is geldig tot %s.",
            "De uitnodiging verloopt niet.",
            "Uitnodiging accepteren",
            "Verwachtte je deze uitnodiging niet? Dan kun je deze mail negeren: er gebeurt niets"
                + " zolang je niet accepteert. Stuur de mail niet door; wie de link heeft, kan"
                + " accepteren.");

    static Words of(@Nullable String locale) {
      return locale != null
              && Locale.forLanguageTag(locale.replace('_', '-')).getLanguage().equals("nl")
          ? DUTCH
          : ENGLISH;
    }

    String language() {
      return locale.getLanguage();
    }

    String roleName(String group) {
      return roles.getOrDefault(group, group);
    }
  }
}
