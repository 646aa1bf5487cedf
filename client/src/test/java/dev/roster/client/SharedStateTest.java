package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients are shared by threads, and so nearly nothing in them changes (docs/adr/0079). */
class SharedStateTest {
  private static final Pattern SHARED =
      Pattern.compile(
          "\\b(?:volatile|synchronized)\\b"
              + "|\\bimport java\\.util\\.concurrent\\.(?!TimeUnit|\\w*Exception)[\\w.]+"
              + "|\\bstatic (?!final\\b)[\\w<>, ]+ \\w+(?: =|;)");

  /**
   * One call on a concurrent set decides which thread reports; random numbers are no state; a queue
   * takes the responses of one call; closing writes one reference; and futures belong to one
   * request.
   */
  private static final Map<String, List<String>> HARMLESS =
      Map.of(
          "ApiResponse.java", List.of("import java.util.concurrent.ConcurrentLinkedQueue"),
          "JdkTransport.java",
              List.of(
                  "import java.util.concurrent.CompletableFuture",
                  "import java.util.concurrent.CompletionStage",
                  "import java.util.concurrent.Flow",
                  "volatile"),
          "DeprecationNotifier.java", List.of("import java.util.concurrent.ConcurrentHashMap"),
          "RetryPolicy.java", List.of("import java.util.concurrent.ThreadLocalRandom"));

  @Test
  void noClassHasStateThatThreadsShareButForOneSet() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("src", "main", "java"))) {
      List<Path> sources = all.filter(file -> file.toString().endsWith(".java")).toList();

      assertThat(sources)
          .hasSizeGreaterThan(15)
          .allSatisfy(source -> {
            String name = source.getFileName().toString();
            assertThat(sharedIn(source)).as(name).isEqualTo(HARMLESS.getOrDefault(name, List.of()));
          });
    }
  }

  private static List<String> sharedIn(Path source) {
    try {
      String code = Files.readString(source).replaceAll("(?s)/\\*.*?\\*/", "");
      return SHARED.matcher(code).results().map(match -> match.group()).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
