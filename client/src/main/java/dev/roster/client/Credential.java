package dev.roster.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tokens and keys as headers carry them. No message repeats one. */
final class Credential {
  private Credential() {}

  /** A credential that never changes; checked now rather than at the first call. */
  static Supplier<String> fixed(String credential) {
    String checked = credential.strip();
    String fault = fault(checked);
    if (fault != null) {
      throw new IllegalArgumentException("the credential " + fault);
    }
    return () -> checked;
  }

  /** The value that a header may carry, without the line break at the end of a file. */
  static String from(Supplier<String> supplier, String header) {
    String credential;
    try {
      credential = supplier.get();
    } catch (RuntimeException e) {
      throw missing(header, "its supplier threw " + e.getClass().getSimpleName(), e);
    }
    String secret = credential == null ? "" : credential.strip();
    String fault = fault(secret);
    if (fault != null) {
      throw missing(header, "it " + fault, null);
    }
    return secret;
  }

  private static RosterCredentialException missing(
      String header, String why, @Nullable Throwable cause) {
    return new RosterCredentialException(
        "no credential for the header " + header + ": " + why, cause);
  }

  private static @Nullable String fault(String secret) {
    if (secret.isEmpty()) {
      return "is blank";
    }
    if (secret.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return "begins with the word Bearer, which is added by itself";
    }
    // a blank or a line break inside would begin another value or another header
    return secret.chars().allMatch(c -> c > ' ' && c <= '~')
        ? null
        : "has characters that no header may carry";
  }
}
