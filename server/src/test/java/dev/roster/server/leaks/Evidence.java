package dev.roster.server.leaks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logs, tables and output of test classes, kept in {@code target/leaks} until their secrets are
 * known; one line each, with its place before a tab. Safe for use by many threads.
 */
public final class Evidence {
  /** The sources that are searched. */
  public enum Source {
    /** Of the servers and commands in this JVM. */
    LOG,
    /** The output and logs of commands in JVMs of their own. */
    PROCESS,
    TABLE,
    AUDIT_EXPORT,
    /** Spans and metrics that servers have exported. */
    TELEMETRY
  }

  private static final Evidence SUITE =
      new Evidence(Path.of("target", "leaks", System.getProperty("leaks.part", "0")));

  private final Path folder;
  private final Map<Source, Writer> writers = new EnumMap<>(Source.class);
  private final Map<Source, Long> searched = new EnumMap<>(Source.class);
  private final Map<String, SecretKind> hashes = new ConcurrentHashMap<>();

  Evidence(Path folder) {
    this.folder = folder;
  }

  /** That of all tests in this JVM. */
  public static Evidence ofSuite() {
    return SUITE;
  }

  /** Keeps a text, which may have many lines. */
  public synchronized void add(Source source, String place, String text) {
    try {
      Writer writer = writers.get(source);
      if (writer == null) {
        Files.createDirectories(folder);
        writer = Files.newBufferedWriter(file(source));
        writers.put(source, writer);
      }
      for (String line : (Iterable<String>) text.lines()::iterator) {
        writer.append(place).append('\t').append(line).append('\n');
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Keeps the hash of a secret, by which the secret is known wherever it stands. */
  void addHash(SecretKind kind, String hex) {
    hashes.putIfAbsent(hex, kind);
  }

  Map<String, SecretKind> hashes() {
    return Map.copyOf(hashes);
  }

  /** Searches what one source has left since the last search. */
  synchronized void search(Source source, LeakSearch search) {
    if (!writers.containsKey(source)) {
      return;
    }
    try {
      writers.get(source).flush();
      try (InputStream file = Files.newInputStream(file(source))) {
        file.skipNBytes(searched.getOrDefault(source, 0L));
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
            .lines()
            .forEach(line -> {
              int tab = line.indexOf('\t');
              search.line(source + " " + line.substring(0, tab), line.substring(tab + 1));
            });
      }
      searched.put(source, Files.size(file(source)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The number of bytes of each source that were searched. */
  synchronized Map<Source, Long> searched() {
    return Map.copyOf(searched);
  }

  private Path file(Source source) {
    return folder.resolve(source.name().toLowerCase(Locale.ROOT) + ".txt");
  }
}
