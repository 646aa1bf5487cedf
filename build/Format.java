import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Checks ({@code check}) or rewrites ({@code apply}) the layout of every Java source below a
 * folder.
 */
class Format {
  private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules");

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    List<String> command =
        new ArrayList<>(
            apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    int options = command.size();
    collect(Path.of(args[1]), command);
    if (command.size() == options) {
      throw new IllegalStateException("no Java source found below " + args[1]);
    }
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    int result = formatter.run(System.out, System.err, command.toArray(String[]::new));
    if (result != 0 && !apply) {
      System.err.println(
          "The files above are not formatted. To format them: mvn -N process-sources"
              + " -Dformat.mode=apply");
    }
    System.exit(result);
  }

  private static void collect(Path folder, List<String> files) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry) && !SKIPPED.contains(entry.getFileName().toString())) {
          collect(entry, files);
        } else if (entry.toString().endsWith(".java")) {
          files.add(entry.toString());
        }
      }
    }
  }
}
