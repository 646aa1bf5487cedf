package dev.roster.alignment.journey;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.journey.Journey.Argument;
import dev.roster.alignment.journey.Journey.Step;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The journeys of Arazzo 1.0 documents, as far as they are needed here: workflows of steps with an
 * {@code operationId}, parameters, a body, conditions and outputs. Whatever else stands in a
 * document is refused, so that nothing is silently passed over. Extensions:
 *
 * <ul>
 *   <li>{@code x-state} of a workflow names the provider state whose values are its inputs, {@code
 *       x-state-parameters} has what the state is told.
 *   <li>{@code x-promises} of a workflow has the ids of the promises that it proves.
 *   <li>{@code x-raw: true} marks a workflow with requests that no client would make.
 *   <li>{@code x-link} of a step is an expression whose value is a URL, as of a next page; it takes
 *       the place of path and query.
 *   <li>{@code x-control: true} marks a source whose operations control the server and belong to no
 *       contract.
 * </ul>
 *
 * @param journeys in the order of the documents
 * @param documents the contracts that they call
 */
public record Journeys(List<Journey> journeys, List<OpenApiDocument> documents) {
  private static final Pattern OPERATION =
      Pattern.compile("\\$sourceDescriptions\\.([A-Za-z0-9_-]+)\\.(.+)");
  private static final Pattern INPUT = Pattern.compile("\\$inputs\\.([A-Za-z0-9_-]+)");
  private static final String INPUTS = "#/components/inputs/";
  private static final String PARAMETERS = "$components.parameters.";
  private static final Set<String> PLACES = Set.of("path", "query", "header");

  public Journeys {
    journeys = List.copyOf(journeys);
    documents = List.copyOf(documents);
  }

  /**
   * Reads a document, or all of a folder whose names end in {@code .arazzo.yaml}; the OpenAPI
   * documents that they describe are found by their paths.
   *
   * @throws JourneyException if one says something that is not understood, or if there is none
   */
  public static Journeys read(Path fileOrFolder) {
    try {
      YAMLMapper yaml =
          new YAMLMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
      Reader reader = new Reader();
      for (Path file : files(fileOrFolder)) {
        reader.read(file, yaml.readTree(file.toFile()));
      }
      return reader.all();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Path> files(Path fileOrFolder) throws IOException {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> all = Files.list(fileOrFolder)) {
      List<Path> files =
          all.filter(each -> each.toString().endsWith(".arazzo.yaml")).sorted().toList();
      if (files.isEmpty()) {
        throw new JourneyException("There is no Arazzo document in " + fileOrFolder + ".");
      }
      return files;
    }
  }

  /** False for an operation that controls the server and belongs to no contract. */
  public boolean isOfContract(Operation operation) {
    return documents.contains(operation.document());
  }

  /**
   * The operations that change something and lack a journey: one that calls it with success and
   * then looks elsewhere, and one in which it is refused and that then looks elsewhere.
   */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (OpenApiDocument document : documents) {
      for (Operation operation : document.operations()) {
        if (!Set.of("GET", "HEAD", "OPTIONS").contains(operation.method())) {
          if (!shows(operation, '2')) {
            missing.add(operation.id() + ": what it changes");
          }
          if (!shows(operation, '4')) {
            missing.add(operation.id() + ": that it changes nothing when it is refused");
          }
        }
      }
    }
    return missing;
  }

  private boolean shows(Operation operation, char family) {
    return journeys.stream().anyMatch(journey -> shows(journey, operation, family));
  }

  private boolean shows(Journey journey, Operation operation, char family) {
    boolean called = false;
    for (Step step : journey.steps()) {
      if (!isOfContract(step.operation())) {
        continue;
      }
      boolean same =
          step.operation().id().equals(operation.id())
              && step.operation().document().name().equals(operation.document().name());
      if (called && !same) {
        return true;
      }
      called |= same && step.status() == family;
    }
    return false;
  }

  /** Reads documents one after the other. */
  private static final class Reader {
    private final Map<Path, OpenApiDocument> contracts = new LinkedHashMap<>();
    private final Map<Path, OpenApiDocument> controls = new LinkedHashMap<>();
    private final Map<String, OpenApiDocument> sources = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();
    private JsonNode components = MissingNode.getInstance();
    private final List<Journey> journeys = new ArrayList<>();

    Journeys all() {
      return new Journeys(journeys, List.copyOf(contracts.values()));
    }

    void read(Path file, JsonNode root) {
      known(
          root, "the document", "arazzo", "info", "sourceDescriptions", "workflows", "components");
      components = root.path("components");
      known(components, "the components", "inputs", "parameters");
      if (!root.path("arazzo").asText().matches("1\\.0\\.[0-9]+")) {
        throw new JourneyException(file + " is no Arazzo 1.0 document.");
      }
      sources.clear();
      for (JsonNode source : root.path("sourceDescriptions")) {
        known(source, "a source", "name", "url", "type", "x-control");
        Path document = file.resolveSibling(source.path("url").asText()).normalize();
        sources.put(
            source.path("name").asText(),
            (source.path("x-control").asBoolean() ? controls : contracts)
                .computeIfAbsent(document, OpenApiDocument::read));
      }
      root.path("workflows").forEach(workflow -> journeys.add(journey(workflow)));
    }

    private Journey journey(JsonNode workflow) {
      String id = workflow.path("workflowId").asText();
      known(
          workflow,
          "the workflow " + id,
          "workflowId",
          "summary",
          "description",
          "x-state",
          "x-state-parameters",
          "x-promises",
          "x-raw",
          "inputs",
          "parameters",
          "steps");
      if (id.isEmpty() || !ids.add(id)) {
        throw new JourneyException("A workflow needs a workflowId of its own, not '" + id + "'.");
      }
      requireInputs(id, workflow, inputs(workflow.path("inputs")));
      List<Argument> common = arguments(id, workflow.path("parameters"));
      List<Step> steps = new ArrayList<>();
      for (JsonNode step : workflow.path("steps")) {
        steps.add(step(id, step, common));
      }
      if (steps.isEmpty()) {
        throw new JourneyException("The workflow " + id + " has no steps.");
      }
      Map<String, String> told = new HashMap<>();
      workflow
          .path("x-state-parameters")
          .properties()
          .forEach(each -> told.put(each.getKey(), each.getValue().asText()));
      Set<String> promises = new LinkedHashSet<>();
      workflow.path("x-promises").forEach(each -> promises.add(each.asText()));
      return new Journey(
          id,
          workflow.path("summary").asText(),
          workflow.path("x-state").asText(),
          told,
          promises,
          workflow.path("x-raw").asBoolean(),
          steps);
    }

    /** Other runners give a workflow the inputs only that it declares. */
    private static void requireInputs(String workflow, JsonNode node, JsonNode inputs) {
      INPUT
          .matcher(node.toString())
          .results()
          .map(found -> found.group(1))
          .filter(name -> !inputs.path("properties").has(name))
          .findFirst()
          .ifPresent(name -> {
            throw new JourneyException(
                "The workflow " + workflow + " does not declare its input " + name + ".");
          });
    }

    private JsonNode inputs(JsonNode schema) {
      String reference = schema.path("$ref").asText();
      return reference.startsWith(INPUTS)
          ? components.path("inputs").path(reference.substring(INPUTS.length()))
          : schema;
    }

    private Step step(String workflow, JsonNode step, List<Argument> common) {
      String id = step.path("stepId").asText();
      String where = "the step " + workflow + "/" + id;
      known(
          step,
          where,
          "stepId",
          "description",
          "operationId",
          "x-link",
          "parameters",
          "requestBody",
          "successCriteria",
          "outputs");
      List<Condition> conditions = new ArrayList<>();
      for (JsonNode criterion : step.path("successCriteria")) {
        conditions.add(condition(where, criterion));
      }
      Map<String, String> outputs = new HashMap<>();
      step.path("outputs")
          .properties()
          .forEach(output -> outputs.put(output.getKey(), output.getValue().asText()));
      List<Argument> own = arguments(where, step.path("parameters"));
      List<Argument> arguments = new ArrayList<>();
      // the parameters of a step take the places of those of its workflow
      common.stream()
          .filter(each -> own.stream().noneMatch(each::hasNameOf))
          .forEach(arguments::add);
      arguments.addAll(own);
      JsonNode body = step.path("requestBody");
      known(body, "the body of " + where, "contentType", "payload");
      Step read =
          new Step(
              id,
              operation(where, step.path("operationId").asText()),
              arguments,
              step.has("x-link") ? Optional.of(step.path("x-link").asText()) : Optional.empty(),
              body.has("payload") ? Optional.of(body.path("payload")) : Optional.empty(),
              conditions,
              outputs);
      if (read.status() == ' ') {
        throw new JourneyException(where + " does not say which status it expects.");
      }
      return read;
    }

    private static Condition condition(String where, JsonNode criterion) {
      known(criterion, "a criterion of " + where, "condition", "context", "type");
      String text = criterion.path("condition").asText();
      return switch (criterion.path("type").asText("simple")) {
        case "simple" -> Condition.parse(text);
        case "regex" -> Condition.matching(criterion.path("context").asText(), text);
        default ->
            throw new JourneyException(
                "A criterion of " + where + " has a type that is not understood.");
      };
    }

    private List<Argument> arguments(String where, JsonNode parameters) {
      List<Argument> arguments = new ArrayList<>();
      for (JsonNode parameter : parameters) {
        JsonNode each = parameter(where, parameter);
        known(each, "a parameter of " + where, "name", "in", "value");
        String in = each.path("in").asText();
        if (!PLACES.contains(in)) {
          throw new JourneyException("A parameter in '" + in + "' is not known: " + where + ".");
        }
        arguments.add(new Argument(in, each.path("name").asText(), each.path("value")));
      }
      return arguments;
    }

    /**
     * A parameter, or the one of the components that it refers to, with the value that it gives.
     */
    private JsonNode parameter(String where, JsonNode parameter) {
      if (!parameter.has("reference")) {
        return parameter;
      }
      known(parameter, "a parameter of " + where, "reference", "value");
      String reference = parameter.path("reference").asText();
      JsonNode found =
          reference.startsWith(PARAMETERS)
              ? components.path("parameters").path(reference.substring(PARAMETERS.length()))
              : MissingNode.getInstance();
      if (!(found instanceof ObjectNode named)) {
        throw new JourneyException(where + " refers to " + reference + ", which is not there.");
      }
      return parameter.has("value")
          ? named.deepCopy().set("value", parameter.path("value"))
          : named;
    }

    private Operation operation(String where, String reference) {
      Matcher parts = OPERATION.matcher(reference);
      OpenApiDocument document = parts.matches() ? sources.get(parts.group(1)) : null;
      return Optional.ofNullable(document)
          .flatMap(found -> found.operation(parts.group(2)))
          .orElseThrow(() ->
              new JourneyException(where + " calls " + reference + ", which no source describes."));
    }

    private static void known(JsonNode node, String where, String... words) {
      Set<String> known = Set.of(words);
      StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
          .filter(word -> !known.contains(word))
          .findFirst()
          .ifPresent(word -> {
            throw new JourneyException("'" + word + "' in " + where + " is not understood.");
          });
    }
  }
}
