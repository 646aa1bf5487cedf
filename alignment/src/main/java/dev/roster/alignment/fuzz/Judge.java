package dev.roster.alignment.fuzz;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.document.ApiDocument;
import dev.roster.alignment.fuzz.FuzzOperation.Parameter;
import dev.roster.alignment.fuzz.Wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is wrong with an answer to a step, seen from outside: the validator is not the one that the
 * server uses on itself.
 */
final class Judge {
  /** What HTTP refuses before a contract is asked: the target or the headers are too large. */
  private static final Set<Integer> TOO_LARGE = Set.of(414, 431);

  private static final Set<String> OWN_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private static final Set<String> OF_HTTP =
      Set.of(
          "allow",
          "cache-control",
          "connection",
          "content-length",
          "content-type",
          "date",
          "transfer-encoding",
          "vary",
          "x-content-type-options",
          "x-request-id");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FuzzOperation operation;
  private final FuzzConfig config;
  private final OpenApiInteractionValidator validator;
  private final Pattern own;

  Judge(FuzzOperation operation, FuzzConfig config) {
    this(operation, config, validator(operation.document(), config));
  }

  Judge(FuzzOperation operation, FuzzConfig config, OpenApiInteractionValidator validator) {
    this.operation = operation;
    this.config = config;
    this.own = Pattern.compile(operation.path().replaceAll("\\{[^}]+}", "[^/]+"));
    this.validator = validator;
  }

  /** For all operations of a document; it takes a while to make. */
  static OpenApiInteractionValidator validator(ApiDocument document, FuzzConfig config) {
    LevelResolver.Builder levels = LevelResolver.create();
    config.ignoredViolations().forEach(key -> levels.withLevel(key, Level.IGNORE));
    return OpenApiInteractionValidator.createForInlineApiSpecification(document.text())
        .withLevelResolver(levels.build())
        .build();
  }

  List<String> objections(Step step, Reply reply) {
    List<String> objections = new ArrayList<>();
    if (reply.status() >= 500) {
      objections.add("it failed with " + reply.status());
    }
    if (step.isOversized() && TOO_LARGE.contains(reply.status())) {
      return objections;
    }
    boolean documented = operation.statuses().contains(reply.status());
    if (isOwn(step)) {
      if (!documented) {
        objections.add("the status " + reply.status() + " is not documented");
      }
      if (step.method().equals(operation.method())) {
        objections.addAll(violations(step, reply));
        config
            .refusals()
            .ifPresent(
                texts -> objections.addAll(RefusedMembers.undocumented(operation, texts, reply)));
        objections.addAll(ignoredDuties(step, reply));
      }
      if (documented && step.method().equals(operation.method())) {
        objections.addAll(undocumentedHeaders(reply));
      }
    }
    if (reply.body().length > 0 && reply.status() >= 400 && !isJson(reply)) {
      objections.add("the refusal is no JSON");
    }
    return objections;
  }

  /**
   * Whether the step asks this operation, or its path with a method that the document can refuse.
   */
  private boolean isOwn(Step step) {
    // with these a path has other segments than it seems, or is no path at all
    boolean odd = step.path().matches(".*(/(\\.|%2[eE]){1,2}(/|$)|%2[fF]|%00).*");
    return own.matcher(step.path()).matches()
        && !odd
        && (step.method().equals(operation.method()) || OWN_METHODS.contains(step.method()));
  }

  private List<String> violations(Step step, Reply reply) {
    SimpleResponse.Builder answer =
        new SimpleResponse.Builder(reply.status()).withBody(reply.text(), StandardCharsets.UTF_8);
    reply.headers().forEach((name, value) -> answer.withHeader(name, value));
    return validator
        .validateResponse(
            operation.path().replaceAll("\\{[^}]+}", "x"),
            Request.Method.valueOf(step.method()),
            answer.build())
        .getMessages()
        .stream()
        .filter(message -> message.getLevel() == Level.ERROR)
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }

  /** What must be sent, and as one of few values, cannot be left out with success. */
  private List<String> ignoredDuties(Step step, Reply reply) {
    if (reply.status() >= 300) {
      return List.of();
    }
    return operation.parameters().stream()
        .filter(parameter -> parameter.required() && parameter.in().equals("header"))
        .filter(parameter -> !obeys(parameter, step.header(parameter.name())))
        .map(parameter -> "succeeds without the required " + parameter.name())
        .toList();
  }

  private static boolean obeys(Parameter parameter, Optional<String> sent) {
    JsonNode values = parameter.schema().path("enum");
    return sent.isPresent()
        && (values.isMissingNode()
            || values.valueStream().anyMatch(value -> value.asText().equals(sent.get())));
  }

  /** What belongs to HTTP needs no word in a contract; the rest is documented where it is sent. */
  private List<String> undocumentedHeaders(Reply reply) {
    Set<String> documented = operation.headers(reply.status());
    return reply.headers().keySet().stream()
        .filter(name -> !OF_HTTP.contains(name) && !documented.contains(name))
        .map(name -> "the header " + name + " of " + reply.status() + " is not documented")
        .toList();
  }

  private static boolean isJson(Reply reply) {
    try {
      JsonNode body = JSON.readTree(reply.body());
      return body.isObject() || body.isArray();
    } catch (JsonProcessingException page) {
      return false;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
