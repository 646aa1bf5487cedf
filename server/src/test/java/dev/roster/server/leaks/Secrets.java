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
      Pattern.compile("(?im)^authorization:[ \\t]*bearer[ \\t]+(\\S+)[ \\t]*\\r?$");
  private static final Pattern KEY =
      Pattern.compile("(?im)^x-api-compleat-key:[ \\t]*(\\S+)[ \\t]*\\r?$");
  private static final Pattern IDEMPOTENCY =
      Pattern.compile("(?im)^idempotency-key:[ \\t]*(\\S+)[ \\t]*\\r?$");
  private static final Pattern ACCEPTED = Pattern.compile("\"secret\":\"([A-Za-z0-9_-]{43})\"");
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
    Matcher bearer = BEARER.matcher(text);
    while (bearer.find()) {
      String token = bearer.group(1);
      if (token.startsWith("rst_")
          || token.length() >= RANDOM_LOOKING && !GUID.matcher(token).matches()) {
        seen(kind(token), token);
      }
    }
    each(ACCEPTED, text, SecretKind.INVITATION_SECRET, 0);
    each(IDEMPOTENCY, text, SecretKind.IDEMPOTENCY_KEY, NAMED_KEY);
  }

  /** Remembers whatever opened the door, also what is too short to look like a secret. */
  public static void answered(byte[] request, int status) {
    if (status < 300) {
      String text = new String(request, StandardCharsets.ISO_8859_1);
      each(BEARER, text, SecretKind.BEARER_TOKEN, SHORTEST);
      each(KEY, text, SecretKind.TENANT_KEY, SHORTEST);
    }
  }

  private static void each(Pattern pattern, String text, SecretKind kind, int shortest) {
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      if (found.group(1).length() >= shortest) {
        seen(kind, found.group(1));
      }
    }
  }

  private static SecretKind kind(String token) {
    return token.startsWith("eyJ") ? SecretKind.JWT : SecretKind.BEARER_TOKEN;
  }

  static Map<String, SecretKind> all() {
    return Map.copyOf(SEEN);
  }
}
