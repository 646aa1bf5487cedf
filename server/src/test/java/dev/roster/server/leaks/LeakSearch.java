package dev.roster.server.leaks;

import dev.roster.server.credential.TokenFormat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Searches text for secrets in three ways: for those that are known, in every spelling that a log
 * or table may give them; for every word whose SHA-256 some database keeps as that of a secret; and
 * for whatever has the form of one. A report tells the place and the kind, never the secret.
 */
final class LeakSearch {
  private static final int WINDOW = Secrets.SHORTEST;
  private static final int FILTER_BITS = 22;
  private static final Pattern OURS =
      Pattern.compile("rst_(?:live|test)_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
  private static final Pattern LINK = Pattern.compile("#[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");
  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*");
  private static final Pattern HEADER =
      Pattern.compile("(?i)authorization[\"']?[:=]\\s*[\"'\\[]*bearer\\s+\\S");
  private static final Pattern BETWEEN_NAMES = Pattern.compile("[^A-Za-z0-9_-]+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"'(){}\\[\\],;<>]+");

  private record Needle(String text, SecretKind kind, String print) {}

  private final Map<Long, List<Needle>> needles = new HashMap<>();
  private final BitSet starts = new BitSet(1 << FILTER_BITS);
  private final Map<String, SecretKind> hashes;
  private final Set<String> innocent = new HashSet<>();
  private final Set<String> leaks = new LinkedHashSet<>();

  /**
   * @param hashes SHA-256 in hex of what is secret, too
   */
  LeakSearch(Map<String, SecretKind> secrets, Map<String, SecretKind> hashes) {
    this.hashes = hashes;
    secrets.forEach(this::seek);
  }

  private void seek(String secret, SecretKind kind) {
    String print = print(secret);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    Set<String> spellings = new HashSet<>();
    spellings.add(secret);
    spellings.add(HexFormat.of().formatHex(bytes));
    spellings.add(HexFormat.of().withUpperCase().formatHex(bytes));
    spellings.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    if (kind == SecretKind.TENANT_KEY) {
      spellings.add(secret.toLowerCase(Locale.ROOT));
      spellings.add(secret.toUpperCase(Locale.ROOT));
      spellings.add(secret.toLowerCase(Locale.ROOT).replace("-", ""));
    }
    if (kind == SecretKind.INVITATION_SECRET && secret.matches("[A-Za-z0-9_-]{43}")) {
      spellings.add(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(secret)));
    }
    for (String spelling : spellings) {
      long start = 0;
      for (int i = 0; i < WINDOW; i++) {
        start = start << 8 | spelling.charAt(i) & 0xff;
      }
      starts.set(filter(start));
      needles
          .computeIfAbsent(start, unused -> new ArrayList<>())
          .add(new Needle(spelling, kind, print));
    }
  }

  private static int filter(long window) {
    return (int) (window * 0x9E3779B97F4A7C15L >>> 64 - FILTER_BITS);
  }

  /** Searches one line that stands at a place. */
  void line(String place, String text) {
    known(place, text);
    forms(place, text);
    words(place, BETWEEN_NAMES.split(text));
    words(place, BETWEEN_WORDS.split(text));
  }

  private void known(String place, String text) {
    long window = 0;
    for (int i = 0; i < text.length(); i++) {
      window = window << 8 | text.charAt(i) & 0xff;
      if (i >= WINDOW - 1 && starts.get(filter(window))) {
        for (Needle needle : needles.getOrDefault(window, List.of())) {
          if (text.startsWith(needle.text(), i - WINDOW + 1)) {
            report(place, needle.kind(), needle.print());
          }
        }
      }
    }
  }

  private void forms(String place, String text) {
    if (text.contains("rst_")) {
      Matcher ours = OURS.matcher(text);
      while (ours.find()) {
        if (TokenFormat.publicId(ours.group()).isPresent()) {
          report(place, SecretKind.BEARER_TOKEN, print(ours.group()));
        }
      }
    }
    if (text.indexOf('#') >= 0) {
      form(LINK, place, text, SecretKind.INVITATION_SECRET);
    }
    if (text.contains("eyJ")) {
      form(JWT, place, text, SecretKind.JWT);
    }
    if (text.toLowerCase(Locale.ROOT).contains("bearer")) {
      form(HEADER, place, text, SecretKind.UNKNOWN);
    }
  }

  private void form(Pattern form, String place, String text, SecretKind kind) {
    Matcher found = form.matcher(text);
    while (found.find()) {
      report(place, kind, print(found.group()));
    }
  }

  private void words(String place, String[] words) {
    for (String word : words) {
      if (word.length() >= Secrets.SHORTEST && !innocent.contains(word)) {
        String hash = sha256(word);
        SecretKind kind = hashes.get(hash);
        if (kind == null) {
          // a key may be spelled in either case, and is hashed in one
          kind = word.length() == 36 ? hashes.get(sha256(word.toLowerCase(Locale.ROOT))) : null;
        }
        if (kind == null) {
          innocent.add(word);
        } else {
          report(place, kind, hash.substring(0, 8));
        }
      }
    }
  }

  private void report(String place, SecretKind kind, String print) {
    leaks.add(place + ": " + kind + " (SHA-256 begins with " + print + ")");
  }

  private static String print(String secret) {
    return sha256(secret).substring(0, 8);
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A place and the kind of secret found there. */
  Set<String> leaks() {
    return leaks;
  }
}
