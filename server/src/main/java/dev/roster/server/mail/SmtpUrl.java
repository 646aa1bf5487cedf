package dev.roster.server.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail server, as {@code smtp://user:password@host:587} (STARTTLS) or {@code
 * smtps://user:password@host:465} (TLS from the first byte).
 */
public record SmtpUrl(
    String host, int port, @Nullable String user, @Nullable String password, Tls tls) {
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final int MAX_PORT = 65_535;
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:(?<login>.*)@)?(?<host>\\[[^\\[\\]]+]|[^:@\\[\\]]+)(?::(?<port>\\d{0,5}))?");
  private static final String PARAMETERS =
      "the only parameter is starttls=required, starttls=optional or starttls=off";

  /** How the connection is encrypted. */
  public enum Tls {
    /** From the first byte. */
    IMPLICIT,
    /** By STARTTLS, or no mail leaves. */
    REQUIRED,
    /** By STARTTLS where the server offers it, whoever it proves to be. */
    OPTIONAL,
    /** Never. */
    OFF
  }

  /**
   * Reads the URL. TLS is required, except towards this machine and where {@code
   * ?starttls=optional} or {@code off} asks for less; a password never travels without TLS to
   * another machine.
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
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean rest =
        uri.getRawFragment() != null
            || uri.getRawPath() != null && !uri.getRawPath().matches("/?")
            || uri.getRawAuthority() == null;
    Matcher authority =
        AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
    if (!scheme.matches("smtps?") || rest || !authority.matches()) {
      throw wrong();
    }
    String host = MailHost.parse(authority.group("host")).orElseThrow(SmtpUrl::wrong);
    boolean near = MailHost.isThisMachine(host);
    Tls tls = tls(scheme.equals("smtps"), near, uri.getRawQuery());
    Login login = Login.parse(authority.group("login"));
    if (login.user() != null && !near && (tls == Tls.OPTIONAL || tls == Tls.OFF)) {
      throw new IllegalArgumentException(
          "The URL of the mail server has a password, so STARTTLS cannot be "
              + tls.name().toLowerCase(Locale.ROOT)
              + ".");
    }
    return new SmtpUrl(
        host, port(authority.group("port"), tls), login.user(), login.password(), tls);
  }

  private static int port(@Nullable String digits, Tls tls) {
    if (digits == null || digits.isEmpty()) {
      return tls == Tls.IMPLICIT ? SUBMISSIONS : SUBMISSION;
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "The port in the URL of the mail server must be between 1 and 65535, not " + port + ".");
    }
    return port;
  }

  private static Tls tls(boolean implicit, boolean near, @Nullable String query) {
    Optional<Tls> asked = asked(query);
    if (implicit) {
      if (asked.isPresent()) {
        throw new IllegalArgumentException(
            "The URL of the mail server begins with smtps://, so there is no starttls to set.");
      }
      return Tls.IMPLICIT;
    }
    return asked.orElse(near ? Tls.OPTIONAL : Tls.REQUIRED);
  }

  private static Optional<Tls> asked(@Nullable String query) {
    Optional<Tls> asked = Optional.empty();
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      String name = parameter.split("=", 2)[0];
      if (!name.equals("starttls")) {
        throw new IllegalArgumentException(
            "The URL of the mail server has an unknown parameter '"
                + name
                + "': "
                + PARAMETERS
                + ".");
      }
      if (asked.isPresent()) {
        throw new IllegalArgumentException(
            "The URL of the mail server has starttls twice: give it once.");
      }
      String value = parameter.substring(name.length()).replaceFirst("=", "");
      asked =
          Optional.of(
              switch (value) {
                case "required" -> Tls.REQUIRED;
                case "optional" -> Tls.OPTIONAL;
                case "off" -> Tls.OFF;
                default ->
                    throw new IllegalArgumentException(
                        "The URL of the mail server has starttls="
                            + value
                            + ": "
                            + PARAMETERS
                            + ".");
              });
    }
    return asked;
  }

  /** Whether it is this machine. */
  boolean near() {
    return MailHost.isThisMachine(host);
  }

  /** Whether the server has to prove who it is. */
  boolean verified() {
    return tls == Tls.REQUIRED || tls == Tls.IMPLICIT && !near();
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "The URL of the mail server must look like smtp://user:password@host:587 (STARTTLS) or"
            + " smtps://user:password@host:465 (TLS); write special characters of user and password"
            + " as %XX.");
  }

  /** Without user and password. */
  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return (tls == Tls.IMPLICIT ? "smtps://" : "smtp://") + shown + ":" + port;
  }

  private record Login(@Nullable String user, @Nullable String password) {
    static Login parse(@Nullable String raw) {
      if (raw == null) {
        return new Login(null, null);
      }
      int colon = raw.indexOf(':');
      if (colon < 1) {
        throw wrong();
      }
      return new Login(decode(raw.substring(0, colon)), decode(raw.substring(colon + 1)));
    }

    private static String decode(String text) {
      String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (decoded.chars().anyMatch(c -> c == '\uFFFD' || Character.isISOControl(c))) {
        throw new IllegalArgumentException(
            "User and password in the URL of the mail server must be UTF-8 without control"
                + " characters; write special characters as %XX.");
      }
      return decoded;
    }
  }
}
