package dev.roster.server.directory;

import java.util.Optional;

/**
 * A company to begin with, and who owns it.
 *
 * @param tenant name or id of the tenant that the company joins; a name that is new makes a new
 *     tenant. Empty for a tenant of the company's own, with its name
 * @param country code of two letters
 * @param locale of the company's mail; by its country if empty
 */
public record OnboardCommand(
    String company,
    Optional<String> tenant,
    Optional<String> country,
    Optional<String> locale,
    EmailAddress owner,
    String firstName,
    String lastName) {
  private static final int LONGEST_NAME = 255;

  public OnboardCommand {
    named("company", company);
    tenant.ifPresent(name -> named("tenant", name));
    EmailAddress.parse(owner.typed());
  }

  private static void named(String what, String name) {
    if (name.isBlank()
        || name.codePointCount(0, name.length()) > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The name of the " + what + " must have 1 to " + LONGEST_NAME + " characters.");
    }
  }
}
