package dev.roster.alignment.mutation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.check.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of one source file.
 *
 * @param id names the change in reports
 * @param says the fault of the program after the change
 * @param provider the provider whose pacts see it; empty for a change of the client
 * @param check the key of the check that must see it: one of {@link Check}, or one that the
 *     catalogue made up
 * @param file the source, below the folder of the repository
 * @param find stands exactly once in the source
 * @param put stands there afterwards
 */
record SourceMutant(
    String id, String says, String provider, String check, String file, String find, String put) {

  /** A change as it stands in a catalogue. */
  private record Entry(
      String id,
      String says,
      @Nullable String provider,
      @Nullable String check,
      String file,
      String find,
      String put) {

    SourceMutant change(String clientCheck) {
      String usual = provider == null ? clientCheck : Check.SERVER_PACT.key();
      return new SourceMutant(
          id,
          says,
          Objects.requireNonNullElse(provider, ""),
          Objects.requireNonNullElse(check, usual),
          file,
          find,
          put);
    }
  }

  static List<SourceMutant> read(URL catalogue, String clientCheck) {
    try (InputStream in = catalogue.openStream()) {
      List<Entry> entries = new YAMLMapper().readValue(in, new TypeReference<>() {});
      return entries.stream().map(entry -> entry.change(clientCheck)).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Path source(Path repository) {
    return repository.resolve(file);
  }

  /** The source after the change. */
  String changed(Path repository) throws IOException {
    String text = Files.readString(source(repository));
    int at = text.indexOf(find);
    if (at < 0 || text.indexOf(find, at + 1) >= 0) {
      throw new IllegalStateException(
          id + ": 'find' does not stand exactly once in " + file + "; bring the change up to date");
    }
    return text.substring(0, at) + put + text.substring(at + find.length());
  }
}
