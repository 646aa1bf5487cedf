package dev.roster.server.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret in the link of a mail: 256 random bits. It exists in the mail only; the database keeps
 * its SHA-256.
 */
public record InvitationSecret(String text) {
  private static final int BYTES = 32;

  static InvitationSecret fresh(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new InvitationSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The hash that the database stores. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Never the secret, so that no log and no message of an exception can tell it. */
  @Override
  public String toString() {
    return "InvitationSecret";
  }
}
