package dev.roster.server.cli;

import dev.roster.server.http.VerificationMode;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the mode of the verification of responses in either case. */
final class VerificationConverter implements ITypeConverter<VerificationMode> {
  @Override
  public VerificationMode convert(String text) {
    return Arrays.stream(VerificationMode.values())
        .filter(mode -> mode.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is none of off, report and refuse"));
  }
}
