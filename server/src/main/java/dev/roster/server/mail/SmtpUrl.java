package dev.roster.server.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mail server, as {@code smtp://user:password@host:587} (STARTTLS) or {@code
 * smtps://user:password@host:465} (TLS from the first byte).
 *
 * @param implicitTls whether the connection begins with TLS
 * @param requireTls whether a mail may never leave unencrypted
 */
public record SmtpUrl(
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    boolean implicitTls,
    boolean requireTls) {
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Reads the URL. TLS is required, except towards this machine and where {@code
   * ?starttls=optional} asks for less; a password never travels without TLS to another machine.
   *
   * @throws IllegalArgumentException with a sentence for a person, which never holds the password
   */
  public static SmtpUrl parse(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw wrong();
    }
    boolean tls = "smtps".equals(uri.getScheme());
    boolean optional = "starttls=optional".equals(uri.getRawQuery());
    boolean rest =
        uri.getRawFragment() != null
            || uri.getRawQuery() != null && !optional
            || uri.getRawPath() != null && !uri.getRawPath().matches("/?");
    if (!tls && !"smtp".equals(uri.getScheme()) || uri.getHost() == null || rest) {
      throw wrong();
    }
    String login = uri.getRawUserInfo();
    int colon = login == null ? -1 : login.indexOf(':');
    if (login != null && colon < 1) {
      throw wrong();
    }
    boolean near = THIS_MACHINE.contains(uri.getHost());
    if (login != null && optional && !near) {
      throw new IllegalArgumentException(
          "The URL of the mail server has a password, so STARTTLS cannot be optional.");
    }
    return new SmtpUrl(
        uri.getHost(),
        uri.getPort() >= 0 ? uri.getPort() : tls ? SUBMISSIONS : SUBMISSION,
        login == null ? null : decode(login.substring(0, colon)),
        login == null ? null : decode(login.substring(colon + 1)),
        tls,
        !tls && !near && !optional);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "The URL of the mail server must look like smtp://user:password@host:587 (STARTTLS) or"
            + " smtps://user:password@host:465 (TLS); write special characters of the password as"
            + " %XX.");
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return (implicitTls ? "smtps://" : "smtp://") + host + ":" + port;
  }
}
