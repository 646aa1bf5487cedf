package dev.roster.alignment.journey;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.journey.Journey.Argument;
import dev.roster.alignment.journey.Journey.Step;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The journeys of an Arazzo 1.0 document, as far as they are needed here: workflows of steps with
 * an {@code operationId}, parameters, a JSON body, simple conditions and outputs. Whatever else
 * stands in the document is refused, so that nothing is silently passed over. The extension {@code
 * x-state} names the provider state whose values are the inputs of a workflow.
 *
 * @param journeys in the order of the document
 * @param documents the OpenAPI documents that they call, by the names of the files
 */
public record Journeys(List<Journey> journeys, List<OpenApiDocument> documents) {
  private static final Pattern OPERATION =
      Pattern.compile("\\$sourceDescriptions\\.([A-Za-z0-9_-]+)\\.(.+)");
  private static final Pattern INPUT = Pattern.compile("\\$inputs\\.([A-Za-z0-9_-]+)");
  private static final Set<String> PLACES = Set.of("path", "query", "header");

  public Journeys {
    journeys = List.copyOf(journeys);
    documents = List.copyOf(documents);
  }

  /**
   * Reads a document; those that it describes are found beside it.
   *
   * @throws JourneyException if it says something that is not understood
   */
  public static Journeys read(Path file) {
    try {
      YAMLMapper yaml =
          new YAMLMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
      return new Reader(file).read(yaml.readTree(file.toFile()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
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

  private static boolean shows(Journey journey, Operation operation, char family) {
    boolean called = false;
    for (Step step : journey.steps()) {
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

  /** Reads one document. */
  private static final class Reader {
    private final Path file;
    private final Map<String, OpenApiDocument> sources = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();

    Reader(Path file) {
      this.file = file;
    }

    Journeys read(JsonNode root) {
      known(root, "the document", "arazzo", "info", "sourceDescriptions", "workflows");
      if (!root.path("arazzo").asText().matches("1\\.0\\.[0-9]+")) {
        throw new JourneyException(file + " is no Arazzo 1.0 document.");
      }
      for (JsonNode source : root.path("sourceDescriptions")) {
        known(source, "a source", "name", "url", "type");
        Path document = file.resolveSibling(source.path("url").asText()).normalize();
        sources.put(source.path("name").asText(), OpenApiDocument.read(document));
      }
      List<Journey> journeys = new ArrayList<>();
      root.path("workflows").forEach(workflow -> journeys.add(journey(workflow)));
      return new Journeys(journeys, List.copyOf(sources.values()));
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
          "inputs",
          "parameters",
          "steps");
      if (id.isEmpty() || !ids.add(id)) {
        throw new JourneyException("A workflow needs a workflowId of its own, not '" + id + "'.");
      }
      requireInputs(id, workflow);
      List<Argument> common = arguments(id, workflow.path("parameters"));
      List<Step> steps = new ArrayList<>();
      for (JsonNode step : workflow.path("steps")) {
        steps.add(step(id, step, common));
      }
      if (steps.isEmpty()) {
        throw new JourneyException("The workflow " + id + " has no steps.");
      }
      return new Journey(
          id, workflow.path("summary").asText(), workflow.path("x-state").asText(), steps);
    }

    /** Other runners give a workflow the inputs only that it declares. */
    private static void requireInputs(String workflow, JsonNode node) {
      INPUT
          .matcher(node.toString())
          .results()
          .map(found -> found.group(1))
          .filter(name -> !node.path("inputs").path("properties").has(name))
          .findFirst()
          .ifPresent(name -> {
            throw new JourneyException(
                "The workflow " + workflow + " does not declare its input " + name + ".");
          });
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
          "parameters",
          "requestBody",
          "successCriteria",
          "outputs");
      List<Condition> conditions = new ArrayList<>();
      for (JsonNode criterion : step.path("successCriteria")) {
        known(criterion, "a criterion of " + where, "condition");
        conditions.add(Condition.parse(criterion.path("condition").asText()));
      }
      Map<String, String> outputs = new HashMap<>();
      step.path("outputs")
          .properties()
          .forEach(output -> outputs.put(output.getKey(), output.getValue().asText()));
      Map<String, Argument> arguments = new LinkedHashMap<>();
      // the parameters of a step take the places of those of its workflow
      common.forEach(each -> arguments.put(each.in() + " " + each.name(), each));
      arguments(where, step.path("parameters"))
          .forEach(each -> arguments.put(each.in() + " " + each.name(), each));
      JsonNode body = step.path("requestBody");
      known(body, "the body of " + where, "contentType", "payload");
      Step read =
          new Step(
              id,
              operation(where, step.path("operationId").asText()),
              List.copyOf(arguments.values()),
              body.has("payload") ? Optional.of(body.path("payload")) : Optional.empty(),
              conditions,
              outputs);
      if (read.status() == ' ') {
        throw new JourneyException(where + " does not say which status it expects.");
      }
      return read;
    }

    private List<Argument> arguments(String where, JsonNode parameters) {
      List<Argument> arguments = new ArrayList<>();
      for (JsonNode each : parameters) {
        known(each, "a parameter of " + where, "name", "in", "value");
        String in = each.path("in").asText();
        if (!PLACES.contains(in)) {
          throw new JourneyException("A parameter in '" + in + "' is not known: " + where + ".");
        }
        arguments.add(new Argument(in, each.path("name").asText(), each.path("value")));
      }
      return arguments;
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
