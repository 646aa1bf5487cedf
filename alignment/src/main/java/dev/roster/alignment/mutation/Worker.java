package dev.roster.alignment.mutation;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs tests of one changed program after the other: a line with the folder of the changed classes
 * and the test classes comes in, an {@link TestOutcome} goes out. Libraries stay loaded, which
 * saves most of the time.
 */
final class Worker {
  private static final String LINKING = "LinkageError|NoSuchMethodError|VerifyError";

  private static final int LOUDEST = 10_000_000;

  private static final ByteArrayOutputStream HEARD = new ByteArrayOutputStream();

  private final String program;

  /** Output that no change of a behaviour leads to, but one that was not meant like this. */
  private final Pattern accident;

  private Worker(String program, String accidents) {
    this.program = program;
    this.accident = Pattern.compile("[\\w.]*(" + LINKING + "|" + accidents + ").*");
  }

  /**
   * Runs the tests of one line after the other until there are no more.
   *
   * @param args the beginning of the names of the classes of the program, and a regular expression
   *     for accidents
   */
  public static void main(String[] args) throws IOException {
    Worker worker = new Worker(args[0], args[1]);
    PrintStream outcomes = System.out;
    PrintStream log = new PrintStream(HEARD, true, StandardCharsets.UTF_8);
    System.setOut(log);
    System.setErr(log);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      outcomes.println(worker.outcome(line).line());
    }
    System.exit(0);
  }

  private TestOutcome outcome(String question) throws IOException {
    List<String> words = Arrays.asList(question.split(" "));
    HEARD.reset();
    deleteWrittenFiles();
    Thread.currentThread().setContextClassLoader(Worker.class.getClassLoader());
    try (MutantClassLoader changed = MutantClassLoader.of(program, Path.of(words.get(0)))) {
      Thread.currentThread().setContextClassLoader(changed);
      TestOutcome outcome = TestsUntilRed.of(changed, words.subList(1, words.size()));
      return outcome.kind() == TestOutcome.Kind.RED ? withoutAccident(outcome) : outcome;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      return new TestOutcome(TestOutcome.Kind.BROKEN, "", failure.toString());
    }
  }

  private TestOutcome withoutAccident(TestOutcome red) {
    if (HEARD.size() > LOUDEST) {
      return red;
    }
    Matcher seen = accident.matcher(HEARD.toString(StandardCharsets.UTF_8));
    return seen.find()
        ? new TestOutcome(TestOutcome.Kind.BROKEN, red.test(), seen.group() + "; " + red.reason())
        : red;
  }

  /** Deletes the files that the tests of the last program wrote, pacts above all. */
  private static void deleteWrittenFiles() throws IOException {
    Path target = Path.of("target");
    try (Stream<Path> files = Files.walk(target)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(target)) {
          Files.delete(each);
        }
      }
    }
  }
}
