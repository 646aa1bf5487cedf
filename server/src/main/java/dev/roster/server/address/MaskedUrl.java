package dev.roster.server.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a URL that may be shown, also of a malformed one. User, password, path and query are
 * left out, since each of them may hold a secret.
 */
public final class MaskedUrl {
  /** An @ behind the host could be the end of a password with a slash in it. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(?:[^/?#]*@)?"
              + "((?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?)(?:[/?#][^@]*)?");

  private MaskedUrl() {}

  /** Scheme, host and port; empty where it is not certain which part is the host. */
  public static Optional<String> of(String text) {
    Matcher parts = ADDRESS.matcher(text);
    return parts.matches()
        ? Optional.of(parts.group(1) + "://" + parts.group(2))
        : Optional.empty();
  }
}
