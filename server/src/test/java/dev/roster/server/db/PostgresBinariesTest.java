package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.OtherSystemUser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Programs that another user planted are not run, and damaged ones are unpacked again. The archive
 * is a small one with the same names, since unpacking the real one takes seconds; one test does.
 */
class PostgresBinariesTest {
  @TempDir static Path shared;
  private static PostgresArchive archive;

  @TempDir Path folder;
  private Path data;

  @BeforeAll
  static void pack() throws IOException {
    Path file = shared.resolve("postgres.txz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(0)))) {
      for (String program : List.of("initdb", "pg_ctl", "postgres")) {
        add(tar, "bin/" + program, "#!/bin/sh\necho '" + program + " (PostgreSQL) of a test'\n");
      }
      add(tar, "lib/libpq.so.5", "a library");
      add(tar, "share/postgresql/postgres.bki", "# PostgreSQL 17\n");
    }
    archive = new PostgresArchive(file.toUri().toURL());
  }

  private static void add(TarArchiveOutputStream tar, String name, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  @BeforeEach
  void makeDataFolder() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private Path program(Map<String, String> environment) {
    return PostgresBinaries.forUseBy(data, environment, archive).program("initdb");
  }

  private Path cached() {
    return program(cacheHome());
  }

  private Map<String, String> cacheHome() {
    return Map.of("XDG_CACHE_HOME", cache().toString(), "HOME", "/");
  }

  private static String version(Path program) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(program.toString(), "--version").start();
    String printed = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return printed;
  }

  private static void openToAll(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void onlyTheOwnerCanEnterTheFolder() throws Exception {
    Path program = PostgresBinaries.forUseBy(data, cacheHome()).program("initdb");

    assertThat(program.startsWith(cache().resolve("roster").toRealPath())).isTrue();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(cache().resolve("roster"))))
        .isEqualTo("rwx------");
    assertThat(version(program)).contains("PostgreSQL");
    if (OtherSystemUser.isRoot()) {
      assertThat(OtherSystemUser.run("ls", cache().resolve("roster").toString()).exitCode())
          .isNotZero();
      assertThat(OtherSystemUser.run(program.toString(), "--version").exitCode()).isNotZero();
    }
  }

  @Test
  void programsThatAnotherUserPlantedFirstAreNotRun() throws Exception {
    OtherSystemUser.assumeRoot();
    Path home = Files.createDirectory(cache());
    openToAll(home);
    openToAll(folder);
    Path planted = home.resolve("roster").resolve(archive.id());
    Path marker = folder.resolve("it-ran");
    assertThat(
            OtherSystemUser.run(
                    "sh",
                    "-c",
                    "umask 0; mkdir -p \"$1/bin\"; for p in initdb postgres; do"
                        + " printf '#!/bin/sh\\ntouch %s\\n' \"$2\" > \"$1/bin/$p\";"
                        + " chmod 755 \"$1/bin/$p\"; done; touch \"$1/.exists\"",
                    "sh",
                    planted.toString(),
                    marker.toString())
                .exitCode())
        .isZero();

    Path program = cached();

    assertThat(program.startsWith(data.toRealPath())).isTrue();
    assertThat(version(program)).contains("PostgreSQL");
    assertThat(marker).doesNotExist();
  }

  @Test
  void aFolderThatOthersCanReplaceIsNotUsed() throws Exception {
    cached();
    openToAll(cache());

    assertThat(cached().startsWith(data.toRealPath())).isTrue();
  }

  @Test
  void aLinkInThePlaceOfTheFolderIsNotFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createDirectory(cache());
    Files.createSymbolicLink(cache().resolve("roster"), elsewhere);

    assertThat(cached().startsWith(data.toRealPath())).isTrue();
    assertThat(names(elsewhere)).isEmpty();
  }

  @Test
  void aFolderThatWasOpenToOthersIsClosed() throws Exception {
    Path first = cached();
    openToAll(cache().resolve("roster"));

    assertThat(cached()).isEqualTo(first);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(cache().resolve("roster"))))
        .isEqualTo("rwx------");
  }

  @Test
  void withoutAHomeTheProgramsAreInTheDataFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    List<Map<String, String>> environments =
        List.of(
            Map.of("HOME", "/"),
            Map.of("HOME", ""),
            Map.of("HOME", "relative"),
            Map.of("HOME", folder.resolve("missing").toString()),
            Map.of("HOME", file.toString()),
            Map.of("HOME", "/proc"),
            Map.of("HOME", "/", "XDG_CACHE_HOME", "relative"),
            Map.of("HOME", "/", "XDG_CACHE_HOME", file.toString()));

    for (Map<String, String> environment : environments) {
      assertThat(program(environment).startsWith(data.toRealPath()))
          .as(environment.toString())
          .isTrue();
    }
    assertThat(folder.resolve("missing")).doesNotExist();
  }

  @Test
  void aCharacterOfAShellInThePathMovesThemOrIsOneSentence() throws Exception {
    Path odd = folder.resolve("a\"b");
    assertThat(
            program(Map.of("HOME", "/", "XDG_CACHE_HOME", odd.toString()))
                .startsWith(data.toRealPath()))
        .isTrue();

    Path oddData = Files.createDirectory(folder.resolve("$(touch x)"));
    assertThatThrownBy(() -> PostgresBinaries.forUseBy(oddData, Map.of("HOME", "/")))
        .isInstanceOf(EmbeddedPostgres.FolderUnusableException.class)
        .hasMessageContaining("XDG_CACHE_HOME")
        .hasMessageContaining(oddData.toString());
  }

  @Test
  void damagedProgramsAreUnpackedAgain() throws Exception {
    Path program = cached();
    Path server = program.resolveSibling("postgres");
    byte[] whole = Files.readAllBytes(server);
    FileTime written = Files.getLastModifiedTime(server);

    try (FileChannel file = FileChannel.open(server, StandardOpenOption.WRITE)) {
      file.truncate(whole.length / 2);
    }
    cached();
    assertThat(server).hasBinaryContent(whole);

    // as long and as old as before
    try (FileChannel file = FileChannel.open(server, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 0}), 0);
    }
    Files.setLastModifiedTime(server, written);
    cached();
    assertThat(server).hasBinaryContent(whole);

    Path library = server.resolveSibling("../lib/libpq.so.5").normalize();
    Files.delete(library);
    Files.writeString(server.resolveSibling("added"), "");
    cached();
    assertThat(library).exists();
    assertThat(names(server.getParent())).containsExactly("initdb", "pg_ctl", "postgres");
  }

  @Test
  void whatAnInterruptedUnpackingLeftIsCleared() throws Exception {
    Path half = Files.createDirectories(cache().resolve("roster").resolve("unpacking-1/bin"));
    Files.writeString(half.resolve("postgres"), "half");
    Path whole = Files.createDirectories(cache().resolve("roster").resolve(archive.id()));
    Files.writeString(whole.resolve("half"), "");

    assertThat(version(cached())).contains("PostgreSQL");
    assertThat(names(cache().resolve("roster")))
        .containsExactly("lock", whole.getFileName().toString(), whole.getFileName() + ".seal");
    assertThat(whole.resolve("half")).doesNotExist();
  }

  @Test
  void manyCanStartAtOnce() throws Exception {
    Callable<Path> starting = this::cached;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Path>> all =
          threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> starting).toList());

      for (Future<Path> each : all) {
        assertThat(version(each.get())).contains("PostgreSQL");
      }
    }
    assertThat(names(cache().resolve("roster"))).hasSize(3);
  }

  @Test
  void aMachineWithoutProgramsHasNone() {
    assertThat(PostgresArchive.forMachine("Windows 11", "amd64")).isEmpty();
    assertThat(PostgresArchive.forMachine("Linux", "riscv64")).isEmpty();
    assertThat(PostgresArchive.forMachine("Linux", "aarch64")).isPresent();
    assertThat(PostgresArchive.forMachine("Mac OS X", "aarch64")).isPresent();
  }
}
