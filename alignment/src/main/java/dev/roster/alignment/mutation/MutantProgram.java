package dev.roster.alignment.mutation;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes of sources that were changed, compiled against all others as the build made them. */
final class MutantProgram implements AutoCloseable {
  private static final String RESOURCES = "src/main/resources/";

  /** The declaration of a field whose value the compiler may copy. */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "static final"
              + " (?:String|boolean|char|byte|short|int|long|float|double)\\b(?s:.*?);(?=\\s|$)");

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  private final Path folder;

  private MutantProgram(Path folder) {
    this.folder = folder;
  }

  /** The program with the sources of all changes compiled anew, but as they are. */
  static MutantProgram without(Path repository, List<CatalogueEntry> changes) throws IOException {
    MutantProgram program = new MutantProgram(Files.createTempDirectory("mutant-classes"));
    program.compile(
        changes.stream()
            .map(change -> change.path(repository))
            .filter(file -> isJava(file) && Files.exists(file))
            .distinct()
            .toList());
    return program;
  }

  /**
   * The program with the change.
   *
   * @throws IllegalStateException if the change cannot be made or does not compile
   */
  static MutantProgram with(Path repository, CatalogueEntry change) throws IOException {
    MutantProgram program = new MutantProgram(Files.createTempDirectory("mutant-classes"));
    try {
      Path file = change.path(repository);
      String text = change.changed(repository);
      if (isJava(file)) {
        Path source = program.folder.resolve(file.getFileName().toString());
        Files.writeString(source, text);
        List<Path> sources = new ArrayList<>(List.of(source));
        sources.addAll(usersOfConstants(file, text));
        program.compile(sources);
      } else {
        program.putResource(change, text, repository);
      }
      return program;
    } catch (IllegalStateException | IOException notMade) {
      program.close();
      throw notMade;
    }
  }

  /**
   * The sources that may have copies of a constant that was changed, since the compiler puts the
   * values of constants into the classes that use them: those beside it that name the class, and
   * those that name a class with a constant made of one of these.
   *
   * @param text of the changed file
   */
  static List<Path> usersOfConstants(Path file, String text) throws IOException {
    if (constants(Files.readString(file)).equals(constants(text))) {
      return List.of();
    }
    Map<Path, String> texts = new LinkedHashMap<>();
    try (Stream<Path> sources = Files.walk(rootOf(file))) {
      for (Path each : sources.filter(MutantProgram::isOfClass).sorted().toList()) {
        texts.put(each, Files.readString(each));
      }
    }
    Path changed = file.toAbsolutePath().normalize();
    Set<Path> found = new LinkedHashSet<>();
    Deque<String> names = new ArrayDeque<>(List.of(className(file)));
    while (!names.isEmpty()) {
      String name = names.pop();
      Pattern mention = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
      Pattern derived = Pattern.compile("static final [^;]*\\b" + Pattern.quote(name) + "\\b");
      texts.forEach((source, content) -> {
        if (!source.equals(changed)
            && mention.matcher(content).find()
            && found.add(source)
            && derived.matcher(content).find()) {
          names.add(className(source));
        }
      });
    }
    return List.copyOf(found);
  }

  private static List<String> constants(String text) {
    return CONSTANT.matcher(text).results().map(MatchResult::group).toList();
  }

  /** Descriptions of packages and modules have no constants, and a module needs a module path. */
  private static boolean isOfClass(Path file) {
    return isJava(file)
        && !file.endsWith("module-info.java")
        && !file.endsWith("package-info.java");
  }

  private static String className(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }

  /** The folder of the outermost package of a source. */
  private static Path rootOf(Path file) throws IOException {
    Matcher declared = PACKAGE.matcher(Files.readString(file));
    int packages = declared.find() ? declared.group(1).split("\\.").length : 0;
    return file.toAbsolutePath().resolve("../".repeat(packages + 1)).normalize();
  }

  private static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  /** Copies the folder of a resource, since some are looked for by their folder. */
  private void putResource(CatalogueEntry change, String text, Path repository) throws IOException {
    int at = change.file().indexOf(RESOURCES);
    if (at < 0) {
      throw new IllegalStateException(
          change.id() + ": " + change.file() + " is no Java source, resource, document or pact");
    }
    Path file = change.path(repository);
    Path target = folder.resolve(change.file().substring(at + RESOURCES.length()));
    Files.createDirectories(target.getParent());
    try (Stream<Path> beside = Files.list(file.getParent())) {
      for (Path each : beside.filter(Files::isRegularFile).toList()) {
        Files.copy(each, target.resolveSibling(each.getFileName()));
      }
    }
    Files.writeString(target, text);
  }

  /** The names of the classes that were changed; none if a resource was. */
  Set<String> changedClasses() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .map(name -> name.replace(File.separatorChar, '.'))
          .collect(Collectors.toSet());
    }
  }

  Path classes() {
    return folder;
  }

  /**
   * The subject of the change.
   *
   * @param same the program with its sources compiled anew, but as they are
   */
  ProgramChange since(MutantProgram same) throws IOException {
    Set<String> methods = new HashSet<>();
    for (String each : changedClasses()) {
      Path before = same.classFile(each);
      Optional<Set<String>> those =
          Files.exists(before)
              ? ChangedMethods.between(
                  Files.readAllBytes(before), Files.readAllBytes(classFile(each)))
              : Optional.empty();
      if (those.isEmpty()) {
        return new ProgramChange(changedClasses(), Optional.empty());
      }
      methods.addAll(those.get());
    }
    return new ProgramChange(
        changedClasses(), methods.isEmpty() ? Optional.empty() : Optional.of(methods));
  }

  private Path classFile(String name) {
    return folder.resolve(name.replace('.', File.separatorChar) + ".class");
  }

  private void compile(List<Path> sources) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none", "-parameters", "-cp", WorkerJvm.CLASS_PATH, "-d", folder.toString());
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(messages, files, null, options, null, units).call()) {
        throw new IllegalStateException("does not compile: " + messages);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
