package dev.roster.server.mail;

import dev.roster.server.address.Host;
import dev.roster.server.address.ServerUrl;
import dev.roster.server.failure.MalformedException;
import dev.roster.server.failure.UserErrorException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
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
  private static final Pattern SMTP = Pattern.compile("(?i)smtps?://");
  private static final Pattern MISPLACED_LOGIN =
      Pattern.compile("(?s)[^/?#]*+(?://[^/?#]*+)?+[/?#].*@.*");
  private static final Pattern WORD = Pattern.compile("[a-z]{0,20}");
  private static final String PARAMETERS =
      "the only parameter is starttls=required, starttls=optional or starttls=off";

  /** The encryption of the connection. */
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
   * @throws UserErrorException with a sentence for a person, which never holds any part of user or
   *     password
   */
  public static SmtpUrl parse(String text) {
    ServerUrl url = url(text);
    boolean more = url.fragment().isPresent() || !url.path().matches("/?");
    if (!url.scheme().matches("smtps?") || more) {
      throw wrong();
    }
    boolean near = url.host().isLoopback();
    Tls tls = tls(url.scheme().equals("smtps"), near, url.query().orElse(null));
    Login login = Login.parse(url.userInfo().orElse(null));
    if (login.user() != null && !near && (tls == Tls.OPTIONAL || tls == Tls.OFF)) {
      throw new UserErrorException(
          "--smtp-url has a password, so STARTTLS cannot be "
              + tls.name().toLowerCase(Locale.ROOT)
              + ".");
    }
    int port = url.port().orElse(tls == Tls.IMPLICIT ? SUBMISSIONS : SUBMISSION);
    return new SmtpUrl(withoutDot(url.host()), port, login.user(), login.password(), tls);
  }

  /**
   * An {@code @} behind the host belongs to a password with a slash, a question mark or a hash,
   * whose parts stand where port, path and query are expected; so nothing of it may be repeated.
   */
  private static ServerUrl url(String text) {
    if (MISPLACED_LOGIN.matcher(text).matches()) {
      throw wrong();
    }
    try {
      return ServerUrl.parse(text);
    } catch (MalformedException malformed) {
      throw SMTP.matcher(text).lookingAt()
          ? new UserErrorException("--smtp-url " + malformed.getMessage() + ".")
          : wrong();
    }
  }

  /** Certificates name hosts without the dot at the end that the DNS allows. */
  private static String withoutDot(Host host) {
    String name = host.name();
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static Tls tls(boolean implicit, boolean near, @Nullable String query) {
    Optional<Tls> asked = asked(query);
    if (implicit) {
      if (asked.isPresent()) {
        throw new UserErrorException(
            "--smtp-url begins with smtps://, so there is no starttls to set.");
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
        throw new UserErrorException(
            "--smtp-url has an unknown parameter" + quoted(name) + ": " + PARAMETERS + ".");
      }
      if (asked.isPresent()) {
        throw new UserErrorException("--smtp-url has starttls twice: give it once.");
      }
      String value = parameter.substring(name.length()).replaceFirst("=", "");
      asked =
          Optional.of(
              switch (value) {
                case "required" -> Tls.REQUIRED;
                case "optional" -> Tls.OPTIONAL;
                case "off" -> Tls.OFF;
                default ->
                    throw new UserErrorException(
                        "--smtp-url has starttls with an unknown value"
                            + quoted(value)
                            + ": "
                            + PARAMETERS
                            + ".");
              });
    }
    return asked;
  }

  /** Reports whether the server is on this machine. */
  boolean near() {
    return Host.parse(host).isLoopback();
  }

  /** Reports whether the server must present a trusted certificate. */
  boolean verified() {
    return tls == Tls.REQUIRED || tls == Tls.IMPLICIT && !near();
  }

  /** Only a word: whatever else stands there may be a part of a password. */
  private static String quoted(String word) {
    return WORD.matcher(word).matches() ? " '" + word + "'" : "";
  }

  private static UserErrorException wrong() {
    return new UserErrorException(
        "--smtp-url must look like smtp://user:password@host:587 (STARTTLS) or"
            + " smtps://user:password@host:465 (TLS); write special characters of user and password"
            + " as %XX.");
  }

  /** Without user and password. */
  @Override
  public String toString() {
    String scheme = tls == Tls.IMPLICIT ? "smtps://" : "smtp://";
    return scheme + Host.parse(host).inUrl() + ":" + port;
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
        throw new UserErrorException(
            "--smtp-url must have user and password in UTF-8 without control characters; write"
                + " special characters as %XX.");
      }
      return decoded;
    }
  }
}
