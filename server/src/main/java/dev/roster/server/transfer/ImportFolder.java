package dev.roster.server.transfer;

import dev.roster.server.address.Blanks;
import dev.roster.server.address.NearestName;
import dev.roster.server.db.IoReason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of an import, found and looked at before the first of them is opened: no file that was
 * meant to be imported is left out in silence.
 */
public final class ImportFolder {
  private static final int TELLING_LETTERS = 4;

  private final Path path;
  private final Set<CsvSchema> files;

  private ImportFolder(Path path, Set<CsvSchema> files) {
    this.path = path;
    this.files = files;
  }

  /**
   * Lists the folder.
   *
   * @throws ImportRefusedException if it has none of the files of an import, one that cannot be
   *     read, or another CSV file, which may be one of them with a mistake in its name
   */
  public static ImportFolder of(Path path) {
    Set<CsvSchema> files = EnumSet.noneOf(CsvSchema.class);
    List<ImportProblem> problems = new ArrayList<>();
    for (String name : csvFilesIn(path)) {
      Optional<CsvSchema> schema = named(name);
      schema.ifPresent(files::add);
      Optional<String> objection =
          schema.isPresent() ? objection(path.resolve(name)) : Optional.of(unknown(name));
      objection.ifPresent(
          reason -> problems.add(new ImportProblem(ImportProblem.printable(name), 0, "", reason)));
    }
    if (!problems.isEmpty()) {
      throw new ImportRefusedException(
          problems.subList(0, Math.min(ImportRefusedException.MOST, problems.size())));
    }
    if (files.isEmpty()) {
      throw refused(path, "has none of the files of an import");
    }
    return new ImportFolder(path, files);
  }

  /** Hidden files are those of a system or an editor ({@code ._users.csv}, {@code .~lock...}). */
  private static List<String> csvFilesIn(Path path) {
    try (Stream<Path> all = Files.list(path)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .filter(name -> Blanks.strip(name).toLowerCase(Locale.ROOT).endsWith(".csv"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw refused(path, "cannot be read: " + IoReason.of(unreadable));
    }
  }

  private static ImportRefusedException refused(Path path, String reason) {
    return new ImportRefusedException(List.of(new ImportProblem(path.toString(), 0, "", reason)));
  }

  private static Optional<CsvSchema> named(String name) {
    return CsvSchema.all().filter(schema -> schema.fileName().equals(name)).findFirst();
  }

  /** Opening a pipe would wait for its writer, and a device may never end. */
  private static Optional<String> objection(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (found.isDirectory()) {
        return Optional.of("is a folder");
      }
      if (!found.isRegularFile()) {
        return Optional.of("is a pipe, a socket or a device; only regular files are imported");
      }
      return Files.isReadable(file)
          ? Optional.empty()
          : Optional.of("cannot be read: permission denied");
    } catch (AccessDeniedException denied) {
      return Optional.of("cannot be read: " + IoReason.of(denied));
    } catch (IOException unreadable) {
      return Optional.of(
          Files.isSymbolicLink(file)
              ? "is a link that leads to no file"
              : "cannot be read: " + IoReason.of(unreadable));
    }
  }

  private static String unknown(String name) {
    return "is none of the files of an import; "
        + near(name)
            .map(meant -> "did you mean " + meant + "?")
            .orElseGet(() ->
                "known are "
                    + String.join(", ", known())
                    + ". Files with other names than .csv are left alone.");
  }

  private static List<String> known() {
    return CsvSchema.all().map(CsvSchema::fileName).toList();
  }

  /** The name with few mistakes between, or the one that begins alike (company, companies). */
  private static Optional<String> near(String name) {
    String begin =
        name.substring(0, Math.min(TELLING_LETTERS, name.length())).toLowerCase(Locale.ROOT);
    return NearestName.to(name, known())
        .or(() -> known().stream().filter(each -> each.startsWith(begin)).findFirst());
  }

  boolean has(CsvSchema schema) {
    return files.contains(schema);
  }

  Path file(CsvSchema schema) {
    return path.resolve(schema.fileName());
  }
}
