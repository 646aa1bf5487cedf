package dev.roster.alignment.fuzz;

import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.alignment.fuzz.Wire.Reply;
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
  public List<Step> cases(FuzzOperation operation, Map<String, Object> state) {
    return Route.over(operation, state, config.seed());
  }

  /** Sends all cases of an operation. */
  public Outcome fuzz(FuzzOperation operation, FuzzTarget target) {
    List<Step> cases = cases(operation, target.state(operation));
    Judge judge = new Judge(operation, config);
    Wire wire = new Wire(target.uri());
    Map<Integer, Integer> statuses = new TreeMap<>();
    List<Difference> differences = new ArrayList<>();
    for (Step each : cases) {
      try {
        Reply reply = wire.send(each);
        statuses.merge(reply.status(), 1, Integer::sum);
        judge
            .objections(each, reply)
            .forEach(why ->
                differences.add(
                    difference(
                        operation,
                        each,
                        why,
                        reply.status() + " " + reply.text(),
                        operation.line(reply.status()))));
      } catch (IOException silent) {
        differences.add(
            difference(
                operation,
                each,
                "no response: " + silent.getMessage(),
                "",
                operation.documented().line()));
      }
    }
    return new Outcome(cases.size(), statuses, differences);
  }

  private static Difference difference(
      FuzzOperation operation, Step sent, String why, String response, int line) {
    return new Difference(
        sent.about() + ": " + why,
        new Side(
            "server", "%s %.200s: %.300s".formatted(sent.method(), sent.target(), response), 0),
        new Side(
            "document", operation.id() + " documents the statuses " + operation.statuses(), line));
  }
}
