package dev.roster.drills.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The names of constants on the command line, such as {@code database-stop}. */
public final class Labels {
  private static final String ALL = "all";

  private Labels() {}

  /** The name of a constant. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of all constants. */
  public static <E extends Enum<E>> List<String> of(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Labels::of).toList();
  }

  /**
   * The constants that were named, in the order of the names; {@code all} names each.
   *
   * @param noun for a constant, such as mode
   * @throws ParameterException for a name that no constant has
   */
  public static <E extends Enum<E>> List<E> chosen(
      Class<E> type, List<String> names, String noun, CommandSpec spec) {
    return names.contains(ALL)
        ? List.of(type.getEnumConstants())
        : names.stream().map(name -> chosen(type, name, noun, spec)).toList();
  }

  private static <E extends Enum<E>> E chosen(
      Class<E> type, String name, String noun, CommandSpec spec) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "'%s' is no %s; the %ss are %s"
                    .formatted(name, noun, noun, String.join(", ", of(type)))));
  }
}
