package dev.roster.server.db;

import dev.roster.server.address.MaskedUrl;
import dev.roster.server.address.ServerUrl;
import dev.roster.server.failure.MalformedException;
import dev.roster.server.failure.UserErrorException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The address of a PostgreSQL database, given as {@code jdbc:postgresql://host/db} or as {@code
 * postgresql://user:password@host:port/db}. Its text never shows the password.
 */
public record DatabaseUrl(String jdbcUrl) {
  private static final String JDBC = "jdbc:postgresql:";

  private static final Pattern PARTS =
      Pattern.compile(
          "(?i:postgres(?:ql)?)://(?:(?<user>[^/?#]*)@)?(?<hosts>[^/?#]*)(?<path>[^?#]*)"
              + "(?:\\?(?<query>[^#]*))?");

  private static final String JDBC_HOST = "(?:\\[[^]@/?]*]|[^]\\[:,@/?]*)(?::[0-9]{0,5})?";

  /** The driver takes a user for a part of the host, and a password for a port, which it logs. */
  private static final Pattern OF_JDBC =
      Pattern.compile(
          "(?s)jdbc:postgresql:(?://"
              + JDBC_HOST
              + "(?:,"
              + JDBC_HOST
              + ")*+(?:/[^?@]*)?|(?!//)[^?@]*)(?:\\?.*)?");

  public DatabaseUrl {
    if (!jdbcUrl.startsWith(JDBC)) {
      throw new IllegalArgumentException("not an address of PostgreSQL");
    }
  }

  /**
   * Reads either spelling.
   *
   * @throws UserErrorException with a sentence for a person if it is neither
   */
  public static DatabaseUrl parse(String text) {
    if (text.startsWith(JDBC)) {
      if (!OF_JDBC.matcher(text).matches()) {
        throw new UserErrorException(
            "a URL that begins with jdbc: looks like"
                + " jdbc:postgresql://host:5432/database?user=NAME&password=PASSWORD; with user and"
                + " password before the host it begins with postgresql://");
      }
      requireKnown(text, text.indexOf('?') < 0 ? "" : text.substring(text.indexOf('?') + 1));
      return new DatabaseUrl(text);
    }
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw wrong(text, "is not one of PostgreSQL");
    }
    List<String> options = new ArrayList<>();
    String userInfo = parts.group("user");
    if (userInfo != null) {
      int colon = userInfo.indexOf(':');
      options.add("user=" + reencoded(text, colon < 0 ? userInfo : userInfo.substring(0, colon)));
      if (colon >= 0) {
        options.add("password=" + reencoded(text, userInfo.substring(colon + 1)));
      }
    }
    if (parts.group("query") != null) {
      options.add(parts.group("query"));
    }
    requireKnown(text, String.join("&", options));
    String query = options.isEmpty() ? "" : "?" + String.join("&", options);
    String path = parts.group("path").isEmpty() ? "/" : parts.group("path");
    return new DatabaseUrl(JDBC + "//" + hosts(text, parts.group("hosts")) + path + query);
  }

  /**
   * The driver ignores what it does not know, so that {@code sslMode=verify-full} would be no TLS
   * at all, and takes the last of two. The name itself is not repeated: it may be the rest of a
   * password with an ampersand in it.
   */
  private static void requireKnown(String url, String query) {
    Set<String> seen = new HashSet<>();
    for (String option : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String name = option.substring(0, Math.max(option.indexOf('='), 0));
      if (PGProperty.forName(name) == null) {
        throw wrong(
            url,
            "has a parameter that PostgreSQL's driver does not know"
                + nearest(name).map(known -> " (perhaps it is '" + known + "')").orElse(""));
      }
      if (!seen.add(name)) {
        throw wrong(url, "has the parameter '" + name + "' twice");
      }
    }
  }

  private static Optional<String> nearest(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of(PGProperty.values())
        .map(PGProperty::getName)
        .filter(known -> lower.length() > 3)
        .filter(known -> {
          String each = known.toLowerCase(Locale.ROOT);
          return each.startsWith(lower) || lower.startsWith(each);
        })
        .max(Comparator.comparingInt(String::length));
  }

  /** One host, or several with commas between them, each with a port or without. */
  private static String hosts(String text, String hosts) {
    try {
      return Stream.of(hosts.split(",", -1))
          .map(host -> ServerUrl.parse("postgresql://" + host))
          .map(server ->
              server.host().forSocket()
                  + (server.port().isPresent() ? ":" + server.port().getAsInt() : ""))
          .collect(Collectors.joining(","));
    } catch (MalformedException malformed) {
      throw wrong(text, String.valueOf(malformed.getMessage()));
    }
  }

  /** A reason without password, which may stand before an @ or in the query. */
  private static UserErrorException wrong(String text, String reason) {
    String shown = MaskedUrl.of(text).map(address -> " " + address).orElse("");
    return new UserErrorException(
        "the URL"
            + shown
            + " "
            + reason
            + "; a database URL looks like postgresql://user:password@host:5432/database, with"
            + " special characters of the password as %XX");
  }

  /** A plus sign is one in a URL, but a space to the driver. */
  private static String reencoded(String url, String part) {
    try {
      String decoded = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
      return URLEncoder.encode(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw wrong(url, "has a % in user or password that is not %XX");
    }
  }

  /** The value of an option of the driver. */
  Optional<String> option(PGProperty option) {
    Properties given = Driver.parseURL(jdbcUrl, new Properties());
    return Optional.ofNullable(given).map(option::getOrNull);
  }

  /**
   * Reports whether a pooler gives each transaction another session, which {@code
   * prepareThreshold=0} says. What Roster sets for a session would then be set for others.
   */
  public boolean sharesSessions() {
    return option(PGProperty.PREPARE_THRESHOLD).filter("0"::equals).isPresent();
  }

  /** The same address with another value of an option: the driver takes the last one. */
  DatabaseUrl with(PGProperty option, String value) {
    char separator = jdbcUrl.indexOf('?') < 0 ? '?' : '&';
    return new DatabaseUrl(jdbcUrl + separator + option.getName() + "=" + value);
  }

  @Override
  public String toString() {
    int query = jdbcUrl.indexOf('?');
    String address = query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
    return address.substring("jdbc:".length()).replaceFirst("//.*@", "//");
  }
}
