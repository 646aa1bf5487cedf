package dev.roster.alignment.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.journey.Journey.Argument;
import dev.roster.alignment.journey.Journey.Step;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
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
import java.util.stream.StreamSupport;

/** Reads Arazzo documents one after the other. */
final class ArazzoReader {
  private static final Pattern OPERATION =
      Pattern.compile("\\$sourceDescriptions\\.([A-Za-z0-9_-]+)\\.(.+)");
  private static final Pattern INPUT = Pattern.compile("\\$inputs\\.([A-Za-z0-9_-]+)");
  private static final String INPUTS = "#/components/inputs/";
  private static final String PARAMETERS = "$components.parameters.";
  private static final Set<String> PLACES = Set.of("path", "query", "header");

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
    known(root, "the document", "arazzo", "info", "sourceDescriptions", "workflows", "components");
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
    common.stream().filter(each -> own.stream().noneMatch(each::hasNameOf)).forEach(arguments::add);
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

  /** A parameter, or the one of the components that it refers to, with the value that it gives. */
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
    return parameter.has("value") ? named.deepCopy().set("value", parameter.path("value")) : named;
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
