package dev.roster.server.cli;

import dev.roster.server.directory.AccountName;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.failure.UserErrorException;
import picocli.CommandLine.Parameters;

/** The user that a command is about, by address or id. */
final class UserArgument {
  @Parameters(
      paramLabel = "USER",
      converter = UserConverter.class,
      description = "Address or id of the user; the id where two have one address.")
  private AccountName user;

  AccountName name() {
    return user;
  }

  UserErrorException unknown() {
    return switch (user) {
      case AccountName.Id id ->
          new UserErrorException("There is no user with the id " + id.value() + ".");
      case EmailAddress address -> OperatorSession.noSuchUser(address);
    };
  }
}
