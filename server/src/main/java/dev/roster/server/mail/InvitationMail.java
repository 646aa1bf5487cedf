package dev.roster.server.mail;

import dev.roster.server.address.HiddenCharacters;
import java.net.URI;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The words of an invitation, as text and as HTML, in the language of the company. What people
 * typed is shown as {@link DisplayName} says, beside the address of who typed it, and escaped in
 * HTML.
 */
public final class InvitationMail {
  private static final int MAX_LINE = 200;

  /** Behind the secret, where only the page reads it: it asks whether to decline. */
  private static final String DECLINE = "/decline";

  private static final String TEXT =
      """
      {greeting}

      {invites}

      {role}
      {rights}
      {expiry}

      {action}:
      {link}

      {decline}:
      {declineLink}

      {next}
      {reply}

      {why}
      {ignore}

      {sender}
      {footer}
      """;

  /**
   * The first line of the head asks phones not to make links of numbers, dates and names. Styles
   * stand at their elements, since many receivers drop those of the head; what a receiver keeps of
   * those changes colours only.
   */
  private static final String HTML =
      """
      <!DOCTYPE html>
      <html lang="{lang}">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
      <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
      <title>{title}</title>
      <style>{dark}</style></head>
      <body class="ground" style="margin:0;padding:0;background:#f5f6f9">
      <div class="ground" style="padding:24px 12px;background:#f5f6f9;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5">
      <div role="main" class="sheet" style="max-width:560px;margin:0 auto;padding:24px;border:1px solid #d5dae3;border-radius:8px;\
      background:#ffffff;color:#1d2433;overflow-wrap:anywhere">
      {brand}
      <h1 style="margin:16px 0;font-size:20px;line-height:1.3;color:#1d2433">{subject}</h1>
      <p>{greeting}</p>
      <p>{invites}</p>
      <p>{role} {rights}<br>{expiry}</p>
      <p style="margin:24px 0"><a href="{link}" style="display:inline-block;margin-right:16px;padding:12px 20px;border-radius:6px;background:{colour};\
      color:#ffffff;font-weight:600;text-decoration:none">{action}</a>
      <a href="{declineLink}" class="quiet" style="display:inline-block;padding:12px 0;color:#1d2433">{decline}</a></p>
      <p style="font-size:14px;word-break:break-all">{link}</p>
      <p>{next} {reply}</p>
      <hr style="margin:24px 0 16px;border:0;border-top:1px solid #d5dae3">
      <div class="soft" style="font-size:14px;color:#545e70">
      <p style="margin:0 0 8px">{why}</p>
      <p style="margin:0 0 8px">{ignore}</p>
      <p style="margin:0">{sender} {footer}</p>
      </div>
      </div>
      </div>
      </body>
      </html>
      """;

  private static final String DARK =
      """
      @media (prefers-color-scheme: dark) {
      .ground { background: #0e1219 !important; }
      .sheet { background: #171c26 !important; border-color: #353d4d !important; }
      .sheet, .sheet h1, .quiet { color: #e6e9f0 !important; }
      .soft { color: #a9b2c3 !important; }
      }\
      """;

  private final URI publicUrl;
  private final DisplayTime times;
  private final Brand brand;
  private final Optional<URI> app;

  /**
   * @param publicUrl where people reach this server, without a trailing slash; the base of links
   * @param zone in which times are told
   * @param app where members go on to; empty if that is not known
   */
  public InvitationMail(URI publicUrl, ZoneId zone, Brand brand, Optional<URI> app) {
    this.publicUrl = publicUrl;
    this.times = new DisplayTime(zone);
    this.brand = brand;
    this.app = app;
  }

  OutgoingMail write(QueuedMail queued, InvitationSecret secret) {
    MailWords words = MailWords.in(Language.of(queued.locale()));
    String link = publicUrl + "/accept#" + secret.text();
    Map<String, String> shown = shown(words, queued);
    String subject = fill(words.subjectBy(inviterName(queued)), shown);
    Map<String, String> html = sentences(words, queued, link, Form.HTML);
    // the title of a page has no room for markup
    html.put("title", escape(subject));
    html.put("brand", brandInHtml());
    html.put("colour", brand.colour());
    html.put("dark", DARK);
    return new OutgoingMail(
        queued.messageId(),
        queued.email(),
        Optional.ofNullable(queued.inviter()).map(Inviter::email),
        subject,
        withoutEmptyLines(fill(TEXT, sentences(words, queued, link, Form.TEXT))),
        fill(HTML, html),
        words.language().tag(),
        secret);
  }

  /** The text without the holes of what is not told. */
  private static String withoutEmptyLines(String text) {
    return text.replaceAll("\n{3,}", "\n\n").stripTrailing() + "\n";
  }

  private String brandInHtml() {
    String name = escape(brand.name());
    return brand
        .logo()
        .map(logo ->
            "<img src=\"%s\" alt=\"%s\" height=\"32\" style=\"height:32px;border:0\">"
                .formatted(escape(logo.toString()), name))
        .orElse("<p style=\"margin:0;font-weight:600\">" + name + "</p>");
  }

  private static String inviterName(QueuedMail queued) {
    return Optional.ofNullable(queued.inviter()).map(Inviter::displayName).orElse("");
  }

  private Map<String, String> sentences(
      MailWords words, QueuedMail queued, String link, Form form) {
    Map<String, String> typed = new HashMap<>();
    shown(words, queued).forEach((place, value) -> typed.put(place, form.typed(value)));
    Optional<String> address = Optional.ofNullable(queued.inviter()).map(Inviter::displayAddress);
    boolean known = address.isPresent();
    String invites = words.invitesBy(inviterName(queued), address.orElse(""));
    String expiry = queued.expiresAt() == null ? words.noExpiry() : words.expiry();
    Map<String, String> sentences = new HashMap<>();
    sentences.put("lang", words.language().tag());
    sentences.put("subject", fill(form.ours(words.subjectBy(inviterName(queued))), typed));
    sentences.put("greeting", form.ours(words.greeting()));
    sentences.put("invites", fill(form.ours(invites), typed));
    sentences.put("role", fill(form.ours(words.role()), typed));
    sentences.put("rights", form.ours(words.rightsOf(queued.role())));
    sentences.put("expiry", fill(form.ours(expiry), typed));
    sentences.put("action", form.ours(words.action()));
    sentences.put("link", form.ours(link));
    sentences.put("decline", form.ours(words.decline()));
    sentences.put("declineLink", form.ours(link + DECLINE));
    sentences.put(
        "next", fill(form.ours(app.isPresent() ? words.nextInApp() : words.next()), typed));
    sentences.put("reply", known ? fill(form.ours(words.reply()), typed) : "");
    sentences.put("why", fill(form.ours(known ? words.why() : words.whyFromNobody()), typed));
    sentences.put("ignore", form.ours(words.ignore()));
    sentences.put("sender", fill(form.ours(words.sender()), typed));
    sentences.put("footer", brand.footer().map(form::ours).orElse(""));
    return sentences;
  }

  /** The values of the placeholders, as text. */
  private Map<String, String> shown(MailWords words, QueuedMail queued) {
    Map<String, String> shown = new HashMap<>();
    String company = DisplayName.of(queued.company());
    shown.put("company", company.isEmpty() ? words.aCompany() : quoted(company));
    shown.put("role", words.roleName(queued.role()));
    shown.put("to", DisplayName.address(queued.email()));
    shown.put("brand", brand.name());
    shown.put("host", publicUrl.getAuthority());
    app.ifPresent(url -> shown.put("app", url.getHost()));
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
