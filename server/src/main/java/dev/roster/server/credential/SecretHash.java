package dev.roster.server.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * SHA-256 of a token or key, the only form in which one is stored. A slow hash would add nothing to
 * the random secrets that Roster makes; an imported token is as hard to guess as its issuer made
 * it. {@code sha256:} and the digits in hex is how an export writes it, since the secret itself is
 * not known any more.
 */
public final class SecretHash {
  private static final String PREFIX = "sha256:";

  private SecretHash() {}

  /** The hash of a bearer token. */
  public static byte[] ofToken(String token) {
    return sha256(token);
  }

  /** The hash of a tenant key, whose spelling may be in either case. */
  public static byte[] ofKey(UUID key) {
    return sha256(key.toString().toLowerCase(Locale.ROOT));
  }

  /** The text that stands for a stored hash in an export. */
  public static String export(byte[] hash) {
    return PREFIX + HexFormat.of().formatHex(hash);
  }

  /** The hash that an export wrote, empty if the text is something else. */
  public static Optional<byte[]> imported(String text) {
    return text.matches(PREFIX + "[0-9a-f]{64}")
        ? Optional.of(HexFormat.of().parseHex(text, PREFIX.length(), text.length()))
        : Optional.empty();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
