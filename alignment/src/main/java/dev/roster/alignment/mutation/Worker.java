package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the checks of one changed program after the other: a line with a {@link Question} comes in,
 * a line with an {@link Question.Answer} for each check goes out. Libraries stay loaded, which
 * saves most of the time, and the checks of a program are one session of JUnit, so that they can
 * share a server.
 */
final class Worker {
  private static final Pattern LINKING =
      Pattern.compile("[\\w.]*(LinkageError|NoSuchMethodError|VerifyError).*");

  private static final int LOUDEST = 10_000_000;

  private static final ByteArrayOutputStream HEARD = new ByteArrayOutputStream();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String program;

  /** Output that no change of a behaviour leads to, but one that was not meant like this. */
  private final Pattern accident;

  private final PrintStream answers;

  private Worker(String program, Pattern accident, PrintStream answers) {
    this.program = program;
    this.accident = accident;
    this.answers = answers;
  }

  /**
   * Answers one question after the other until there are no more.
   *
   * @param args the beginning of the names of the classes of the program, and a regular expression
   *     for accidents
   */
  public static void main(String[] args) throws IOException {
    Pattern accident = Pattern.compile("[\\w.]*(" + args[1] + ").*");
    Worker worker = new Worker(args[0], accident, System.out);
    PrintStream log = new PrintStream(HEARD, true, StandardCharsets.UTF_8);
    System.setOut(log);
    System.setErr(log);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      worker.answer(JSON.readValue(line, Question.class));
    }
    System.exit(0);
  }

  private void answer(Question question) throws IOException {
    deleteWrittenFiles();
    System.setProperty(Question.QUICK, Boolean.toString(question.mode().isQuick()));
    boolean probing = question.mode() == Question.Mode.PROBING;
    Thread.currentThread().setContextClassLoader(Worker.class.getClassLoader());
    try (MutantClassLoader changed =
            MutantClassLoader.of(program, Path.of(question.classes()), probing);
        LauncherSession session = LauncherFactory.openSession()) {
      Thread.currentThread().setContextClassLoader(changed);
      for (Map.Entry<String, List<SelectedTests>> check : question.checks().entrySet()) {
        HEARD.reset();
        long begin = System.nanoTime();
        TestsUntilRed tests = new TestsUntilRed(session.getLauncher(), changed, question.mode());
        TestOutcome outcome = outcome(tests, check.getValue(), question.mode());
        Question.Answer answer =
            new Question.Answer(
                check.getKey(),
                outcome,
                (System.nanoTime() - begin) / 1_000_000,
                List.copyOf(changed.loaded()),
                tests.entered());
        answers.println(JSON.writeValueAsString(answer));
      }
    }
  }

  private TestOutcome outcome(
      TestsUntilRed tests, List<SelectedTests> selected, Question.Mode mode) {
    try {
      TestOutcome outcome = tests.run(selected);
      return outcome.kind() == TestOutcome.Kind.RED && mode != Question.Mode.WHOLE
          ? withoutAccident(outcome)
          : outcome;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      return TestOutcome.of(TestOutcome.Kind.BROKEN, "", failure.toString());
    }
  }

  private TestOutcome withoutAccident(TestOutcome red) {
    if (HEARD.size() > LOUDEST) {
      return red;
    }
    String heard = HEARD.toString(StandardCharsets.UTF_8);
    Matcher linking = LINKING.matcher(heard);
    if (linking.find()) {
      return because(TestOutcome.Kind.BROKEN, red, linking);
    }
    Matcher odd = accident.matcher(heard);
    return odd.find() ? because(TestOutcome.Kind.ODD, red, odd) : red;
  }

  private static TestOutcome because(TestOutcome.Kind kind, TestOutcome red, Matcher seen) {
    return TestOutcome.of(kind, red.test(), seen.group() + "; " + red.reason());
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
