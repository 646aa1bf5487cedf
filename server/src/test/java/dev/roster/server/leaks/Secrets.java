package dev.roster.server.leaks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets that the tests of this JVM have made or used. The tools of the tests report them, so
 * that no test has to. Safe for use by many threads.
 */
public final class Secrets {
  /** Shorter ones are words that stand in many places by chance. */
  static final int SHORTEST = 8;

  private static final int RANDOM_LOOKING = 20;
  private static final int NAMED_KEY = 16;
  private static final Map<String, SecretKind> SEEN = new ConcurrentHashMap<>();
  private static final Pattern BEARER =
      Pattern.compile("(?i)authorization:[ \\t]*bearer[ \\t]+(\\S+)[ \\t]*");
  private static final Pattern KEY = Pattern.compile("(?i)x-api-compleat-key:[ \\t]*(\\S+)[ \\t]*");
  private static final Pattern IDEMPOTENCY =
      Pattern.compile("(?i)idempotency-key:[ \\t]*(\\S+)[ \\t]*");
  private static final String ACCEPTED_MEMBER = "\"secret\":\"";
  private static final Pattern ACCEPTED =
      Pattern.compile(ACCEPTED_MEMBER + "([A-Za-z0-9_-]{43})\"");
  private static final Pattern GUID =
      Pattern.compile("(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");

  private Secrets() {}

  /**
   * Remembers a secret and returns it. One letter over and over is what a test made up, and stands
   * in every long name of another test.
   */
  public static String seen(SecretKind kind, String secret) {
    if (secret.length() >= SHORTEST && secret.chars().distinct().count() > 1) {
      SEEN.putIfAbsent(secret, kind);
    }
    return secret;
  }

  /** Remembers the credentials of a request. */
  public static void sent(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    // line by line: a body of megabytes is none of these headers after its first character
    text.lines()
        .forEach(line -> {
          Matcher bearer = BEARER.matcher(line);
          if (bearer.matches() && looksRandom(bearer.group(1))) {
            seen(kind(bearer.group(1)), bearer.group(1));
          }
          value(IDEMPOTENCY, line, SecretKind.IDEMPOTENCY_KEY, NAMED_KEY);
        });
    if (text.contains(ACCEPTED_MEMBER)) {
      ACCEPTED
          .matcher(text)
          .results()
          .forEach(found -> seen(SecretKind.INVITATION_SECRET, found.group(1)));
    }
  }

  private static boolean looksRandom(String token) {
    return token.startsWith("rst_")
        || token.length() >= RANDOM_LOOKING && !GUID.matcher(token).matches();
  }

  /** Remembers whatever opened the door, also what is too short to look like a secret. */
  public static void answered(byte[] request, int status) {
    if (status < 300) {
      new String(request, StandardCharsets.ISO_8859_1)
          .lines()
          .forEach(line -> {
            value(BEARER, line, SecretKind.BEARER_TOKEN, SHORTEST);
            value(KEY, line, SecretKind.TENANT_KEY, SHORTEST);
          });
    }
  }

  private static void value(Pattern header, String line, SecretKind kind, int shortest) {
    Matcher found = header.matcher(line);
    if (found.matches() && found.group(1).length() >= shortest) {
      seen(kind, found.group(1));
    }
  }

  private static SecretKind kind(String token) {
    return token.startsWith("eyJ") ? SecretKind.JWT : SecretKind.BEARER_TOKEN;
  }

  static Map<String, SecretKind> all() {
    return Map.copyOf(SEEN);
  }
}
