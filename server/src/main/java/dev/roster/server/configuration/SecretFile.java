package dev.roster.server.configuration;

import dev.roster.server.failure.UserErrorException;
import java.nio.file.Path;

/** A file that holds one secret, as Docker and Kubernetes mount them. */
final class SecretFile {
  private static final int LARGEST = 64 * 1024;

  private SecretFile() {}

  /**
   * The content without the line end behind it.
   *
   * @throws UserErrorException with a sentence for a person, which holds no part of the content
   */
  static String read(String path) {
    Path file = TextFile.path(path);
    String content = TextFile.read(file, LARGEST);
    String secret = content.replaceFirst("\\r?\\n\\z", "");
    if (secret.isBlank()) {
      throw new UserErrorException(file + " is empty.");
    }
    if (secret.chars().anyMatch(c -> c == '\n' || c == '\r')) {
      throw new UserErrorException(file + " must hold one line, the value alone.");
    }
    if (!secret.equals(secret.strip())) {
      throw new UserErrorException(file + " has a blank before or behind its value; remove it.");
    }
    return secret;
  }
}
