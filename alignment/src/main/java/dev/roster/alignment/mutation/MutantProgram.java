package dev.roster.alignment.mutation;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes of sources that were changed, compiled against all others as the build made them. */
final class MutantProgram implements AutoCloseable {
  private final Path folder;

  private MutantProgram(Path folder) {
    this.folder = folder;
  }

  /** The program with the sources of all changes compiled anew, but as they are. */
  static MutantProgram without(Path repository, List<SourceMutant> changes) throws IOException {
    MutantProgram program = new MutantProgram(Files.createTempDirectory("mutant-classes"));
    program.compile(changes.stream().map(change -> change.source(repository)).distinct().toList());
    return program;
  }

  /**
   * The program with the change.
   *
   * @throws IllegalStateException if the changed source does not compile
   */
  static MutantProgram with(Path repository, SourceMutant change) throws IOException {
    MutantProgram program = new MutantProgram(Files.createTempDirectory("mutant-classes"));
    Path source = program.folder.resolve(change.source(repository).getFileName().toString());
    Files.writeString(source, change.changed(repository));
    program.compile(List.of(source));
    return program;
  }

  Path classes() {
    return folder;
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
