package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The parameters and members of an operation that are text, and texts that need encoding. */
final class TextArguments {
  /** Texts of which each would arrive as another if it were encoded wrongly or twice. */
  static final List<String> TEXTS =
      List.of(
          "a+b",
          "50%",
          "%2B%20",
          "a&b=c",
          "a b",
          "a/b?c#d",
          "\"it's\" <\\;:@",
          "é ß ø",
          "日本",
          "😀🇳🇱");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FREE = Set.of("", "email");

  private final Operation operation;
  private final Map<String, Function<ReceivedRequest, List<String>>> all = new LinkedHashMap<>();

  TextArguments(Operation operation) {
    this.operation = operation;
    for (Parameter parameter : operation.parameters()) {
      if (isText(parameter.schema())) {
        add(parameter.in(), parameter.name());
      }
    }
    operation
        .requestBody()
        .map(Schema::properties)
        .orElse(Map.of())
        .forEach((name, member) -> {
          if (isText(member)) {
            all.put(name, request -> bodyValues(request, name));
          }
        });
  }

  private void add(String in, String name) {
    if (in.equals("query")) {
      all.put(name, request -> request.queryValues(name));
    } else if (in.equals("path")) {
      all.put(name, request -> request.pathValues(operation, name));
    }
  }

  private static boolean isText(Schema schema) {
    return schema.type().equals("string")
        && FREE.contains(schema.format())
        && schema.keyword("pattern").isEmpty();
  }

  private static List<String> bodyValues(ReceivedRequest request, String name) {
    try {
      return List.of(JSON.readTree(request.body()).path(name).asText());
    } catch (JsonProcessingException noJson) {
      return List.of();
    }
  }

  List<String> names() {
    return List.copyOf(all.keySet());
  }

  /** The values of a parameter or member as they arrived in a request. */
  List<String> values(String name, ReceivedRequest request) {
    return all.getOrDefault(name, nothing -> List.of()).apply(request);
  }
}
