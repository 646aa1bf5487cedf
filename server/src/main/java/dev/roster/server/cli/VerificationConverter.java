package dev.roster.server.cli;

import dev.roster.server.http.Verification;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the mode of the verification of answers in either case. */
final class VerificationConverter implements ITypeConverter<Verification> {
  @Override
  public Verification convert(String text) {
    return Arrays.stream(Verification.values())
        .filter(mode -> mode.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is none of off, report and refuse"));
  }
}
