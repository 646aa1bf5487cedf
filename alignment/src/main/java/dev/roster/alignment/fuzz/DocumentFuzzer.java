package dev.roster.alignment.fuzz;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.alignment.fuzz.RawHttpClient.Response;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Check 4: sends an operation all that its document allows and forbids, and compares each response
 * with the document; knows no operation by name. Safe for use by many threads.
 */
public final class DocumentFuzzer {
  /**
   * The outcome for one operation.
   *
   * @param statuses how many responses had each status
   */
  public record Outcome(int cases, Map<Integer, Integer> statuses, List<Difference> differences) {}

  /** Responses of a server to all cases of a document, kept to be compared with changed ones. */
  public interface Recording {
    int size();

    /** The first objection of check 4 to the responses under the changed document. */
    Optional<String> objection(OpenApiDocument changed);
  }

  private final AlignmentConfig config;
  private final int every;

  /** Validators take longer to make than the responses of an operation to validate. */
  private final Map<OpenApiDocument, OpenApiInteractionValidator> validators =
      new ConcurrentHashMap<>();

  public DocumentFuzzer(AlignmentConfig config) {
    this(config, 1);
  }

  /**
   * A fuzzer that takes less time.
   *
   * @param every sends the first case of an operation, and one of so many of all others
   */
  public DocumentFuzzer(AlignmentConfig config, int every) {
    this.config = config;
    this.every = every;
  }

  /** Fuzzes all operations of a document of the project; the results are yet to be written. */
  public static CheckResults check(AlignmentConfig config, FuzzTarget target, String document) {
    DocumentFuzzer fuzzer = new DocumentFuzzer(config);
    CheckResults results =
        new CheckResults(
            config, Check.SERVER_DOCUMENT, document, "fuzzing, seed " + config.fuzzSeed());
    for (Operation operation : config.document(document).operations()) {
      Outcome outcome = fuzzer.fuzz(operation, target);
      results.add(document, operation.id(), outcome.cases(), outcome.differences());
      results.add(document, operation.id(), 0, withoutSuccess(operation, outcome));
    }
    return results;
  }

  /** An operation that only ever refuses shows next to nothing of itself. */
  private static List<Difference> withoutSuccess(Operation operation, Outcome outcome) {
    if (outcome.statuses().keySet().stream().anyMatch(status -> status / 100 == 2)) {
      return List.of();
    }
    String rule = "credentials, the values of the state and the examples should lead to a success";
    return List.of(
        new Difference(
            "no request succeeded",
            new Side("server", "the statuses " + outcome.statuses().keySet(), 0),
            new Side("document", rule, operation.place().line())));
  }

  /** Method and target of each request for an operation in a state; the same for the same seed. */
  public List<String> requests(Operation operation, Map<String, Object> state) {
    return FuzzCases.over(operation, state, config.fuzzSeed()).stream()
        .map(each -> each.method() + " " + each.target())
        .toList();
  }

  /** Sends all cases of an operation. */
  public Outcome fuzz(Operation operation, FuzzTarget target) {
    List<FuzzCase> cases =
        sample(FuzzCases.over(operation, target.state(operation), config.fuzzSeed()));
    ResponseOracle oracle = new ResponseOracle(operation, config, validator(operation.document()));
    RawHttpClient http = new RawHttpClient(target.uri());
    Map<Integer, Integer> statuses = new TreeMap<>();
    List<Difference> differences = new ArrayList<>();
    for (FuzzCase each : cases) {
      try {
        Response response = http.send(each);
        statuses.merge(response.status(), 1, Integer::sum);
        String seen = response.status() + " " + response.text();
        int line = line(operation, response.status());
        for (String why : oracle.objections(each, response)) {
          differences.add(difference(operation, each, why, seen, line));
        }
      } catch (IOException silent) {
        String why = "no response: " + silent.getMessage();
        differences.add(difference(operation, each, why, "", operation.place().line()));
      }
    }
    return new Outcome(cases.size(), statuses, differences);
  }

  private List<FuzzCase> sample(List<FuzzCase> cases) {
    return IntStream.range(0, cases.size())
        .filter(i -> i % every == 0)
        .mapToObj(cases::get)
        .toList();
  }

  private OpenApiInteractionValidator validator(OpenApiDocument document) {
    return validators.computeIfAbsent(document, each -> ResponseOracle.validator(each, config));
  }

  /** Sends all cases of all operations of a document, and keeps a response of each shape. */
  public Recording record(OpenApiDocument document, FuzzTarget target) throws IOException {
    return RecordedResponses.of(config, target, document);
  }

  /** The line that documents a status, or else the operation. */
  private static int line(Operation operation, int status) {
    return operation
        .response(status)
        .map(response -> response.place().line())
        .orElse(operation.place().line());
  }

  private static Difference difference(
      Operation operation, FuzzCase sent, String why, String response, int line) {
    return new Difference(
        sent.about() + ": " + why,
        new Side(
            "server", "%s %.200s: %.300s".formatted(sent.method(), sent.target(), response), 0),
        new Side(
            "document", operation.id() + " documents the statuses " + operation.statuses(), line));
  }
}
