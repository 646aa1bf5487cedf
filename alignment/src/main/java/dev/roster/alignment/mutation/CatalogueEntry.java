package dev.roster.alignment.mutation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One change of one file: a source, a document or a pact.
 *
 * @param id names the change in reports
 * @param says the fault after the change
 * @param noticed the effect on a consumer; empty if the catalogue does not say
 * @param check the key of the check that must see it; empty if any may
 * @param file the file, below the folder of the repository
 * @param find stands exactly once in the file
 * @param put stands there afterwards
 */
record CatalogueEntry(
    String id, String says, String noticed, String check, String file, String find, String put) {

  /** A change as it stands in a catalogue. */
  private record Written(
      @Nullable String id,
      @Nullable String says,
      @Nullable String noticed,
      @Nullable String provider,
      @Nullable String check,
      @Nullable String file,
      @Nullable String find,
      @Nullable String put) {

    CatalogueEntry entry(int position, String usual) {
      return new CatalogueEntry(
          id == null ? "entry-" + position : id,
          or(says, ""),
          or(noticed, ""),
          or(check, usual),
          or(file, ""),
          or(find, ""),
          or(put, ""));
    }

    private static String or(@Nullable String value, String other) {
      return Objects.requireNonNullElse(value, other);
    }
  }

  /**
   * The changes of a catalogue. Its entries may have other members, which are for readers.
   *
   * @param usual the check of the entries that name none
   */
  static List<CatalogueEntry> read(URL catalogue, String usual) {
    YAMLMapper yaml = new YAMLMapper();
    yaml.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    try (InputStream in = catalogue.openStream()) {
      List<Written> written = yaml.readValue(in, new TypeReference<>() {});
      return IntStream.range(0, written.size())
          .mapToObj(i -> written.get(i).entry(i + 1, usual))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The same change, which any check may see. */
  CatalogueEntry withoutExpectation() {
    return new CatalogueEntry(id, says, noticed, "", file, find, put);
  }

  Path path(Path repository) {
    return repository.resolve(file);
  }

  /**
   * The file after the change.
   *
   * @throws IllegalStateException if the change cannot be made
   */
  String changed(Path repository) throws IOException {
    String text = text(repository);
    int at = find.isEmpty() ? -1 : text.indexOf(find);
    if (at < 0 || text.indexOf(find, at + 1) >= 0) {
      throw new IllegalStateException(
          id + ": 'find' does not stand exactly once in " + file + "; bring the change up to date");
    }
    if (put.equals(find)) {
      throw new IllegalStateException(id + ": changes nothing");
    }
    return text.substring(0, at) + put + text.substring(at + find.length());
  }

  private String text(Path repository) throws IOException {
    if (file.isEmpty() || !Files.isRegularFile(path(repository))) {
      throw new IllegalStateException(id + ": there is no file " + file);
    }
    return Files.readString(path(repository));
  }
}
