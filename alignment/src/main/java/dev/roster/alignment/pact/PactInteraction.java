package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An interaction as it stands in a pact file, read without Pact. */
record PactInteraction(String file, String provider, JsonNode json) {
  /** The interactions of all pact files of a folder. */
  static List<PactInteraction> in(Path folder) {
    List<PactInteraction> interactions = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode pact = new ObjectMapper().readTree(Files.readString(file));
        String provider = pact.at("/provider/name").asText();
        pact.path("interactions")
            .forEach(each ->
                interactions.add(
                    new PactInteraction(file.getFileName().toString(), provider, each)));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return interactions;
  }

  /** The interactions of all pact files of a folder with this provider. */
  static List<PactInteraction> with(String provider, Path folder) {
    return in(folder).stream().filter(each -> each.provider.equals(provider)).toList();
  }

  String description() {
    return json.path("description").asText();
  }

  String state() {
    return json.at("/providerStates/0/name").asText();
  }

  List<String> states() {
    List<String> states = new ArrayList<>();
    json.path("providerStates").forEach(state -> states.add(state.path("name").asText()));
    return states;
  }

  String method() {
    return json.at("/request/method").asText();
  }

  String path() {
    return json.at("/request/path").asText();
  }

  int status() {
    return json.at("/response/status").asInt();
  }

  /** True if the request succeeds, so that all of it must be as documented. */
  boolean succeeds() {
    return status() / 100 == 2;
  }

  Map<String, List<String>> query() {
    return lists(json.at("/request/query"));
  }

  /** The headers of the request or the response by their names in lower case. */
  Map<String, List<String>> headers(String part) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    lists(json.at("/" + part + "/headers"))
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return headers;
  }

  Optional<String> header(String part, String name) {
    return headers(part).getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
        .findFirst();
  }

  /** The JSON of the request or the response, if there is any. */
  Optional<JsonNode> body(String part) {
    return Optional.of(json.at("/" + part + "/body/content"))
        .filter(content -> !content.isMissingNode());
  }

  /** The matchers for the body of the request or the response by their paths. */
  JsonNode bodyMatchers(String part) {
    return json.at("/" + part + "/matchingRules/body");
  }

  Optional<Operation> operationIn(OpenApiDocument document) {
    return document.operation(method(), path());
  }

  private static Map<String, List<String>> lists(JsonNode node) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      List<String> values = new ArrayList<>();
      if (entry.getValue().isArray()) {
        entry.getValue().forEach(value -> values.add(value.asText()));
      } else {
        values.add(entry.getValue().asText());
      }
      lists.put(entry.getKey(), values);
    }
    return lists;
  }
}
