package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the imports between the packages of the server to the tables of docs/STRUCTURE.md. */
class AllowedDirectionsTest {
  private static final String ROOT = "dev.roster.server";
  private static final Path STRUCTURE = Path.of("..", "docs", "STRUCTURE.md");
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`|\\((root)\\)");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyImportBetweenPackagesIsInTheTable() throws IOException {
    Map<String, Set<String>> table = table("## Allowed directions");

    List<String> notAllowed =
        CLASSES.stream()
            .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
            .filter(AllowedDirectionsTest::isBetweenPackages)
            .filter(each ->
                !table
                    .getOrDefault(shortName(each.getOriginClass()), Set.of())
                    .contains(shortName(each.getTargetClass())))
            .map(Dependency::getDescription)
            .sorted()
            .toList();

    assertThat(notAllowed).as("imports that docs/STRUCTURE.md does not allow").isEmpty();
  }

  @Test
  void everyEntryOfTheTableIsNeeded() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    CLASSES.forEach(each -> found.putIfAbsent(shortName(each), new TreeSet<>()));
    CLASSES.stream()
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
        .filter(AllowedDirectionsTest::isBetweenPackages)
        .forEach(each ->
            found.get(shortName(each.getOriginClass())).add(shortName(each.getTargetClass())));

    assertThat(found).hasSizeGreaterThan(15);
    assertThat(table("## Allowed directions")).isEqualTo(found);
  }

  @Test
  void everyPackageHasItsSentence() throws IOException {
    Set<String> packages =
        CLASSES.stream().map(AllowedDirectionsTest::shortName).collect(Collectors.toSet());

    assertThat(table("## Packages of the server").keySet()).isEqualTo(packages);
  }

  private static boolean isBetweenPackages(Dependency each) {
    String target = each.getTargetClass().getPackageName();
    return (target.equals(ROOT) || target.startsWith(ROOT + "."))
        && !target.equals(each.getOriginClass().getPackageName());
  }

  private static String shortName(JavaClass each) {
    String name = each.getPackageName();
    return name.equals(ROOT) ? "root" : name.substring(ROOT.length() + 1);
  }

  /**
   * The first table below the heading: the package of each row, with the names in its second cell.
   */
  private static Map<String, Set<String>> table(String heading) throws IOException {
    List<String> rows =
        Files.readAllLines(STRUCTURE).stream()
            .dropWhile(line -> !line.equals(heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| ") && NAME.matcher(cell(line, 1)).find())
            .toList();
    Map<String, Set<String>> table = new TreeMap<>();
    for (String row : rows) {
      String name = names(cell(row, 1)).iterator().next();
      assertThat(table.put(name, names(cell(row, 2)))).as("a second row of %s", name).isNull();
    }
    return table;
  }

  private static Set<String> names(String cell) {
    return NAME.matcher(cell)
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String cell(String row, int number) {
    return row.split("\\|", -1)[number].strip();
  }
}
