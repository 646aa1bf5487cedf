package dev.roster.alignment.fuzz;

import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.alignment.fuzz.RawHttpClient.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends an operation all that its document allows and forbids, and holds each response against the
 * document; knows no operation by name.
 */
public final class DocumentFuzzer {
  /**
   * The outcome for one operation.
   *
   * @param statuses how many responses had each status
   */
  public record Outcome(int cases, Map<Integer, Integer> statuses, List<Difference> differences) {}

  private final FuzzConfig config;

  public DocumentFuzzer(FuzzConfig config) {
    this.config = config;
  }

  /** The cases for an operation in a state; the same for the same seed. */
  public List<FuzzCase> cases(FuzzOperation operation, Map<String, Object> state) {
    return FuzzCases.over(operation, state, config.seed());
  }

  /** Sends all cases of an operation. */
  public Outcome fuzz(FuzzOperation operation, FuzzTarget target) {
    List<FuzzCase> cases = cases(operation, target.state(operation));
    ResponseOracle oracle = new ResponseOracle(operation, config);
    RawHttpClient http = new RawHttpClient(target.uri());
    Map<Integer, Integer> statuses = new TreeMap<>();
    List<Difference> differences = new ArrayList<>();
    for (FuzzCase each : cases) {
      try {
        Response response = http.send(each);
        statuses.merge(response.status(), 1, Integer::sum);
        oracle
            .objections(each, response)
            .forEach(why ->
                differences.add(
                    difference(
                        operation,
                        each,
                        why,
                        response.status() + " " + response.text(),
                        operation.line(response.status()))));
      } catch (IOException silent) {
        differences.add(
            difference(
                operation,
                each,
                "no response: " + silent.getMessage(),
                "",
                operation.documented().place().line()));
      }
    }
    return new Outcome(cases.size(), statuses, differences);
  }

  private static Difference difference(
      FuzzOperation operation, FuzzCase sent, String why, String response, int line) {
    return new Difference(
        sent.about() + ": " + why,
        new Side(
            "server", "%s %.200s: %.300s".formatted(sent.method(), sent.target(), response), 0),
        new Side(
            "document", operation.id() + " documents the statuses " + operation.statuses(), line));
  }
}
