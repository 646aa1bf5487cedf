package dev.roster.alignment.fuzz;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.fuzz.RawHttpClient.Response;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The responses of a real server to the cases of a document, one of each shape that each operation
 * gives, so that a mutated document is checked without a server.
 */
final class RecordedResponses implements DocumentFuzzer.Recording {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BAD_REQUEST = 400;

  private record Recorded(Operation operation, FuzzCase fuzzCase, Response response) {}

  private final AlignmentConfig config;
  private final List<Recorded> responses;

  private RecordedResponses(AlignmentConfig config, List<Recorded> responses) {
    this.config = config;
    this.responses = responses;
  }

  /** Fuzzes all operations of a document and keeps the responses. */
  static RecordedResponses of(AlignmentConfig config, FuzzTarget target, OpenApiDocument document)
      throws IOException {
    RawHttpClient http = new RawHttpClient(target.uri());
    Map<String, Recorded> shapes = new LinkedHashMap<>();
    for (Operation operation : document.operations()) {
      for (FuzzCase fuzzCase :
          FuzzCases.over(operation, target.state(operation), config.fuzzSeed())) {
        Response response = http.send(fuzzCase);
        String shape = String.join(" ", operation.id(), fuzzCase.method(), shape(response));
        shapes.putIfAbsent(shape, new Recorded(operation, fuzzCase, response));
      }
    }
    return new RecordedResponses(config, List.copyOf(shapes.values()));
  }

  @Override
  public int size() {
    return responses.size();
  }

  @Override
  public Optional<String> objection(OpenApiDocument changed) {
    OpenApiInteractionValidator validator = ResponseOracle.validator(changed, config);
    Map<String, ResponseOracle> oracles = new LinkedHashMap<>();
    for (Operation operation : changed.operations()) {
      oracles.put(
          operation.method() + " " + operation.path(),
          new ResponseOracle(operation, config, validator));
    }
    return responses.stream()
        .flatMap(each -> objections(each, oracles).map(why -> each.operation() + ": " + why))
        .findFirst();
  }

  private static Stream<String> objections(Recorded recorded, Map<String, ResponseOracle> oracles) {
    ResponseOracle oracle =
        oracles.get(recorded.operation().method() + " " + recorded.operation().path());
    return oracle == null
        ? Stream.of("is not documented, but served")
        : oracle.objections(recorded.fuzzCase(), recorded.response()).stream();
  }

  /**
   * Status, headers, and the members of the body with their types; of a bad request, all it says.
   */
  private static String shape(Response response) {
    if (response.status() == BAD_REQUEST) {
      return response.text();
    }
    TreeSet<String> members = new TreeSet<>();
    try {
      add("$", JSON.readTree(response.body()), members);
    } catch (IOException noJson) {
      members.add("no JSON");
    }
    return response.status() + " " + response.headers().keySet() + " " + members;
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
