package dev.roster.alignment.evolution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The changes since the release that are meant, each with its reason. Immutable.
 *
 * <p>A line of the file is the name of a change, a tab and the reason. A name with asterisks, each
 * of which stands for any characters, is that of several changes, and their number stands between,
 * so that none of them goes or comes unseen.
 */
final class Allowances {
  /** One line of the file. */
  private record Allowance(String name, int number, Pattern pattern) {
    static Allowance of(String line) {
      String[] cells = line.split("\t", -1);
      boolean several = cells[0].contains("*") && cells.length == 3 && cells[1].matches("[0-9]+");
      if (cells[cells.length - 1].isBlank() || cells.length != 2 && !several) {
        throw new IllegalArgumentException(
            "allowed.tsv: not a change, a tab and the reason, nor a change with *, a tab, the"
                + " number of such changes, a tab and the reason: "
                + line);
      }
      String pattern = String.join("\\E.*\\Q", cells[0].split("\\*", -1));
      int number = several ? Integer.parseInt(cells[1]) : 1;
      return new Allowance(cells[0], number, Pattern.compile("\\Q" + pattern + "\\E"));
    }

    boolean holds(DocumentChange change) {
      return number == 1 && name.equals(change.name()) || pattern.matcher(change.name()).matches();
    }
  }

  private final List<Allowance> all = new ArrayList<>();

  private Allowances(List<String> lines) {
    lines.stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(line -> all.add(Allowance.of(line)));
  }

  /** Reads a file, if there is one. */
  static Allowances read(Path file) {
    try {
      return new Allowances(Files.exists(file) ? Files.readAllLines(file) : List.of());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  boolean allow(DocumentChange change) {
    return all.stream().anyMatch(each -> each.holds(change));
  }

  /** The lines that are about other changes than those of all documents, or another number. */
  List<String> unused(Collection<DocumentChange> happened) {
    List<String> unused = new ArrayList<>();
    for (Allowance each : all) {
      long number = happened.stream().filter(each::holds).count();
      if (number != each.number) {
        unused.add(each.name + " (" + number + " changes, not " + each.number + ")");
      }
    }
    return unused;
  }
}
