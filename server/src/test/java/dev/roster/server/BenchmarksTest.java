package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark of JMH for a moment, which shows that it works and measures nothing. */
class BenchmarksTest {
  private static final Path SOURCES = Path.of("src/test/java");

  @Test
  void everyBenchmarkRuns() throws RunnerException, IOException {
    var moment =
        new OptionsBuilder()
            .include("^dev\\.roster\\.")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    Set<String> run =
        new Runner(moment)
            .run().stream().map(BenchmarksTest::className).collect(Collectors.toSet());

    assertThat(run).hasSizeGreaterThanOrEqualTo(5).isEqualTo(written());
  }

  private static String className(RunResult result) {
    String method = result.getParams().getBenchmark();
    return method.substring(0, method.lastIndexOf('.'));
  }

  private static Set<String> written() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith("Benchmark.java"))
          .map(file -> SOURCES.relativize(file).toString())
          .map(file -> file.replace(".java", "").replace('/', '.'))
          .collect(Collectors.toSet());
    }
  }
}
