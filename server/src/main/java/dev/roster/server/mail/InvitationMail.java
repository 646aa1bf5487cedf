package dev.roster.server.mail;

import dev.roster.server.address.HiddenCharacters;
import java.net.URI;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * The words of an invitation, as text and as HTML, in the language of the company. What people
 * typed is shown as {@link DisplayName} says, beside the address of who typed it, and escaped in
 * HTML.
 */
public final class InvitationMail {
  private static final int MAX_LINE = 200;

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

  /** The first line of the head asks phones not to make links of numbers, dates and names. */
  private static final String HTML =
      """
      <!DOCTYPE html>
      <html lang="{lang}">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
      <title>{title}</title></head>
      <body style="margin:0;padding:24px;font-family:sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a;\
      background:#ffffff">
      <div role="main" style="overflow-wrap:anywhere">
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
  private final DisplayTime times;

  /**
   * @param publicUrl where people reach this server, without a trailing slash; the base of links
   * @param zone in which times are told
   */
  public InvitationMail(URI publicUrl, ZoneId zone) {
    this.publicUrl = publicUrl;
    this.times = new DisplayTime(zone);
  }

  OutgoingMail write(QueuedMail queued, InvitationSecret secret) {
    MailWords words = MailWords.in(Language.of(queued.locale()));
    String link = publicUrl + "/accept#" + secret.text();
    Map<String, String> shown = shown(words, queued);
    String subject = fill(words.subject(), shown);
    Map<String, String> html = sentences(words, queued, link, Form.HTML);
    // the title of a page has no room for markup
    html.put("title", escape(subject));
    return new OutgoingMail(
        queued.messageId(),
        queued.email(),
        subject,
        fill(TEXT, sentences(words, queued, link, Form.TEXT)),
        fill(HTML, html),
        words.language().tag(),
        secret);
  }

  private Map<String, String> sentences(
      MailWords words, QueuedMail queued, String link, Form form) {
    Map<String, String> typed = new HashMap<>();
    shown(words, queued).forEach((place, value) -> typed.put(place, form.typed(value)));
    String invites =
        words.invitesBy(
            queued.inviter() == null ? "" : queued.inviter().displayName(),
            queued.inviter() == null ? "" : queued.inviter().displayAddress());
    Map<String, String> sentences = new HashMap<>();
    sentences.put("lang", words.language().tag());
    sentences.put("subject", fill(form.ours(words.subject()), typed));
    sentences.put("greeting", form.ours(words.greeting()));
    sentences.put("invites", fill(form.ours(invites), typed));
    sentences.put("role", fill(form.ours(words.role()), typed));
    String expiry = queued.expiresAt() == null ? words.noExpiry() : words.expiry();
    sentences.put("expiry", fill(form.ours(expiry), typed));
    sentences.put("action", form.ours(words.action()));
    sentences.put("link", form.ours(link));
    sentences.put("ignore", form.ours(words.ignore()));
    return sentences;
  }

  /** The values of the placeholders, as text. */
  private Map<String, String> shown(MailWords words, QueuedMail queued) {
    Map<String, String> shown = new HashMap<>();
    String company = DisplayName.of(queued.company());
    shown.put("company", company.isEmpty() ? words.aCompany() : quoted(company));
    shown.put("role", words.roleName(queued.role()));
    Inviter inviter = queued.inviter();
    if (inviter != null) {
      shown.put("name", quoted(inviter.displayName()));
      shown.put("address", inviter.displayAddress());
    }
    if (queued.expiresAt() != null) {
      shown.put("time", times.of(queued.expiresAt(), words.language()));
    }
    return shown;
  }

  private static String quoted(String name) {
    return "\u201c" + name + "\u201d";
  }

  /** Text, or HTML in which the direction of a name ends with the name. */
  private enum Form {
    TEXT,
    HTML;

    String ours(String text) {
      return this == TEXT ? text : escape(text);
    }

    String typed(String text) {
      return this == TEXT ? text : "<bdi>" + escape(text) + "</bdi>";
    }
  }

  /** Each place is filled once: what a value says is never read as a place. */
  private static String fill(String template, Map<String, String> values) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
      int close = template.indexOf('}', open);
      String value = values.get(template.substring(open + 1, close));
      if (value == null) {
        throw new IllegalStateException("no value for " + template.substring(open, close + 1));
      }
      filled.append(template, at, open).append(value);
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
        .limit(MAX_LINE)
        .map(c -> HiddenCharacters.includes(c) ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }
}
