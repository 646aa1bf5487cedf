package dev.roster.server.cli;

import dev.roster.server.directory.AccountName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A user by address or id. A value that is neither is not repeated, since it may be a token. */
final class UserConverter implements ITypeConverter<AccountName> {
  @Override
  public AccountName convert(String text) {
    if (NumberConverters.isNumber(text)) {
      return new AccountName.Id(NumberConverters.longNumber(text));
    }
    if (!text.contains("@")) {
      throw new TypeConversionException("this is neither the address nor the id of a user");
    }
    return new TextConverters.KnownAddress().convert(text);
  }
}
