package dev.roster.server.onboarding;

import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.VisibleName;
import dev.roster.server.failure.MalformedException;
import dev.roster.server.failure.UserErrorException;
import java.util.Optional;

/**
 * A company to create, and its owner.
 *
 * @param tenant name or id of the tenant that the company joins; a name that is new makes a new
 *     tenant. Empty for a tenant of the company's own, with its name
 * @param country code of two letters
 * @param locale of the company's mail; by its country if empty
 */
public record OnboardRequest(
    String company,
    Optional<String> tenant,
    Optional<String> country,
    Optional<String> locale,
    EmailAddress owner,
    String firstName,
    String lastName) {
  public OnboardRequest {
    company = named("company", company);
    tenant = tenant.map(name -> named("tenant", name));
    owner = reached(owner);
    firstName = visible("first name of the owner", firstName);
    lastName = visible("last name of the owner", lastName);
  }

  private static String named(String what, String typed) {
    String name = visible("name of the " + what, typed);
    if (name.isEmpty()) {
      throw new UserErrorException("The name of the " + what + " must not be empty.");
    }
    return name;
  }

  private static String visible(String what, String typed) {
    try {
      return VisibleName.parse(typed);
    } catch (MalformedException wrong) {
      throw new UserErrorException("The " + what + " " + wrong.getMessage() + ".", wrong);
    }
  }

  private static EmailAddress reached(EmailAddress owner) {
    try {
      return EmailAddress.parse(owner.typed());
    } catch (MalformedException none) {
      throw new UserErrorException(
          "The e-mail address of the owner " + none.getMessage() + ".", none);
    }
  }
}
