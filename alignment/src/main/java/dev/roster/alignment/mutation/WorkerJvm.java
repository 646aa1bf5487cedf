package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A JVM that runs tests of changed programs, in a folder that looks to them like the repository.
 * One that hangs or dies is replaced. Not safe for use by many threads.
 */
final class WorkerJvm implements AutoCloseable {
  /** The classes of the build. */
  static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  /** Of a check that is not known yet, on a machine that is busy as well. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** Stands for the classes of a JVM that is no more. */
  private static final String GONE = "";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MutationConfig config;
  private final Path folder;
  private final Path module;
  private Process jvm;
  private BufferedReader outcomes;

  private WorkerJvm(MutationConfig config, Path folder) throws IOException {
    this.config = config;
    this.folder = folder;
    this.module = folder.resolve(Path.of("").toAbsolutePath().getFileName().toString());
    Files.createDirectories(module.resolve("target"));
    for (Path each : config.links()) {
      link(each, each);
    }
    this.jvm = fork();
    this.outcomes = jvm.inputReader(StandardCharsets.UTF_8);
  }

  static WorkerJvm start(MutationConfig config) throws IOException {
    return new WorkerJvm(config, Files.createTempDirectory("mutant"));
  }

  private void link(Path place, Path target) throws IOException {
    Path link = module.resolve(place).normalize();
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target.toRealPath());
  }

  private Process fork() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(config.jvmOptions());
    command.addAll(List.of("-cp", absolute(CLASS_PATH), Worker.class.getName()));
    command.addAll(List.of(config.programPackages(), config.accidents().pattern()));
    return new ProcessBuilder(command)
        .directory(module.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The worker has another working folder. */
  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        Stream.of(classPath.split(File.pathSeparator))
            .map(each -> Path.of(each).toAbsolutePath().normalize().toString())
            .toList());
  }

  /**
   * Runs the checks on a program. One that hangs is red; the JVM is replaced for those after it.
   *
   * @param documents the folder of the documents
   * @param pacts the folder of the committed pacts
   * @param limits the longest time of each check
   */
  List<Question.Answer> ask(
      Question question, Path documents, Path pacts, Map<String, Duration> limits)
      throws IOException, InterruptedException {
    link(config.alignment().documents(), documents);
    link(config.alignment().pacts(), pacts);
    Map<String, List<SelectedTests>> left = new LinkedHashMap<>(question.checks());
    List<Question.Answer> answers = new ArrayList<>();
    while (!left.isEmpty()) {
      String line = JSON.writeValueAsString(question.about(left));
      jvm.outputWriter(StandardCharsets.UTF_8).append(line + "\n").flush();
      boolean stands = true;
      while (stands && !left.isEmpty()) {
        String check = left.keySet().iterator().next();
        Question.Answer answer = next(check, limits.getOrDefault(check, LONGEST));
        stands = !answer.loaded().equals(List.of(GONE));
        answers.add(answer);
        left.remove(check);
      }
      if (!stands) {
        replace();
      }
    }
    return answers;
  }

  private Question.Answer next(String check, Duration limit)
      throws IOException, InterruptedException {
    try {
      String line =
          CompletableFuture.supplyAsync(this::read, WorkerJvm::inThreadOfItsOwn)
              .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return line == null
          ? gone(check, TestOutcome.Kind.ODD, "the JVM ended")
          : JSON.readValue(line, Question.Answer.class);
    } catch (TimeoutException hangs) {
      return gone(check, TestOutcome.Kind.RED, "hangs");
    } catch (ExecutionException unreadable) {
      throw new IOException(unreadable.getCause());
    }
  }

  /**
   * Starts a thread for each read: the common pool of a machine with two processors has one thread,
   * in which the answers of the other workers would wait for that of a slow one.
   */
  private static void inThreadOfItsOwn(Runnable read) {
    Thread thread = new Thread(read, "the answer of a worker");
    thread.setDaemon(true);
    thread.start();
  }

  private static Question.Answer gone(String check, TestOutcome.Kind kind, String why) {
    return new Question.Answer(
        check, TestOutcome.of(kind, check, why), 0, List.of(GONE), List.of());
  }

  private String read() {
    try {
      return outcomes.readLine();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void replace() throws IOException, InterruptedException {
    end();
    jvm = fork();
    outcomes = jvm.inputReader(StandardCharsets.UTF_8);
  }

  private void end() throws InterruptedException {
    // PostgreSQL is a child of the JVM
    jvm.descendants().forEach(ProcessHandle::destroy);
    jvm.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    end();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
