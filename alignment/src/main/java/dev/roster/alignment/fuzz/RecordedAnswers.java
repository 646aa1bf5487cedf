package dev.roster.alignment.fuzz;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.document.ApiDocument;
import dev.roster.alignment.fuzz.Wire.Reply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the real server answered on a walk over a document, one answer of each shape that each
 * operation gives, so that leg 4 can be asked about a changed document without another walk.
 */
public final class RecordedAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BAD_REQUEST = 400;

  private record Recorded(FuzzOperation operation, Step step, Reply reply) {}

  private final FuzzConfig config;
  private final List<Recorded> answers;

  private RecordedAnswers(FuzzConfig config, List<Recorded> answers) {
    this.config = config;
    this.answers = answers;
  }

  /** Fuzzes all operations of a document and keeps the responses. */
  public static RecordedAnswers of(FuzzConfig config, FuzzTarget target, ApiDocument document)
      throws IOException {
    Wire wire = new Wire(target.uri());
    Map<String, Recorded> shapes = new LinkedHashMap<>();
    for (FuzzOperation operation : FuzzOperation.of(document)) {
      for (Step step : Route.over(operation, target.state(operation), config.seed())) {
        Reply reply = wire.send(step);
        String shape = String.join(" ", operation.id(), step.method(), shape(reply));
        shapes.putIfAbsent(shape, new Recorded(operation, step, reply));
      }
    }
    return new RecordedAnswers(config, List.copyOf(shapes.values()));
  }

  public int size() {
    return answers.size();
  }

  /** The first objection of leg 4 to the recorded responses under the changed document. */
  public Optional<String> objection(ApiDocument changed) {
    OpenApiInteractionValidator validator = Judge.validator(changed, config);
    Map<String, Judge> judges = new LinkedHashMap<>();
    for (FuzzOperation operation : FuzzOperation.of(changed)) {
      judges.put(
          operation.method() + " " + operation.path(), new Judge(operation, config, validator));
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

  private static void add(String path, JsonNode node, Set<String> members) {
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
