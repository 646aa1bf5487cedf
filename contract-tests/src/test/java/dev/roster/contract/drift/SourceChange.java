package dev.roster.contract.drift;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.roster.contract.alignment.Leg;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * One change of one source file.
 *
 * @param id names the change in reports
 * @param says what is wrong with the program after the change
 * @param provider whose pacts see it; null for a change of the client
 * @param leg which leg must see it: those of {@link Leg}, or {@link LegTests#CLIENT_PACT}
 * @param file the source, below the folder of the repository
 * @param find stands exactly once in the source
 * @param put what stands there afterwards
 */
record SourceChange(
    String id, String says, String provider, String leg, String file, String find, String put) {
  private static final Path REPOSITORY = Path.of("..");

  SourceChange {
    String usual = provider == null ? LegTests.CLIENT_PACT : Leg.SERVER_PACT.key();
    leg = leg == null ? usual : leg;
  }

  static List<SourceChange> ofServer() throws IOException {
    return read("/drift/server.yaml");
  }

  static List<SourceChange> ofClient() throws IOException {
    return read("/drift/client.yaml");
  }

  private static List<SourceChange> read(String resource) throws IOException {
    try (InputStream in = SourceChange.class.getResourceAsStream(resource)) {
      return new ObjectMapper(new YAMLFactory())
          .readValue(Objects.requireNonNull(in, resource), new TypeReference<>() {});
    }
  }

  Path source() {
    return REPOSITORY.resolve(file);
  }

  /** The source after the change. */
  String changed() throws IOException {
    String text = Files.readString(source());
    int at = text.indexOf(find);
    if (at < 0 || text.indexOf(find, at + 1) >= 0) {
      throw new IllegalStateException(
          id + ": 'find' does not stand exactly once in " + file + "; bring the change up to date");
    }
    return text.substring(0, at) + put + text.substring(at + find.length());
  }
}
