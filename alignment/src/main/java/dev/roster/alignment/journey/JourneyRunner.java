package dev.roster.alignment.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.alignment.journey.Journey.Step;
import dev.roster.alignment.journey.Journey.StepOutcome;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseMessage;
import dev.roster.openapi.ResponseValidator;
import dev.roster.openapi.Violation;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs journeys on a server. Each response must also obey its document. The input {@code unique} of
 * every journey is a word that was never used before.
 */
final class JourneyRunner {
  private final JourneyTarget target;
  private final Collection<String> undocumentedHeaders;

  JourneyRunner(JourneyTarget target, Collection<String> undocumentedHeaders) {
    this.target = target;
    this.undocumentedHeaders = undocumentedHeaders;
  }

  /** Runs a journey, as far as the first step with a difference. */
  List<StepOutcome> run(Journey journey) {
    Map<String, Object> inputs =
        new LinkedHashMap<>(target.state(journey.state(), journey.parameters()));
    inputs.put("unique", UUID.randomUUID().toString());
    JourneyValues values = new JourneyValues(inputs);
    List<StepOutcome> outcomes = new ArrayList<>();
    for (Step step : journey.steps()) {
      StepOutcome outcome = run(journey, step, values);
      outcomes.add(outcome);
      if (!outcome.differences().isEmpty()) {
        break;
      }
    }
    return outcomes;
  }

  private StepOutcome run(Journey journey, Step step, JourneyValues values) {
    Operation operation = step.operation();
    String where = journey.id() + ", " + step.id() + ": ";
    List<Difference> differences = new ArrayList<>();
    try {
      ResponseMessage response = call(step, values);
      values.received(response);
      for (Condition condition : step.conditions()) {
        if (!condition.holds(values)) {
          differences.add(
              new Difference(
                  where + condition.text(),
                  new Side("server", condition.shown(values), 0),
                  new Side("journey", journey.promise(), operation.place().line())));
        }
      }
      for (Violation violation :
          new ResponseValidator(operation.document(), undocumentedHeaders)
              .validate(operation.id(), response)) {
        differences.add(
            new Difference(
                where + violation.pointer(),
                new Side("server", "status " + response.status(), 0),
                new Side("document", violation.rule(), violation.place().line())));
      }
      step.outputs().forEach((name, value) -> values.output(step.id(), name, values.of(value)));
    } catch (IOException noResponse) {
      differences.add(
          new Difference(
              where + "no response",
              new Side("server", noResponse.toString(), 0),
              new Side("journey", journey.promise(), operation.place().line())));
    }
    return new StepOutcome(operation, step.conditions().size() + 1, differences);
  }

  private ResponseMessage call(Step step, JourneyValues values) throws IOException {
    List<JourneyTarget.Argument> arguments = new ArrayList<>();
    for (Journey.Argument each : step.arguments()) {
      String value = values.filled(each.value()).asText();
      arguments.add(new JourneyTarget.Argument(each.in(), each.name(), value));
    }
    if (step.link().isPresent()) {
      arguments.addAll(followed(step.operation(), values.of(step.link().get())));
    }
    Optional<JsonNode> body = step.body().map(values::filled);
    return target.call(step.operation(), arguments, body);
  }

  /** The arguments of a link, which must lead to the operation. */
  private List<JourneyTarget.Argument> followed(Operation operation, JsonNode link)
      throws IOException {
    URI uri = URI.create(link.asText());
    URI base = target.baseUrl();
    if (!link.isTextual()
        || !base.getScheme().equals(uri.getScheme())
        || !base.getAuthority().equals(uri.getAuthority())
        || !operation.matches(uri.getRawPath().substring(base.getRawPath().length()))) {
      throw new IOException("no link to " + base + operation.path() + ": " + link);
    }
    List<JourneyTarget.Argument> arguments = new ArrayList<>();
    operation
        .variablesOf(uri.getRawPath().substring(base.getRawPath().length()))
        .forEach((name, value) ->
            arguments.add(new JourneyTarget.Argument("path", name, decoded(value))));
    String query = uri.getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      arguments.add(
          new JourneyTarget.Argument(
              "query", decoded(parts[0]), decoded(parts.length > 1 ? parts[1] : "")));
    }
    return arguments;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
