package dev.roster.server.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** The migrations of this version of Roster, as Flyway would write them into its history. */
final class ShippedMigrations {
  private static final String FOLDER = "/dev/roster/server/db/migration/";
  private static final Pattern SCRIPT = Pattern.compile("V([0-9.]+)__(.+)\\.sql");

  private ShippedMigrations() {}

  /**
   * A row of the history.
   *
   * @param type {@code SQL} or {@code JDBC}
   * @param checksum null where the migration has none
   */
  record Migration(String version, String description, String type, @Nullable Integer checksum) {}

  /**
   * Reads all of them.
   *
   * @return empty where the class path is neither of folders nor of jars
   */
  static Optional<List<Migration>> read() throws IOException {
    URL folder = ShippedMigrations.class.getResource(FOLDER);
    if (folder == null) {
      return Optional.empty();
    }
    List<String> files;
    URLConnection connection = folder.openConnection();
    if (connection instanceof JarURLConnection jar) {
      files = namesIn(jar);
    } else if (folder.getProtocol().equals("file")) {
      files = namesIn(Path.of(URI.create(folder.toString())));
    } else {
      return Optional.empty();
    }
    List<Migration> all = new ArrayList<>();
    for (String file : files) {
      Matcher name = SCRIPT.matcher(file);
      if (name.matches()) {
        all.add(
            new Migration(name.group(1), name.group(2).replace('_', ' '), "SQL", checksum(file)));
      }
    }
    for (AddressKeyMigration each : AddressKeyMigration.all()) {
      all.add(new Migration(each.getVersion().getVersion(), each.getDescription(), "JDBC", null));
    }
    return Optional.of(all);
  }

  /** The version of the newest one. */
  static MigrationVersion newest(List<Migration> all) {
    return all.stream()
        .map(each -> MigrationVersion.fromVersion(each.version()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static List<String> namesIn(JarURLConnection folder) throws IOException {
    String prefix = folder.getEntryName();
    return folder.getJarFile().stream()
        .map(entry -> entry.getName())
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  /** The checksum that Flyway computes: of the lines, whatever ends them. */
  private static int checksum(String file) throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream in = ShippedMigrations.class.getResourceAsStream(FOLDER + file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        sum.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return (int) sum.getValue();
  }
}
