package dev.roster.contract.drift;

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
 * and the test classes comes in, an {@link Answer} goes out. Libraries stay loaded, which saves
 * most of the time.
 */
final class Worker {
  /** What no change of a behaviour leads to, but one that was not meant like this. */
  private static final Pattern ACCIDENT =
      Pattern.compile("[\\w.]*(PSQLException|LinkageError|NoSuchMethodError|VerifyError).*");

  private static final int LOUDEST = 10_000_000;

  private static final ByteArrayOutputStream HEARD = new ByteArrayOutputStream();

  private Worker() {}

  public static void main(String[] none) throws IOException {
    PrintStream answers = System.out;
    PrintStream log = new PrintStream(HEARD, true, StandardCharsets.UTF_8);
    System.setOut(log);
    System.setErr(log);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      answers.println(answer(line).line());
    }
    System.exit(0);
  }

  private static Answer answer(String question) throws IOException {
    List<String> words = Arrays.asList(question.split(" "));
    HEARD.reset();
    deleteWrittenFiles();
    Thread.currentThread().setContextClassLoader(Worker.class.getClassLoader());
    try (ChangedClasses program = ChangedClasses.before(Path.of(words.getFirst()))) {
      Thread.currentThread().setContextClassLoader(program);
      Answer answer = TestsUntilRed.of(program, words.subList(1, words.size()));
      return answer.kind() == Answer.Kind.RED ? withoutAccident(answer) : answer;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      return new Answer(Answer.Kind.BROKEN, "", failure.toString());
    }
  }

  private static Answer withoutAccident(Answer red) {
    if (HEARD.size() > LOUDEST) {
      return red;
    }
    Matcher accident = ACCIDENT.matcher(HEARD.toString(StandardCharsets.UTF_8));
    return accident.find()
        ? new Answer(Answer.Kind.BROKEN, red.test(), accident.group() + "; " + red.reason())
        : red;
  }

  /** What the tests of the program before wrote, pacts above all. */
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
