package dev.roster.server.configuration;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Masks the passwords of values that are shown. */
public final class SecretMask {
  private static final String STARS = "***";

  private static final String HOST = "(?:[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?";

  /** A URL of which it is certain where the password ends. */
  private static final Pattern URL =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.:-]*://)(?:([^:@/?#]*)(:[^@/?#]*)?@)?"
              + "("
              + HOST
              + "(?:,"
              + HOST
              + ")*)(/[A-Za-z0-9._/-]*)?(?:\\?([^@#]*))?");

  /** The parameters of URLs whose values are no secrets. */
  private static final Set<String> SHOWN = Set.of("sslmode", "starttls", "user");

  private SecretMask() {}

  /** The URL with stars in place of its password; stars alone for anything else. */
  public static String of(String value) {
    Matcher url = URL.matcher(value);
    if (!url.matches()) {
      return STARS;
    }
    String user =
        url.group(2) == null ? "" : url.group(2) + (url.group(3) == null ? "" : ":" + STARS) + "@";
    String path = url.group(5) == null ? "" : url.group(5);
    String query = url.group(6) == null ? "" : "?" + query(url.group(6));
    return url.group(1) + user + url.group(4) + path + query;
  }

  private static String query(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(SecretMask::parameter)
        .collect(Collectors.joining("&"));
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    String name = parameter.substring(0, Math.max(equals, 0));
    if (SHOWN.contains(name)) {
      return parameter;
    }
    return equals < 0 ? STARS : name + "=" + STARS;
  }
}
