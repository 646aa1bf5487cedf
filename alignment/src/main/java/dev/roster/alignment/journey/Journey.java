package dev.roster.alignment.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A workflow of Arazzo: a state of the server, and calls that follow each other.
 *
 * @param id the {@code workflowId}
 * @param promise the {@code summary}: what must be true
 * @param state the name of the state that it begins in
 * @param parameters what the state is told
 * @param promises the ids of the promises that it proves
 * @param raw has requests that no client would make
 */
public record Journey(
    String id,
    String promise,
    String state,
    Map<String, String> parameters,
    Set<String> promises,
    boolean raw,
    List<Step> steps) {
  public Journey {
    parameters = Map.copyOf(parameters);
    promises = Set.copyOf(promises);
    steps = List.copyOf(steps);
  }

  /**
   * A call, and what its response must be.
   *
   * @param id the {@code stepId}
   * @param arguments by {@code in} and {@code name}; the values may be expressions
   * @param link the expression whose value is a URL that takes the place of path and query; empty
   *     if the operation says these
   * @param body the JSON that is sent, in which texts may be expressions
   * @param conditions all of which must hold
   * @param outputs the expressions whose values later steps may use, by name
   */
  record Step(
      String id,
      Operation operation,
      List<Argument> arguments,
      Optional<String> link,
      Optional<JsonNode> body,
      List<Condition> conditions,
      Map<String, String> outputs) {
    Step {
      arguments = List.copyOf(arguments);
      conditions = List.copyOf(conditions);
      outputs = Map.copyOf(outputs);
    }

    /** The first digit of the status that it expects; a blank if it says none. */
    char status() {
      return conditions.stream()
          .filter(each -> each.left().equals("$statusCode") && each.operator().equals("=="))
          .map(each -> each.right().charAt(0))
          .findFirst()
          .orElse(' ');
    }
  }

  /** A parameter of a step. */
  record Argument(String in, String name, JsonNode value) {
    boolean hasNameOf(Argument other) {
      return in.equals(other.in) && name.equals(other.name);
    }
  }

  /**
   * A step that was made.
   *
   * @param checks the number of conditions that were looked at
   * @param differences those that do not hold
   */
  public record StepOutcome(Operation operation, int checks, List<Difference> differences) {
    public StepOutcome {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Makes the journey, as far as the first step with a difference. Each response must also obey its
   * document. The input {@code unique} is a word that was never used before.
   *
   * @param undocumentedHeaders headers that every response may have
   */
  public List<StepOutcome> run(JourneyTarget target, Collection<String> undocumentedHeaders) {
    return new JourneyRunner(target, undocumentedHeaders).run(this);
  }

  /** The operations that it calls, in their order, those that control the server among them. */
  public List<Operation> operations() {
    return steps.stream().map(Step::operation).toList();
  }

  /** The name, so that tests that take a journey as parameter are named by it. */
  @Override
  public String toString() {
    return id;
  }
}
