package dev.roster.release;

import static org.assertj.core.api.Assertions.assertThat;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java API of each published module allows all that its baseline in {@code api} allows. */
class PublishedApiTest {
  private static final Path ROOT = Path.of("..", "..");

  /** Descriptions of requests, which may change with the documents; their module exports none. */
  private static final List<String> NO_API =
      List.of(
          "dev.roster.client.coolset", "dev.roster.client.compleat", "dev.roster.client.operation");

  private static final Predicate<String> IS_API =
      name -> NO_API.stream().noneMatch(each -> name.equals(each) || name.startsWith(each + "."));

  @TempDir private Path folder;

  static Stream<String> modules() throws IOException {
    return Published.of(ROOT).modules().stream()
        .map(each -> each.folder().getFileName().toString())
        // these have no class
        .filter(each -> !each.equals("bom") && !each.equals("testkit-server"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noModuleBreaksItsBaseline(String module) throws IOException {
    Path classes = ROOT.resolve(module).resolve("target/classes");
    assertThat(classes).as("build it first: mvn test -pl %s,deploy/release -am", module).exists();
    Path baseline = Path.of("api", "roster-" + module + ".jar");
    Path now = folder.resolve(module + ".jar");
    ApiJar.write(classes, IS_API, now);
    if (Boolean.getBoolean("api.update")) {
      Files.createDirectories(baseline.getParent());
      Files.copy(now, baseline, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    assertThat(incompatible(baseline, now))
        .as(
            "Does a consumer have to change? Then say so in CHANGELOG.md under Changed, and make"
                + " this the baseline: mvn test -pl %s,deploy/release -am -Dtest=PublishedApiTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true",
            String.join(",", modules().toList()))
        .isEmpty();
  }

  /** The members that a consumer no longer compiles or links with. */
  private static List<String> incompatible(Path old, Path now) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    options.setNoAnnotations(true);
    List<String> found = new ArrayList<>();
    for (JApiClass each :
        new JarArchiveComparator(options)
            .compare(
                new JApiCmpArchive(old.toFile(), "baseline"),
                new JApiCmpArchive(now.toFile(), "now"))) {
      String name = each.getFullyQualifiedName();
      add(found, name, each);
      each.getMethods()
          .forEach(method -> {
            add(found, name + "." + method.getName(), method);
            add(found, name + "." + method.getName() + " returns", method.getReturnType());
            method
                .getParameters()
                .forEach(
                    parameter -> add(found, name + "." + method.getName() + " takes", parameter));
          });
      each.getConstructors()
          .forEach(constructor -> {
            add(found, name + " constructor", constructor);
            constructor
                .getParameters()
                .forEach(parameter -> add(found, name + " constructor takes", parameter));
          });
      each.getFields().forEach(field -> add(found, name + "." + field.getName(), field));
      each.getInterfaces()
          .forEach(type -> add(found, name + " implements " + type.getFullyQualifiedName(), type));
      add(found, name + " extends", each.getSuperclass());
    }
    return found;
  }

  private static void add(List<String> found, String where, JApiCompatibility part) {
    if (!part.isBinaryCompatible() || !part.isSourceCompatible()) {
      part.getCompatibilityChanges().forEach(change -> found.add(where + ": " + change.getType()));
    }
  }

  private static final String TYPE =
      """
      package a;
      public class Client {
        public static final int LIMIT = 5;
        protected final String base;
        public Client(String base) { this.base = base; }
        public java.util.List<String> names(int page) throws java.io.IOException { return java.util.List.of(base); }
        void internal() {}
        public interface Listener { void called(String what); }
        public record User(String name) {}
      }
      """;

  private Path api(String name, String source) throws IOException {
    Path file = Files.createDirectories(folder.resolve(name)).resolve("Client.java");
    Files.writeString(file, source);
    Path classes = folder.resolve(name + "-classes");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), file.toString()))
        .isZero();
    Path jar = folder.resolve(name + ".jar");
    ApiJar.write(classes, any -> true, jar);
    return jar;
  }

  /** The check above finds these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "names(int page)                   | name(int page)                  | METHOD_REMOVED",
        "names(int page)                   | names(long page)                | METHOD_REMOVED",
        "java.util.List<String> names      | java.util.Collection<String> names |"
            + " METHOD_RETURN_TYPE_CHANGED",
        "java.util.List<String> names      | java.util.List<? extends CharSequence> names |"
            + " METHOD_RETURN_TYPE_GENERICS_CHANGED",
        "throws java.io.IOException        | throws java.io.IOException, InterruptedException |"
            + " METHOD_NOW_THROWS_CHECKED_EXCEPTION",
        "public Client(String base)        | private Client(String base)     | CONSTRUCTOR_REMOVED",
        "protected final String base       | private final String base       | FIELD_REMOVED",
        "public class Client               | public final class Client       |"
            + " CLASS_NOW_NOT_EXTENDABLE",
        "void called(String what);         | void called(String what); void ended(); |"
            + " METHOD_ADDED_TO_INTERFACE",
        "record User(String name)          | record User(String name, int age) |"
            + " CONSTRUCTOR_REMOVED",
        "public interface Listener         | interface Listener              |"
            + " CLASS_LESS_ACCESSIBLE"
      })
  void anIncompatibleChangeIsFound(String old, String by, String change) throws IOException {
    assertThat(TYPE).contains(old);

    assertThat(incompatible(api("old", TYPE), api("now", TYPE.replace(old, by))))
        .anyMatch(each -> each.contains(change));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "void internal() {}                | int inside;",
        "void internal() {}                | public void added() {}",
        "{ return java.util.List.of(base); } | { return null; }"
      })
  void whatConsumersCannotSeeMayChange(String old, String by) throws IOException {
    assertThat(TYPE).contains(old);

    assertThat(incompatible(api("old", TYPE), api("now", TYPE.replace(old, by)))).isEmpty();
  }

  @Test
  void theSameClassesMakeTheSameJar() throws IOException {
    assertThat(api("one", TYPE)).hasSameBinaryContentAs(api("two", TYPE));
  }
}
