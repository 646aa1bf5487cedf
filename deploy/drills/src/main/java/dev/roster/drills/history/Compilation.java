package dev.roster.drills.history;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles single sources of the server against the built program. */
final class Compilation {
  private final Path app;

  /**
   * @param app the folder with the jar and its libraries
   */
  Compilation(Path app) {
    this.app = app;
  }

  /**
   * Compiles a source into a new folder of classes.
   *
   * @param file the name of the source, with its folders
   */
  Path compile(Path folder, String file, String text) throws IOException {
    Path source = folder.resolve("source").resolve(file);
    Files.createDirectories(source.getParent());
    Files.writeString(source, text);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      boolean done =
          javac
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-nowarn",
                      "-proc:none",
                      "-parameters",
                      "--release",
                      "25",
                      "-g",
                      "-d",
                      classes.toString(),
                      "-cp",
                      app.resolve("roster-app.jar") + ":" + app.resolve("lib") + "/*"),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      if (!done) {
        throw new IllegalStateException(file + " does not compile: " + said);
      }
    }
    return classes;
  }
}
