package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Commands that the documentation tells people to paste. {@code roster} runs as it is written, on a
 * database that has the objects of the line. For Maven and scripts, the test looks up their
 * modules, profiles, tests and options. {@link QuickStartTest} runs the calls of the first page.
 */
class DocumentedCommandsTest {
  private static final Path ROOT = DocumentationPages.ROOT;
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");
  private static final Pattern MENTION =
      Pattern.compile("`(?:\\./)?roster ((?:[a-z][a-z-]* ?)+)[^`\n]*`");
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(.*)");
  private static final Pattern PROGRAM = Pattern.compile("(?:\\./)?roster");
  private static final Pattern END = Pattern.compile("\\||>>?|&&");

  private static final Pattern SCRIPT =
      Pattern.compile("(?:deploy|benchmarks|testkit|contract-tests)/[a-z/]+");

  /** These run until Ctrl-C, or judge the machine: only their options are read. */
  private static final Set<String> UNTIL_STOPPED = Set.of("serve", "sandbox", "doctor");

  /** Properties of Maven and its plugins. */
  private static final Set<String> OF_PLUGINS =
      Set.of(
          "failsafe.failIfNoSpecifiedTests",
          "generateBackupPoms",
          "maven.test.failure.ignore",
          "newVersion",
          "skipTests",
          "surefire.failIfNoSpecifiedTests");

  @TempDir Path folder;

  /** A call of the command with the variables before it. */
  private record Call(Map<String, String> variables, List<String> arguments) {}

  private static List<String> words(String line) {
    return WORD.matcher(line).results().map(MatchResult::group).toList();
  }

  private static String unquoted(String word) {
    return word.replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2");
  }

  private static boolean callsRoster(String line) {
    return words(line).stream()
        .dropWhile(word -> ASSIGNMENT.matcher(word).matches() || word.matches("sudo|time"))
        .findFirst()
        .filter(word -> PROGRAM.matcher(word).matches())
        .isPresent();
  }

  static List<String> rosterLines() {
    return DocumentationPages.all().stream()
        .flatMap(page -> DocumentationPages.shellLines(page).stream())
        .filter(DocumentedCommandsTest::callsRoster)
        .distinct()
        .toList();
  }

  private static Call call(String line) {
    Map<String, String> variables = new HashMap<>();
    List<String> arguments = new ArrayList<>();
    boolean named = false;
    for (String word : words(line)) {
      Matcher assignment = ASSIGNMENT.matcher(word);
      if (END.matcher(word).matches()) {
        break;
      } else if (named) {
        arguments.add(unquoted(word));
      } else if (PROGRAM.matcher(word).matches()) {
        named = true;
      } else if (assignment.matches()) {
        variables.put(assignment.group(1), unquoted(assignment.group(2)));
      }
    }
    return new Call(variables, arguments);
  }

  /** A directory with the objects that the lines name, under other identifiers. */
  private final class Directory {
    private final DatabaseUrl url = TestDatabase.fresh();
    private final Map<String, String> names =
        new HashMap<>(
            Map.of(
                "backup/", folder.resolve("backup").toString(),
                "target/benchmark-data", folder.resolve("backup").toString(),
                "/usr/local/share/man/man1", folder.toString(),
                "owner@demo.example", "ada@example.org",
                "green", "Grocers"));

    private void fill(List<String> arguments) {
      String onboarded =
          run("onboard", "--company", "Green Grocers", "--owner-email", "ada@example.org");
      String token = found("(rst_live_\\w+)", onboarded);
      names.put("rst_live_Qm3xT0aZ81Lk", token.substring(0, "rst_live_Qm3xT0aZ81Lk".length()));
      names.put("7", found("(?m)^(\\d+),", run("company", "list", "--output", "csv")));
      if (arguments.contains("rotate")) {
        run("tenant-key", "create", "--tenant", "Green Grocers");
        String keys = run("tenant-key", "list", "--output", "csv");
        names.put("3f0c8a52-6f0e-4a39-9f43-0c1f5f3f5a11", found("([0-9a-f-]{36})", keys));
      }
      if (arguments.contains("ID")) {
        names.put("ID", invitation(token));
      }
    }

    private String invitation(String token) {
      MailConfig mailbox = MailConfig.to(new MailConfig.Route.Mailbox());
      try (TestServer server = TestServer.on(url, mailbox)) {
        String body = "{\"email\":\"eve@example.org\",\"auth_group\":3}";
        String invited = server.post(token, "/api/accounts/invitations/", body).text();
        return found("([0-9a-f-]{36})", invited);
      }
    }

    private String run(String... arguments) {
      Outcome outcome = outcome(Map.of(), List.of(arguments));
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      return outcome.out();
    }

    private Outcome outcome(Map<String, String> variables, List<String> arguments) {
      Map<String, String> all = new HashMap<>(variables);
      all.put("ROSTER_DATABASE_URL", url.jdbcUrl());
      return CommandFixture.run(
          all,
          arguments.stream().map(word -> names.getOrDefault(word, word)).toArray(String[]::new));
    }
  }

  private static String found(String pattern, String text) {
    Matcher match = Pattern.compile(pattern).matcher(text);
    assertThat(match.find()).as(text).isTrue();
    return match.group(1);
  }

  /** The same for the database of this run. */
  private static List<String> withoutDatabase(List<String> arguments) {
    List<String> left = new ArrayList<>(arguments);
    for (String option : List.of("--database-url", "--data-dir")) {
      int at = left.indexOf(option);
      if (at >= 0) {
        left.subList(at, at + 2).clear();
      }
    }
    return left;
  }

  @ParameterizedTest
  @MethodSource("rosterLines")
  void aLineForRosterRuns(String line) {
    Call call = call(line);
    List<String> arguments = withoutDatabase(call.arguments());
    String command = arguments.getFirst();
    if (UNTIL_STOPPED.contains(command) || arguments.contains("--follow")) {
      Main.commandLine().parseArgs(call.arguments().toArray(String[]::new));
      return;
    }
    Directory directory = new Directory();
    switch (command) {
      case "onboard" -> {}
      case "import" -> {
        directory.fill(arguments);
        directory.run("export", "backup/");
        directory = new Directory();
      }
      default -> directory.fill(arguments);
    }
    Outcome outcome = directory.outcome(call.variables(), arguments);

    assertThat(outcome.exitCode()).as(line + "\n" + outcome.err()).isZero();
  }

  @Test
  void thereAreLinesForRoster() {
    assertThat(rosterLines())
        .hasSizeGreaterThan(45)
        .anyMatch(line -> line.contains("audit tail"))
        .anyMatch(line -> line.startsWith("sudo ./roster man"));
  }

  /** In the middle of a sentence, too, a command is one that exists. */
  @Test
  void aMentionedCommandExists() {
    List<String> unknown = new ArrayList<>();
    int mentions = 0;
    for (Path page : DocumentationPages.all()) {
      for (MatchResult mention :
          MENTION.matcher(DocumentationPages.text(page)).results().toList()) {
        mentions++;
        CommandLine command = Main.commandLine();
        for (String word : mention.group(1).strip().split(" ")) {
          if (command.getSubcommands().isEmpty()) {
            break;
          }
          command = command.getSubcommands().get(word);
          if (command == null) {
            unknown.add(ROOT.relativize(page) + ": " + mention.group());
            break;
          }
        }
      }
    }

    assertThat(unknown).isEmpty();
    assertThat(mentions).isGreaterThan(80);
  }

  /** The words of lines, and of code in sentences, that call Maven; decisions are not rewritten. */
  private static List<List<String>> mavenCalls() {
    Pattern inline = Pattern.compile("`(mvn [^`\n]+)`");
    return DocumentationPages.all().stream()
        .filter(page -> !page.startsWith(ROOT.resolve("docs/adr")))
        .flatMap(page ->
            Stream.concat(
                DocumentationPages.shellLines(page).stream().filter(line -> line.contains("mvn ")),
                inline.matcher(DocumentationPages.text(page)).results().map(code -> code.group(1))))
        .map(line ->
            words(line.substring(line.indexOf("mvn "))).stream()
                .map(DocumentedCommandsTest::unquoted)
                .toList())
        .toList();
  }

  @Test
  void mavenIsGivenModulesProfilesAndTestsThatExist() throws IOException {
    Sources sources = Sources.read();
    List<String> missing = new ArrayList<>();
    List<List<String>> calls = mavenCalls();
    for (List<String> call : calls) {
      for (int i = 1; i < call.size(); i++) {
        String word = call.get(i);
        if (word.equals("-pl")) {
          Stream.of(call.get(i + 1).split(","))
              .filter(module -> !Files.exists(ROOT.resolve(module).resolve("pom.xml")))
              .forEach(missing::add);
        } else if (word.startsWith("-P")) {
          if (!sources.poms().contains("<id>" + word.substring(2) + "</id>")) {
            missing.add(word);
          }
        } else if (word.startsWith("-Dtest=") || word.startsWith("-Dit.test=")) {
          Stream.of(word.substring(word.indexOf('=') + 1).split(","))
              .filter(test -> !test.equals("none*") && !sources.hasTest(test))
              .forEach(missing::add);
        } else if (word.startsWith("-D")) {
          String name = word.substring(2).replaceFirst("=.*", "");
          if (!OF_PLUGINS.contains(name) && !sources.all().contains(name)) {
            missing.add(word);
          }
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(calls).hasSizeGreaterThan(50);
  }

  /**
   * The names that the words of documented lines may be.
   *
   * @param poms the texts of all poms
   * @param all the same and those of all Java sources
   * @param tests the simple names of the test classes
   */
  private record Sources(String poms, String all, Set<String> tests) {
    static Sources read() throws IOException {
      StringBuilder poms = new StringBuilder();
      StringBuilder java = new StringBuilder();
      Set<String> tests = new TreeSet<>();
      try (Stream<Path> files = Files.walk(ROOT)) {
        for (Path file : (Iterable<Path>) files.filter(Sources::isSource)::iterator) {
          String name = file.getFileName().toString();
          (name.equals("pom.xml") ? poms : java).append(Files.readString(file));
          if (file.toString().contains("/src/test/")) {
            tests.add(name.replace(".java", ""));
          }
        }
      }
      return new Sources(poms.toString(), poms.append(java).toString(), tests);
    }

    private static boolean isSource(Path file) {
      String name = file.toString();
      return (name.endsWith("/pom.xml") || name.endsWith(".java")) && !name.contains("/target/");
    }

    boolean hasTest(String pattern) {
      String regex = pattern.replaceFirst(".*[./]", "").replace("*", ".*");
      return tests.stream().anyMatch(test -> test.matches(regex));
    }
  }

  /** The options of a script stand in the script, or in its folder if it starts a program there. */
  @Test
  void aScriptOfTheRepositoryKnowsItsOptions() throws IOException {
    List<String> missing = new ArrayList<>();
    int scripts = 0;
    for (Path page : DocumentationPages.all()) {
      for (String line : DocumentationPages.shellLines(page)) {
        List<String> words = words(line);
        if (SCRIPT.matcher(words.getFirst()).matches()) {
          scripts++;
          Path script = ROOT.resolve(words.getFirst());
          String known = Files.exists(script) ? textsIn(script.getParent()) : "";
          words.stream()
              .filter(word -> word.startsWith("--"))
              .filter(word -> !known.contains(word.replaceFirst("^--no-", "--")))
              .forEach(word -> missing.add(words.getFirst() + " " + word));
          if (!Files.isExecutable(script)) {
            missing.add(words.getFirst());
          }
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(scripts).isGreaterThan(12);
  }

  private static String textsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> file.toString().matches(".*/([^./]+|[^/]+\\.(java|py|sh))"))
          .map(DocumentationPages::text)
          .collect(Collectors.joining());
    }
  }
}
