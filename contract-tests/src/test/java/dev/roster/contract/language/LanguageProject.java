package dev.roster.contract.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A project in another language, in a folder of {@code languages}, with clients that a generator of
 * that language makes from both documents. Each part of it is made by the tools that its users
 * have, which must be on the path.
 */
enum LanguageProject {
  OPENAPI_TYPESCRIPT {
    @Override
    void build(Workshop workshop) throws IOException {
      npm(workshop);
    }

    @Override
    List<String> program() {
      return List.of("node", "dist/scenario.js");
    }
  },
  HEY_API {
    @Override
    void build(Workshop workshop) throws IOException {
      npm(workshop);
    }

    @Override
    List<String> program() {
      return List.of("node", "dist/scenario.js");
    }
  },
  PYTHON {
    @Override
    void build(Workshop workshop) throws IOException {
      for (Contract contract : Contract.values()) {
        // the package itself, without the project around it
        workshop.generate(contract, "python", ".", "packageName=" + contract.packageName());
      }
      workshop.run(python(), "-m", "compileall", "-q", ".");
    }

    @Override
    List<String> program() {
      return List.of(python(), "scenario.py");
    }

    /** The interpreter, which must have the packages of the generated {@code requirements.txt}. */
    private String python() {
      return System.getenv().getOrDefault("LANGUAGES_PYTHON", "python3");
    }
  },
  KOTLIN {
    @Override
    void build(Workshop workshop) throws IOException {
      for (Contract contract : Contract.values()) {
        workshop.generate(
            contract,
            "kotlin",
            contract.packageName(),
            "serializationLibrary=jackson,packageName=" + contract.packageName());
      }
      String maven = Path.of(System.getProperty("maven.home"), "bin", "mvn").toString();
      workshop.run(maven, "-B", "-ntp", "-q", "compile", "dependency:copy-dependencies");
    }

    @Override
    List<String> program() {
      return List.of(JAVA, "-cp", "target/classes:target/dependency/*", "ScenarioKt");
    }
  },
  GO {
    @Override
    void build(Workshop workshop) throws IOException {
      for (Contract contract : Contract.values()) {
        workshop.generate(
            contract,
            "go",
            contract.packageName(),
            "withGoMod=false,packageName=" + contract.packageName());
      }
      workshop.run("go", "vet", ".");
      workshop.run("go", "build", "-o", "scenario", ".");
    }

    @Override
    List<String> program() {
      return List.of("./scenario");
    }
  },
  CSHARP {
    @Override
    void build(Workshop workshop) throws IOException {
      for (Contract contract : Contract.values()) {
        workshop.generate(
            contract,
            "csharp",
            contract.packageName(),
            "library=httpclient,targetFramework=netstandard2.0,supportsRetry=false,packageName="
                + contract.capitalized());
      }
      workshop.run("dotnet", "build", "--nologo", "--output", "program");
    }

    @Override
    List<String> program() {
      return List.of("dotnet", "program/Scenario.dll");
    }
  };

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

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

    String packageName() {
      return name().toLowerCase(Locale.ROOT);
    }

    String capitalized() {
      return name().charAt(0) + packageName().substring(1);
    }
  }

  /** The name of its folder, and of the language in {@code -Dlanguages=...}. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Generates and compiles. */
  abstract void build(Workshop workshop) throws IOException;

  /** The command that runs what was compiled. */
  abstract List<String> program();

  private static void npm(Workshop workshop) throws IOException {
    workshop.run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
    workshop.run("npm", "run", "generate");
    workshop.run("npm", "run", "build");
  }

  /** Runs the scenario with these variables of the environment, and returns what it found. */
  Map<String, String> run(Map<String, String> environment) throws IOException {
    Path target = Path.of("target", "languages", folder());
    Workshop workshop = new Workshop(target, environment);
    workshop.copy(Path.of("languages", folder()));
    build(workshop);
    Map<String, String> facts = new LinkedHashMap<>();
    for (String line : workshop.run(program().toArray(String[]::new))) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        facts.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return facts;
  }

  /** The folder in which a project is made, and the commands that make it. */
  private static final class Workshop {
    private static final Path GENERATOR =
        Path.of("target", "languages", "openapi-generator-cli.jar").toAbsolutePath();
    private static final int MINUTES = 10;

    private final Path folder;
    private final Map<String, String> environment;

    Workshop(Path folder, Map<String, String> environment) {
      this.folder = folder;
      this.environment = environment;
    }

    /** Copies the project over what an earlier run left, so that what was fetched remains. */
    void copy(Path project) throws IOException {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(project)) {
        for (Path file : files.toList()) {
          Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
        }
      }
    }

    /** Runs openapi-generator with defaults but for these properties. */
    void generate(Contract contract, String generator, String output, String properties)
        throws IOException {
      run(
          JAVA,
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
          "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false,apis,models,supportingFiles");
    }

    /** Runs a command to its end, and returns the lines that it printed. */
    List<String> run(String... command) throws IOException {
      Path output = Files.createTempFile(folder, "output-", ".txt");
      Path errors = Files.createTempFile(folder, "errors-", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(Arrays.asList(command)))
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
