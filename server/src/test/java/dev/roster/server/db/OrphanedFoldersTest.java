package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletes only folders that Roster has made and marked. */
class OrphanedFoldersTest {
  private static final String MARKER = ".roster-temporary";

  @TempDir Path temporary;

  private Path folder(String name, String... files) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    for (String file : files) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), "");
    }
    return folder;
  }

  private static Path old(Path folder) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    return folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "roster-demo",
        "roster-demo2",
        "roster-demo-3",
        "roster-sandbox",
        "roster-state-4",
        "roster-state-backup",
        "roster-test",
        "roster-test5",
        "roster-transfer",
        "roster-new-6",
        "roster-throwaway-7",
        "roster-throwaway-roster-new-8",
      })
  void aFolderOfAPersonIsKeptWhateverItsName(String name) throws IOException {
    Path data = old(folder(name, "roster.lock", "password", "postgres/PG_VERSION"));
    Path export = old(folder(name + "9", "users.csv"));
    Path checkout = old(folder(name + "-checkout", "pom.xml"));

    OrphanedFolders.clear(temporary);

    assertThat(data.resolve("postgres/PG_VERSION")).exists();
    assertThat(export.resolve("users.csv")).exists();
    assertThat(checkout.resolve("pom.xml")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"roster-demo-1", "roster-state-2"})
  void filesOfAProcessThatWasKilledGoAfterAnHour(String name) throws IOException {
    Path folder = folder(name, MARKER, "users.csv");

    OrphanedFolders.clear(temporary);
    assertThat(folder).exists();

    old(folder);
    OrphanedFolders.clear(temporary);
    assertThat(folder).doesNotExist();
  }

  @Test
  void aPostgresThatNobodyOwnsGoesAtOnce() throws IOException {
    Path folder = folder("roster-throwaway-1", MARKER, "roster.lock", "postgres/PG_VERSION");

    try (FolderLock owner = FolderLock.take(folder.resolve("roster.lock")).orElseThrow()) {
      OrphanedFolders.clear(temporary);
      assertThat(folder.resolve("postgres/PG_VERSION")).exists();
    }

    OrphanedFolders.clear(temporary);
    assertThat(folder).doesNotExist();
  }

  @Test
  void whatAPersonPutIntoItKeepsIt() throws IOException {
    Path folder =
        old(folder("roster-throwaway-1", MARKER, "roster.lock", "mine/roster.lock", "mine/data"));

    OrphanedFolders.clear(temporary);

    assertThat(folder.resolve("mine/data")).exists();
  }

  @Test
  void aFolderThatAPersonNamesIsTheirs() throws IOException {
    Path folder = old(folder("roster-throwaway-1", MARKER, "roster.lock", "postgres/PG_VERSION"));

    DataFolder.open(folder);
    OrphanedFolders.clear(temporary);

    assertThat(folder.resolve("postgres/PG_VERSION")).exists();
  }

  @Test
  void aLinkAndWhereItLeadsStay() throws IOException {
    Path target = old(folder("data", MARKER, "users.csv"));
    Path link = Files.createSymbolicLink(temporary.resolve("roster-state-1"), target);

    OrphanedFolders.clear(temporary);

    assertThat(link).isSymbolicLink();
    assertThat(target.resolve("users.csv")).exists();
  }
}
