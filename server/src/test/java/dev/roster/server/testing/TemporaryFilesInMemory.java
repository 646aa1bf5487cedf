package dev.roster.server.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Moves the temporary folder of the tests into memory, if the system has one there with room in
 * which programs may run.
 *
 * <p>A database is about 300 files, and the suite makes more than a thousand of them. On a disk of
 * a virtual machine that took most of the time of the suite.
 */
public final class TemporaryFilesInMemory implements LauncherSessionListener, TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ROOM = 4L << 30;
  private static final String PREFIX = "roster-tests-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]+)");
  private static final String SETTING = "java.io.tmpdir";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      if (!Files.isDirectory(MEMORY) || !Files.isWritable(MEMORY) || !hasRoom()) {
        return;
      }
      clearUp();
      Path folder = MEMORY.resolve(PREFIX + ProcessHandle.current().pid());
      Files.createDirectory(folder);
      if (runsPrograms(folder)) {
        // as the folder of the system, in which other users make files, too
        Files.setAttribute(folder, "unix:mode", 01777);
        System.setProperty(SETTING, folder.toString());
      }
    } catch (IOException unusable) {
      System.err.println("Temporary files stay on the disk: " + unusable);
    }
  }

  /** Makes the folders of tests there, too: the JDK has read its own setting before. */
  @Override
  public Path createTempDirectory(AnnotatedElementContext place, ExtensionContext test)
      throws IOException {
    return Files.createTempDirectory(Path.of(System.getProperty(SETTING)), "junit-");
  }

  /** The option that gives a JVM the temporary folder of this one. */
  public static String asOption() {
    return "-D" + SETTING + "=" + System.getProperty(SETTING);
  }

  private static boolean hasRoom() throws IOException {
    return Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
  }

  /** Containers often forbid it there. */
  private static boolean runsPrograms(Path folder) throws IOException {
    Path program =
        Files.createFile(
            folder.resolve("program"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(program, "#!/bin/sh\n");
    try {
      new ProcessBuilder(program.toString()).start().onExit().join();
      return true;
    } catch (IOException forbidden) {
      return false;
    } finally {
      Files.delete(program);
    }
  }

  /** Deletes the folders of JVMs that have ended. */
  private static void clearUp() throws IOException {
    try (Stream<Path> files = Files.list(MEMORY)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          delete(file);
        }
      }
    }
  }

  /** Deletes a folder with all that can be deleted in it. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      deepestFirst.forEach(file -> file.toFile().delete());
    } catch (IOException | RuntimeException changing) {
      System.err.println(folder + " is left: " + changing);
    }
  }
}
