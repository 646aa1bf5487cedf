package dev.roster.server.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Takes the secrets out of what goes into the journal. */
final class SecretMasker {
  private static final String HIDDEN = "***";
  private static final List<String> SECRET_WORDS =
      List.of("token", "secret", "passw", "credential", "authorization", "cookie", "key");

  /** A value that may be shown. */
  private static final String IDEMPOTENCY_KEY = "idempotency-key";

  /**
   * The name of a member with a text, whatever it is called. A pattern of the secret ones alone
   * would go back and forth in every name.
   */
  private static final Pattern MEMBER = Pattern.compile("\"([A-Za-z0-9_.-]++)\"\\s*+:\\s*+(?=\")");

  private static final Pattern TEXT =
      Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"?", Pattern.DOTALL);
  private static final Pattern PARAMETER = Pattern.compile("[?&]([A-Za-z0-9_.-]++)=");
  private static final Pattern ARGUMENT = Pattern.compile("[^&\\s]*+");
  private static final int SHORTEST = 8;

  /** The secrets of this request, to be masked wherever they are repeated. */
  private final List<String> own = new ArrayList<>();

  SecretMasker(HttpFields request) {
    for (HttpField field : request) {
      if (isSecretHeader(field.getName()) && field.getValue() != null) {
        for (String word : field.getValue().split("[\\s;,=]+", -1)) {
          if (word.length() >= SHORTEST) {
            own.add(word);
          }
        }
      }
    }
  }

  String text(String text) {
    String masked = masked(text, MEMBER, TEXT, '"' + HIDDEN + '"');
    masked = masked(masked, PARAMETER, ARGUMENT, HIDDEN);
    for (String secret : own) {
      masked = masked.replace(secret, HIDDEN);
    }
    return masked;
  }

  /** The text with another value behind each name that is one of a secret. */
  private static String masked(String text, Pattern names, Pattern values, String hidden) {
    StringBuilder masked = new StringBuilder();
    Matcher name = names.matcher(text);
    Matcher value = values.matcher(text);
    int end = 0;
    while (name.find()) {
      if (isSecret(name.group(1)) && value.region(name.end(), text.length()).lookingAt()) {
        masked.append(text, end, value.start()).append(hidden);
        end = value.end();
        name.region(end, text.length());
      }
    }
    return end == 0 ? text : masked.append(text, end, text.length()).toString();
  }

  private static boolean isSecretHeader(String name) {
    return isSecret(name) && !name.equalsIgnoreCase(IDEMPOTENCY_KEY);
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(lower::contains);
  }

  /** Names in lower case; several fields of one name are joined. */
  Map<String, String> headers(HttpFields fields) {
    Map<String, String> all = new TreeMap<>();
    for (HttpField field : fields) {
      String value =
          isSecretHeader(field.getName())
              ? HIDDEN
              : text(field.getValue() == null ? "" : field.getValue());
      all.merge(
          field.getName().toLowerCase(Locale.ROOT), value, (before, next) -> before + ", " + next);
    }
    return all;
  }
}
