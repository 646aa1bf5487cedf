package dev.roster.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.roster.server.security.Contract.Call;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Every operation of both documents, called by everybody, for every object and every way to name
 * one. What must come out is derived from {@link AccessRule}, {@link ObjectKind} and the CSV files
 * of the directory; docs/security.md tells how to read a failure.
 */
@Tag("promise:visibility")
@Tag("promise:others-are-unknown")
@Tag("promise:companies-list")
class ObjectAccessMatrixTest {
  private static final int SMALLEST = 6_000;
  private static final int MOST_SHOWN = 12;

  private static final MatrixDirectory WORLD = new MatrixDirectory();
  private static final List<Principal> PRINCIPALS = Principal.all(WORLD);

  private static TestServer server;
  private static List<String> tables;
  private static Level accessLog;

  /** On a clock that stands still, since answers of the Compleat door tell the time. */
  @BeforeAll
  static void start() {
    Logger access = (Logger) LoggerFactory.getLogger("dev.roster.access");
    accessLog = access.getLevel();
    access.setLevel(Level.WARN);
    server =
        TestServer.withData(
            MatrixDirectory.FOLDER, new MovableClock(Instant.parse("2031-03-01T12:00:00Z")));
    MatrixDirectory.settle(server);
    tables = DatabaseSnapshot.tables(server);
  }

  @AfterAll
  static void stop() {
    server.close();
    ((Logger) LoggerFactory.getLogger("dev.roster.access")).setLevel(accessLog);
  }

  static Stream<Call> calls() {
    return Contract.calls().stream();
  }

  private static AccessRule rule(Call call) {
    return AccessRule.all().stream()
        .filter(rule -> rule.operation().equals(call.id()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row for " + call.id() + " in AccessRule.all()"));
  }

  private static List<MatrixRequest> cells(Call call) {
    return PRINCIPALS.stream()
        .flatMap(principal -> MatrixRequest.of(call, rule(call), principal, WORLD).stream())
        .toList();
  }

  @Test
  void everyOperationOfTheDocumentsHasARowAndEveryRowAnOperation() {
    assertThat(AccessRule.all())
        .extracting(AccessRule::operation)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(calls().map(Call::id).toList());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyParameterAndMemberIsKnownToNameAnObjectOrNone(Call call) {
    assertThat(rule(call).inputs()).isEqualTo(call.inputs().keySet());
  }

  @Test
  void theMatrixDoesNotShrink() {
    Map<String, Integer> sizes = new TreeMap<>();
    Map<ExpectedOutcome, Long> verdicts = new EnumMap<>(ExpectedOutcome.class);
    calls()
        .forEach(call -> {
          List<MatrixRequest> cells = cells(call);
          sizes.put(call.id(), cells.size());
          cells.forEach(cell -> verdicts.merge(cell.verdict(), 1L, Long::sum));
        });
    int size = sizes.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "object access matrix: %d cells, %d operations, %d principals; %s; %s%n",
        size, sizes.size(), PRINCIPALS.size(), verdicts, sizes);

    assertThat(size).isGreaterThanOrEqualTo(SMALLEST);
    assertThat(PRINCIPALS).extracting(Principal::name).doesNotHaveDuplicates();
    assertThat(verdicts).containsOnlyKeys(ExpectedOutcome.values());
  }

  /**
   * Status, words of the world and effect of each cell; then that refusals of one kind are one and
   * the same answer, whoever asks and whatever the request named.
   */
  @ParameterizedTest
  @MethodSource("calls")
  void everybodyReachesWhatIsTheirsAndNothingElse(Call call) {
    List<String> wrong = new ArrayList<>();
    Map<String, Map<String, List<MatrixRequest>>> answers = new LinkedHashMap<>();
    Map<Principal, List<MatrixRequest>> byPrincipal =
        cells(call).stream()
            .collect(
                Collectors.groupingBy(
                    MatrixRequest::principal, LinkedHashMap::new, Collectors.toList()));
    int number = 0;
    for (List<MatrixRequest> cells : byPrincipal.values()) {
      String before = DatabaseSnapshot.of(server, tables);
      for (MatrixRequest cell : cells) {
        RawResponse response = cell.send(server, number++);
        check(cell, response, wrong);
        answers
            .computeIfAbsent(sameness(cell, response), _ -> new LinkedHashMap<>())
            .computeIfAbsent(ResponseComparison.withoutNoise(response), _ -> new ArrayList<>())
            .add(cell);
        if (call.writes() && cell.verdict() == ExpectedOutcome.GRANTED) {
          wrong.addAll(WriteEffects.of(cell, response, server));
          before = DatabaseSnapshot.of(server, tables);
        } else if (call.writes()) {
          before = requireUnchanged(cell.toString(), before, wrong);
        }
      }
      requireUnchanged(call.id() + " as " + cells.getFirst().principal(), before, wrong);
    }
    answers.forEach((kind, distinct) -> tell(kind, distinct, wrong));

    assertThat(wrong.stream().limit(MOST_SHOWN))
        .as("%d of %d cells are wrong", wrong.size(), number)
        .isEmpty();
  }

  private static void check(MatrixRequest cell, RawResponse response, List<String> wrong) {
    int expected = cell.verdict().status(cell.call());
    if (response.status() != expected) {
      wrong.add(
          "%s: %d instead of %d: %s".formatted(cell, response.status(), expected, response.text()));
    }
    var shown = WORLD.wordsIn(response.text());
    boolean right =
        cell.rule().showsSome()
            ? cell.words(WORLD).containsAll(shown)
            : shown.equals(cell.words(WORLD));
    if (!right) {
      wrong.add("%s: shows %s instead of %s".formatted(cell, shown, cell.words(WORLD)));
    }
  }

  /** Cells with the same text here must have the same answer; granted ones are all different. */
  private static String sameness(MatrixRequest cell, RawResponse response) {
    return switch (cell.verdict()) {
      case GRANTED -> cell + response.toString();
      case HIDDEN -> cell.verdict().name();
      case ENDED -> "ENDED " + cell.objects();
      // the console says which of scope and role is missing
      case FORBIDDEN -> "FORBIDDEN " + (cell.call().isConsole() ? cell.principal().mayWrite() : "");
      case INVALID -> "INVALID " + cell.objects();
      case UNAUTHENTICATED ->
          cell.call().isCompleat()
              ? "UNAUTHENTICATED"
              : "UNAUTHENTICATED " + cell.principal().refusal();
    };
  }

  private static void tell(
      String kind, Map<String, List<MatrixRequest>> distinct, List<String> wrong) {
    if (distinct.size() > 1) {
      Function<Map.Entry<String, List<MatrixRequest>>, String> example =
          each -> each.getValue().getFirst() + " got\n" + each.getKey();
      wrong.add(
          kind
              + " can be told apart: "
              + distinct.entrySet().stream().map(example).collect(Collectors.joining("\n")));
    }
  }

  /** The content of the database, to be compared with next. */
  private static String requireUnchanged(String what, String before, List<String> wrong) {
    String now = DatabaseSnapshot.of(server, tables);
    if (!now.equals(before)) {
      wrong.add(what + ": the database has changed");
    }
    return now;
  }
}
