package dev.roster.contract.walk;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.contract.walk.Contract.Operation;
import dev.roster.contract.walk.Wire.Reply;
import dev.roster.testkit.RosterInstance;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the real server answered on a walk over a document, one answer of each shape that each
 * operation gives, so that leg 4 can be asked about a changed document without another walk.
 */
public final class RecordedAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BAD_REQUEST = 400;

  private record Recorded(Operation operation, Step step, Reply reply) {}

  private final String name;
  private final List<Recorded> answers;

  private RecordedAnswers(String name, List<Recorded> answers) {
    this.name = name;
    this.answers = answers;
  }

  /** Walks over the document of this name. */
  public static RecordedAnswers of(RosterInstance roster, String document) throws IOException {
    Wire wire = new Wire(roster.baseUri());
    Map<String, Recorded> shapes = new LinkedHashMap<>();
    for (Operation operation : new Contract(document + ".yaml").operations()) {
      List<Step> steps =
          Route.over(operation, DocumentWalkTest.state(roster, operation), DocumentWalkTest.SEED);
      for (Step step : steps) {
        Reply reply = wire.send(step);
        String shape = String.join(" ", operation.id(), step.method(), shape(reply));
        shapes.putIfAbsent(shape, new Recorded(operation, step, reply));
      }
    }
    return new RecordedAnswers(document, List.copyOf(shapes.values()));
  }

  public int size() {
    return answers.size();
  }

  /** What leg 4 objects to first if the server gave its answers under the changed document. */
  public Optional<String> objection(String changedDocument) {
    Contract changed = new Contract(name, changedDocument);
    OpenApiInteractionValidator validator = Judge.validator(changed);
    Map<String, Judge> judges = new LinkedHashMap<>();
    for (Operation operation : changed.operations()) {
      judges.put(operation.method() + " " + operation.path(), new Judge(operation, validator));
    }
    return answers.stream()
        .flatMap(each -> objections(each, judges).map(why -> each.operation() + ": " + why))
        .findFirst();
  }

  private static Stream<String> objections(Recorded answer, Map<String, Judge> judges) {
    Judge judge = judges.get(answer.operation().method() + " " + answer.operation().path());
    return judge == null
        ? Stream.of("is not documented, but served")
        : judge.objections(answer.step(), answer.reply()).stream();
  }

  /**
   * Status, headers, and the members of the body with their types; of a bad request, all it says.
   */
  private static String shape(Reply reply) {
    if (reply.status() == BAD_REQUEST) {
      return reply.text();
    }
    TreeSet<String> members = new TreeSet<>();
    try {
      add("$", JSON.readTree(reply.body()), members);
    } catch (IOException noJson) {
      members.add("no JSON");
    }
    return reply.status() + " " + reply.headers().keySet() + " " + members;
  }

  private static void add(String path, JsonNode node, TreeSet<String> members) {
    members.add(path + ":" + node.getNodeType());
    node.properties()
        .forEach(member -> add(path + "." + member.getKey(), member.getValue(), members));
    node.elements()
        .forEachRemaining(item -> {
          if (node.isArray()) {
            add(path + "[]", item, members);
          }
        });
  }
}
