package dev.roster.server.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Takes the secrets out of what goes into the journal. */
final class SecretMasker {
  private static final String HIDDEN = "***";
  private static final String SECRET_NAME =
      "(?i:[a-z0-9_.-]*(?:token|secret|passw|credential|authorization|cookie|key)[a-z0-9_.-]*)";

  /** Values that may be shown. */
  private static final Pattern HEADER = Pattern.compile("(?!(?i:idempotency-key)$)" + SECRET_NAME);

  private static final Pattern MEMBER =
      Pattern.compile("(\"" + SECRET_NAME + "\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"?");
  private static final Pattern PARAMETER = Pattern.compile("([?&]" + SECRET_NAME + "=)[^&\\s]*");
  private static final int SHORTEST = 8;

  /** The secrets of this request, to be masked wherever they are repeated. */
  private final List<String> own = new ArrayList<>();

  SecretMasker(HttpFields request) {
    for (HttpField field : request) {
      if (HEADER.matcher(field.getName()).matches() && field.getValue() != null) {
        for (String word : field.getValue().split("[\\s;,=]+", -1)) {
          if (word.length() >= SHORTEST) {
            own.add(word);
          }
        }
      }
    }
  }

  String text(String text) {
    String masked = MEMBER.matcher(text).replaceAll("$1\"" + HIDDEN + "\"");
    masked = PARAMETER.matcher(masked).replaceAll("$1" + HIDDEN);
    for (String secret : own) {
      masked = masked.replace(secret, HIDDEN);
    }
    return masked;
  }

  /** Names in lower case; several fields of one name are joined. */
  Map<String, String> headers(HttpFields fields) {
    Map<String, String> all = new TreeMap<>();
    for (HttpField field : fields) {
      String value =
          HEADER.matcher(field.getName()).matches()
              ? HIDDEN
              : text(field.getValue() == null ? "" : field.getValue());
      all.merge(
          field.getName().toLowerCase(Locale.ROOT), value, (before, next) -> before + ", " + next);
    }
    return all;
  }
}
