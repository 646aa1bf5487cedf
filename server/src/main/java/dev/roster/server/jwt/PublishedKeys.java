package dev.roster.server.jwt;

import java.io.IOException;
import java.text.ParseException;

/**
 * The keys that an issuer publishes now, fetched once.
 *
 * @param usable how many of them can verify a signature
 */
public record PublishedKeys(int usable) {
  /**
   * Fetches them, within five seconds.
   *
   * @throws IOException if they cannot be had
   * @throws ParseException if they cannot be read
   */
  public static PublishedKeys of(TrustedIssuer issuer) throws IOException, ParseException {
    try (JwksClient client = new JwksClient(issuer)) {
      return new PublishedKeys(client.parse(client.fetch()).size());
    }
  }
}
