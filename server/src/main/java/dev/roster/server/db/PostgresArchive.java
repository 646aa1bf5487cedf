package dev.roster.server.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL for one platform, packed, as the class path has them. */
final class PostgresArchive {
  private final URL url;

  /** The archive at an address. */
  PostgresArchive(URL url) {
    this.url = url;
  }

  /** The archive for this machine; empty if there is none. */
  static Optional<PostgresArchive> forThisMachine() {
    return forMachine(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Optional<PostgresArchive> forMachine(String os, String architecture) {
    String system = os.startsWith("Mac") ? "darwin" : os.toLowerCase(Locale.ROOT);
    String processor =
        switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> architecture;
        };
    return Optional.ofNullable(
            PostgresArchive.class.getResource("/postgres-" + system + "-" + processor + ".txz"))
        .map(PostgresArchive::new);
  }

  /** A name that another archive does not have. */
  String id() {
    try {
      URLConnection connection = url.openConnection();
      if (connection instanceof JarURLConnection jar && jar.getJarEntry() != null) {
        return id(jar.getJarEntry().getSize(), jar.getJarEntry().getCrc());
      }
      CRC32 sum = new CRC32();
      try (InputStream in = new CheckedInputStream(connection.getInputStream(), sum)) {
        return id(in.transferTo(java.io.OutputStream.nullOutputStream()), sum.getValue());
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the program is damaged: " + url, unreadable);
    }
  }

  private static String id(long size, long sum) {
    return "postgresql-%x-%08x".formatted(size, sum);
  }

  /** Unpacks everything into an empty folder, for its owner only. */
  void unpackInto(Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            Xz.unpacked(new BufferedInputStream(url.openStream(), 1 << 16)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (target.equals(folder)) {
          continue;
        }
        if (!target.startsWith(folder)) {
          throw new IOException("the archive of PostgreSQL leaves its folder: " + entry.getName());
        }
        unpack(tar, entry, folder, target);
      }
    }
  }

  private static void unpack(
      TarArchiveInputStream tar, TarArchiveEntry entry, Path folder, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      PrivateFolder.create(target);
      return;
    }
    PrivateFolder.create(target.resolveSibling(".").normalize());
    if (entry.isSymbolicLink()) {
      Path linked = target.resolveSibling(entry.getLinkName()).normalize();
      if (!linked.startsWith(folder)) {
        throw new IOException("the archive of PostgreSQL leaves its folder: " + entry.getName());
      }
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.createFile(target, PrivateFolder.readableByOwnerOnly());
      try (var out = Files.newOutputStream(target)) {
        tar.transferTo(out);
      }
      if (target.startsWith(folder.resolve("bin"))) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
      }
    } else {
      throw new IOException("the archive of PostgreSQL has an odd entry: " + entry.getName());
    }
  }

  /**
   * Keeps the library's classes away from all who do not unpack. Its jar is sealed, and Java 25
   * does not start with an AOT cache that has two classes of a sealed jar and was moved from where
   * it was made.
   */
  private static final class Xz {
    static InputStream unpacked(InputStream packed) throws IOException {
      return new XZInputStream(packed);
    }
  }
}
