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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    SourceMutant change(String usual) {
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

  /**
   * The changes of a catalogue of the client.
   *
   * @param usual the check of the entries that name none
   * @throws IllegalStateException if an entry names a provider
   */
  static List<SourceMutant> ofClient(URL catalogue, String usual) {
    List<Entry> entries = entries(catalogue);
    refuse(
        entries.stream().filter(entry -> entry.provider != null),
        catalogue,
        "'provider' belongs to changes of the server, which are in a catalogue of their own");
    return entries.stream().map(entry -> entry.change(usual)).toList();
  }

  /**
   * The changes of a catalogue of the server.
   *
   * @throws IllegalStateException if an entry names no provider
   */
  static List<SourceMutant> ofServer(URL catalogue) {
    List<Entry> entries = entries(catalogue);
    refuse(
        entries.stream().filter(entry -> entry.provider == null),
        catalogue,
        "a change of the server needs 'provider', whose pacts must see it");
    return entries.stream().map(entry -> entry.change(Check.SERVER_PACT.key())).toList();
  }

  private static List<Entry> entries(URL catalogue) {
    try (InputStream in = catalogue.openStream()) {
      return new YAMLMapper().readValue(in, new TypeReference<>() {});
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void refuse(Stream<Entry> wrong, URL catalogue, String rule) {
    String ids = wrong.map(Entry::id).collect(Collectors.joining(", "));
    if (!ids.isEmpty()) {
      throw new IllegalStateException(ids + " in " + catalogue + ": " + rule);
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
