package dev.roster.server.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;

/** Prints a new token or key: the only time that its secret is shown. */
final class CredentialPrinter {
  private static final String ROW = "  %-8s %s%n";

  private final PrintWriter out;
  private final String kind;

  /**
   * @param kind {@code token} or {@code key}
   */
  CredentialPrinter(PrintWriter out, String kind) {
    this.out = out;
    this.kind = kind;
  }

  /**
   * Prints the credential.
   *
   * @param name of what it belongs to, such as {@code tenant}, with the value
   * @throws UnwrittenOutputException if the output cannot be written
   */
  void print(
      String sentence,
      String id,
      String name,
      Object value,
      Optional<Instant> expiresAt,
      String secret) {
    out.println(sentence);
    row("id", id);
    row(name, value);
    row("expires", expiresAt.map(Instant::toString).orElse("never"));
    row(kind, secret);
    out.println();
    out.println("The " + kind + " is shown this once.");
    UnwrittenOutputException.require(out);
  }

  private void row(String name, Object value) {
    out.printf(ROW, name, value);
  }

  /** Prints the secret and nothing else. */
  void printSecret(String secret) {
    out.println(secret);
    UnwrittenOutputException.require(out);
  }
}
