package dev.roster.server.web;

import dev.roster.server.mail.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * The frame of pages that need no script: one look, which stands in the page itself, so that a page
 * looks the same at every address and behind every proxy.
 */
public final class PageFrame {
  private static final String STYLE = new String(resource("page.css"), StandardCharsets.UTF_8);

  /** A policy that lets a page show itself and nothing else. */
  public static final String STYLES = "style-src '" + hash(STYLE) + "'";

  /** The same with the icon of this server. */
  static final String SOURCES = STYLES + "; img-src 'self'";

  private static final String ICON = "<link rel=\"icon\" href=\"/icon\">\n";

  private PageFrame() {}

  /** The style of the frame, for pages that have a style of their own. */
  static String style() {
    return STYLE;
  }

  /**
   * The whole page.
   *
   * @param title the state that the page tells of, as text
   * @param body as HTML
   */
  static String html(Language language, String title, String body) {
    return html(language, title, body, ICON);
  }

  /**
   * The whole page on another port, where there is no icon.
   *
   * @param title as text
   * @param body as HTML
   */
  public static String elsewhere(String title, String body) {
    return html(Language.ENGLISH, title, body, "");
  }

  private static String html(Language language, String title, String body, String icon) {
    return """
    <!DOCTYPE html>
    <html lang="%s">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    <title>%s</title>
    %s<style>%s</style>
    </head>
    <body>
    %s
    </body>
    </html>
    """
        .formatted(language.tag(), escape(title), icon, STYLE, body);
  }

  /** A path as HTML, whose lines break behind slashes only. */
  static String path(String path) {
    return "<code>" + escape(path).replace("/", "/<wbr>") + "</code>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A file that stands beside this class. */
  static byte[] resource(String name) {
    try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
