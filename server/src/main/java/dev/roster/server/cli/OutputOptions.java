package dev.roster.server.cli;

import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option of commands that print a list. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|csv",
      defaultValue = "table",
      converter = Format.class,
      completionCandidates = Format.class,
      description =
          "A table for people, JSON or CSV for programs, whose members and columns stay as they are"
              + " (docs/command.md; default: ${DEFAULT-VALUE}).")
  private OutputFormat format;

  OutputFormat format() {
    return format;
  }

  /** Reads a format by its name. */
  static final class Format implements ITypeConverter<OutputFormat>, Iterable<String> {
    @Override
    public OutputFormat convert(String text) {
      return Stream.of(OutputFormat.values())
          .filter(format -> format.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is none of table, json and csv"));
    }

    @Override
    public Iterator<String> iterator() {
      return Stream.of(OutputFormat.values()).map(OutputFormat::toString).iterator();
    }
  }
}
