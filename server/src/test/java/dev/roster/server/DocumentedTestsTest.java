package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the documents to test classes that exist. */
class DocumentedTestsTest {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");
  private static final Pattern NAMED =
      Pattern.compile("`(\\w*[a-z]\\w*(?:Test|IT))\\b|-D(?:it\\.)?test=(\\w+)");

  @Test
  void everyTestClassThatADocumentNamesExists() throws IOException {
    Set<String> named =
        files(".md").stream()
            .map(DocumentedTestsTest::read)
            .flatMap(text -> NAMED.matcher(text).results())
            .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> existing =
        files(".java").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(80);
    assertThat(existing).containsAll(named);
  }

  private static Set<Path> files(String ending) throws IOException {
    Set<Path> files = new TreeSet<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ending)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
