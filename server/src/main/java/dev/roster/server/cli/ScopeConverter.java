package dev.roster.server.cli;

import dev.roster.server.caller.Scope;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a scope by its name. */
final class ScopeConverter implements ITypeConverter<Scope> {
  @Override
  public Scope convert(String text) {
    return Scope.named(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is none of read, write, admin"));
  }
}
