import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Checks ({@code check}) or rewrites ({@code apply}) the layout of every Java source below a
 * folder. A check skips the files that an earlier one has found in order.
 */
class Format {
  private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules");

  /** Hashes of sources in order; {@code mvn clean} and a new version of the formatter end it. */
  private static final Path IN_ORDER = Path.of("target", "formatter", "in-order.txt");

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    List<String> command =
        new ArrayList<>(
            apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    Map<String, String> sources = new TreeMap<>();
    collect(Path.of(args[1]), sources);
    if (sources.isEmpty()) {
      throw new IllegalStateException("no Java source found below " + args[1]);
    }
    Set<String> inOrder = apply ? Set.of() : inOrder();
    int options = command.size();
    sources.forEach((file, hash) -> {
      if (!inOrder.contains(hash)) {
        command.add(file);
      }
    });
    if (command.size() == options) {
      return;
    }
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    int result = formatter.run(System.out, System.err, command.toArray(String[]::new));
    if (result != 0 && !apply) {
      System.err.println(
          "The files above are not formatted. To format them: mvn -N process-sources"
              + " -Dformat.mode=apply");
    }
    if (result == 0 && !apply) {
      Files.write(
          IN_ORDER, Stream.concat(Stream.of(formatters()), sources.values().stream()).toList());
    }
    System.exit(result);
  }

  private static Set<String> inOrder() throws IOException {
    List<String> lines = Files.exists(IN_ORDER) ? Files.readAllLines(IN_ORDER) : List.of();
    return !lines.isEmpty() && lines.getFirst().equals(formatters()) ? Set.copyOf(lines) : Set.of();
  }

  /** The libraries that judge. */
  private static String formatters() throws IOException {
    try (Stream<Path> jars = Files.list(IN_ORDER.getParent())) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .toList()
          .toString();
    }
  }

  private static String hash(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static void collect(Path folder, Map<String, String> files) throws Exception {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry) && !SKIPPED.contains(entry.getFileName().toString())) {
          collect(entry, files);
        } else if (entry.toString().endsWith(".java")) {
          files.put(entry.toString(), hash(entry));
        }
      }
    }
  }
}
