package dev.roster.contract.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A project in another language, in a folder of {@code languages}, with clients that a generator of
 * that language makes from both documents. Each is made by the tools that its users have, which
 * must be on the path.
 */
enum LanguageProject {
  OPENAPI_TYPESCRIPT(Tools.NPM_BUILD, List.of("node", "dist/scenario.js")),
  HEY_API(Tools.NPM_BUILD, List.of("node", "dist/scenario.js")),
  PYTHON(
      "python",
      // the package itself, without a folder around it
      ".",
      "packageName={package}",
      List.of(List.of(Tools.PYTHON, "-m", "compileall", "-q", ".")),
      List.of(Tools.PYTHON, "scenario.py")),
  KOTLIN(
      "kotlin",
      "{package}",
      "serializationLibrary=jackson,packageName={package}",
      List.of(List.of(Tools.MAVEN, "-B", "-ntp", "-q", "compile", "dependency:copy-dependencies")),
      List.of(Tools.JAVA, "-cp", "target/classes:target/dependency/*", "ScenarioKt")),
  GO(
      "go",
      "{package}",
      "withGoMod=false,packageName={package}",
      List.of(List.of("go", "vet", "."), List.of("go", "build", "-o", "scenario", ".")),
      List.of("./scenario")),
  CSHARP(
      "csharp",
      "{package}",
      "library=httpclient,targetFramework=netstandard2.0,supportsRetry=false,packageName={Package}",
      List.of(List.of("dotnet", "build", "--nologo", "--output", "program")),
      List.of("dotnet", "program/Scenario.dll"));

  private final String generator;
  private final String output;
  private final String properties;
  private final List<List<String>> build;
  private final List<String> program;

  /** A project that generates by a script of its own. */
  LanguageProject(List<List<String>> build, List<String> program) {
    this("", "", "", build, program);
  }

  /**
   * A project that openapi-generator generates.
   *
   * @param output the folder that is generated into; {@code {package}} is the name of the package
   * @param properties those that are not the generator's defaults
   * @param build the commands that compile
   * @param program the command that runs what was compiled
   */
  LanguageProject(
      String generator,
      String output,
      String properties,
      List<List<String>> build,
      List<String> program) {
    this.generator = generator;
    this.output = output;
    this.properties = properties;
    this.build = build;
    this.program = program;
  }

  /** The commands that stand in several projects, or depend on the machine. */
  private static final class Tools {
    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    static final String MAVEN = Path.of(System.getProperty("maven.home"), "bin", "mvn").toString();

    /** The interpreter, which must have the packages that the generated code needs. */
    static final String PYTHON = System.getenv().getOrDefault("LANGUAGES_PYTHON", "python3");

    static final List<List<String>> NPM_BUILD =
        List.of(
            List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock"),
            List.of("npm", "run", "generate"),
            List.of("npm", "run", "build"));
  }

  /** A document and the name of the package that is generated from it. */
  enum Contract {
    COOLSET("coolset-accounts.yaml"),
    COMPLEAT("compleat-users.yaml");

    private final String file;

    Contract(String file) {
      this.file = file;
    }

    Path document() {
      return Path.of("..", "specs", file).toAbsolutePath().normalize();
    }

    /** A text with the name of the package in place of <code>{package}</code>. */
    String named(String text) {
      String name = name().toLowerCase(Locale.ROOT);
      return text.replace("{package}", name)
          .replace("{Package}", name().charAt(0) + name.substring(1));
    }
  }

  /** The name of its folder, and of the language in {@code -Dlanguages=...}. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Runs the scenario with these variables of the environment, and returns what it found. */
  Map<String, String> run(Map<String, String> environment) throws IOException {
    Path target = Path.of("target", "languages", folder());
    ProjectFolder project = new ProjectFolder(target, environment);
    project.copy(Path.of("languages", folder()));
    if (!generator.isEmpty()) {
      for (Contract contract : Contract.values()) {
        project.generate(contract, generator, contract.named(output), contract.named(properties));
      }
    }
    for (List<String> command : build) {
      project.run(command);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    for (String line : project.run(program)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        facts.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return facts;
  }

  /** The folder in which a project is made, and the commands that make it. */
  private static final class ProjectFolder {
    private static final Path GENERATOR =
        Path.of("target", "languages", "openapi-generator-cli.jar").toAbsolutePath();
    private static final int MINUTES = 10;

    private final Path folder;
    private final Map<String, String> environment;

    ProjectFolder(Path folder, Map<String, String> environment) {
      this.folder = folder;
      this.environment = environment;
    }

    /** Copies the project over what an earlier run left, so that what was fetched remains. */
    void copy(Path source) throws IOException {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.toList()) {
          Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
        }
      }
    }

    /** Runs openapi-generator with defaults but for these properties. */
    void generate(Contract contract, String generator, String output, String properties)
        throws IOException {
      run(
          List.of(
              Tools.JAVA,
              "-jar",
              GENERATOR.toString(),
              "generate",
              "--generator-name",
              generator,
              "--input-spec",
              contract.document().toString(),
              "--output",
              output,
              "--additional-properties",
              properties,
              "--global-property",
              "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false,apis,models,supportingFiles"));
    }

    /** Runs a command to its end, and returns the lines that it printed. */
    List<String> run(List<String> command) throws IOException {
      Path output = Files.createTempFile(folder, "output-", ".txt");
      Path errors = Files.createTempFile(folder, "errors-", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      for (Contract contract : Contract.values()) {
        builder.environment().put(contract.name(), contract.document().toString());
      }
      Process process = builder.start();
      try {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new AssertionError(
              String.join(" ", command)
                  + " failed in "
                  + folder
                  + ":\n"
                  + Files.readString(output)
                  + Files.readString(errors));
        }
        return Files.readAllLines(output);
      } catch (InterruptedException stopped) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IOException(stopped);
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    }
  }
}
