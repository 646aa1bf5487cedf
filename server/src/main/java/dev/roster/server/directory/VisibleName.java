package dev.roster.server.directory;

import dev.roster.server.address.Blanks;
import dev.roster.server.address.HiddenCharacters;
import dev.roster.server.failure.MalformedException;
import java.util.OptionalInt;

/**
 * The rule for names that people give to companies, tenants and owners: one that a command stores
 * is one that an import of the export takes.
 */
public final class VisibleName {
  /** The most characters of a name. */
  public static final int LONGEST = 255;

  private VisibleName() {}

  /**
   * The name without the blanks around it; maybe empty.
   *
   * @throws MalformedException with a reason that completes a sentence about the name
   */
  public static String parse(String typed) {
    String name = Blanks.strip(typed);
    OptionalInt hidden = HiddenCharacters.firstIn(name);
    if (hidden.isPresent()) {
      throw new MalformedException(
          "holds the invisible character U+%04X".formatted(hidden.getAsInt()));
    }
    if (name.codePointCount(0, name.length()) > LONGEST) {
      throw new MalformedException("has more than " + LONGEST + " characters");
    }
    return name;
  }
}
