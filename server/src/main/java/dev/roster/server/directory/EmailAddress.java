package dev.roster.server.directory;

import dev.roster.server.address.Blanks;
import dev.roster.server.address.MailAddress;
import dev.roster.server.failure.MalformedException;

/**
 * An e-mail address as it was entered, with the key that decides whether two addresses are the same
 * (docs/addresses.md).
 */
public record EmailAddress(String typed) implements AccountName {

  /**
   * The address without the blanks around it.
   *
   * @throws MalformedException with a reason that completes a sentence about the address, if mail
   *     cannot reach it
   */
  public static EmailAddress parse(String text) {
    String typed = Blanks.strip(text);
    MailAddress.parse(typed);
    return new EmailAddress(typed);
  }

  /** The text that all spellings of this address share; the key of a key is itself. */
  public String key() {
    return MailAddress.key(typed);
  }

  /** The address as both contracts show it, since they promise {@code format: email}. */
  public String withALabels() {
    return MailAddress.withALabels(typed);
  }
}
