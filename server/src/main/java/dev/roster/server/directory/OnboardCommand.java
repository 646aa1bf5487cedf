package dev.roster.server.directory;

import dev.roster.server.address.Blanks;
import dev.roster.server.address.HiddenCharacters;
import java.util.Optional;
import java.util.OptionalInt;

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
    company = named("company", company);
    tenant = tenant.map(name -> named("tenant", name));
    owner = reached(owner);
    firstName = visible("first name of the owner", Blanks.strip(firstName));
    lastName = visible("last name of the owner", Blanks.strip(lastName));
  }

  /** A name that an import takes as well. */
  private static String named(String what, String typed) {
    String name = visible("name of the " + what, Blanks.strip(typed));
    if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "The name of the " + what + " must have 1 to " + LONGEST_NAME + " characters.");
    }
    return name;
  }

  private static String visible(String what, String name) {
    OptionalInt hidden = HiddenCharacters.firstIn(name);
    if (hidden.isPresent()) {
      throw new IllegalArgumentException(
          "The %s holds the invisible character U+%04X.".formatted(what, hidden.getAsInt()));
    }
    return name;
  }

  private static EmailAddress reached(EmailAddress owner) {
    try {
      return EmailAddress.parse(owner.typed());
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException(
          "The e-mail address of the owner " + none.getMessage() + ".", none);
    }
  }
}
