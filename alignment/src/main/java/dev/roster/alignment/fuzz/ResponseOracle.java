package dev.roster.alignment.fuzz;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.fuzz.RawHttpClient.Response;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.ResponseSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what is wrong with the response to a case, from outside: the validator is not the one that
 * the server uses on itself.
 */
final class ResponseOracle {
  /** Refusals of HTTP before any contract: the target or the headers are too large. */
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

  private final Operation operation;
  private final AlignmentConfig config;
  private final OpenApiInteractionValidator validator;
  private final Pattern own;

  ResponseOracle(
      Operation operation, AlignmentConfig config, OpenApiInteractionValidator validator) {
    this.operation = operation;
    this.config = config;
    this.own = Pattern.compile(operation.path().replaceAll("\\{[^}]+}", "[^/]+"));
    this.validator = validator;
  }

  /** A validator for all operations of a document; it takes a while to make. */
  static OpenApiInteractionValidator validator(OpenApiDocument document, AlignmentConfig config) {
    LevelResolver.Builder levels = LevelResolver.create();
    config.ignoredViolations().forEach(key -> levels.withLevel(key, Level.IGNORE));
    return OpenApiInteractionValidator.createForInlineApiSpecification(document.text())
        .withLevelResolver(levels.build())
        .build();
  }

  List<String> objections(FuzzCase fuzzCase, Response response) {
    List<String> objections = new ArrayList<>();
    if (response.status() >= 500) {
      objections.add("it failed with " + response.status());
    }
    if (fuzzCase.isOversized() && TOO_LARGE.contains(response.status())) {
      return objections;
    }
    boolean documented = operation.statuses().contains(response.status());
    if (isOwn(fuzzCase)) {
      if (!documented) {
        objections.add("the status " + response.status() + " is not documented");
      }
      if (fuzzCase.method().equals(operation.method())) {
        objections.addAll(violations(fuzzCase, response));
        config
            .refusalTexts()
            .ifPresent(texts ->
                objections.addAll(RefusedMembers.undocumented(operation, texts, response)));
        objections.addAll(ignoredDuties(fuzzCase, response));
      }
      if (documented && fuzzCase.method().equals(operation.method())) {
        objections.addAll(undocumentedHeaders(response));
      }
    }
    if (response.body().length > 0 && response.status() >= 400 && !isJson(response)) {
      objections.add("the refusal is no JSON");
    }
    return objections;
  }

  /**
   * True if the case asks this operation, or its path with a method that the document can refuse.
   */
  private boolean isOwn(FuzzCase fuzzCase) {
    // with these a path has other segments than it seems, or is no path at all
    boolean odd = fuzzCase.path().matches(".*(/(\\.|%2[eE]){1,2}(/|$)|%2[fF]|%00).*");
    return own.matcher(fuzzCase.path()).matches()
        && !odd
        && (fuzzCase.method().equals(operation.method())
            || OWN_METHODS.contains(fuzzCase.method()));
  }

  private List<String> violations(FuzzCase fuzzCase, Response response) {
    SimpleResponse.Builder sent =
        new SimpleResponse.Builder(response.status())
            .withBody(response.text(), StandardCharsets.UTF_8);
    response.headers().forEach((name, value) -> sent.withHeader(name, value));
    return validator
        .validateResponse(
            operation.path().replaceAll("\\{[^}]+}", "x"),
            Request.Method.valueOf(fuzzCase.method()),
            sent.build())
        .getMessages()
        .stream()
        .filter(message -> message.getLevel() == Level.ERROR)
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }

  /** Required headers, some with few values, without which the operation succeeds. */
  private List<String> ignoredDuties(FuzzCase fuzzCase, Response response) {
    if (response.status() >= 300) {
      return List.of();
    }
    return operation.parameters().stream()
        .filter(parameter -> parameter.required() && parameter.in().equals("header"))
        .filter(parameter -> !obeys(parameter, fuzzCase.header(parameter.name())))
        .map(parameter -> "succeeds without the required " + parameter.name())
        .toList();
  }

  private static boolean obeys(Parameter parameter, Optional<String> sent) {
    List<String> values = parameter.schema().values();
    return sent.isPresent() && (values.isEmpty() || values.contains(sent.get()));
  }

  /** Headers that are sent but not documented; those of HTTP itself need no word in a contract. */
  private List<String> undocumentedHeaders(Response response) {
    Set<String> documented =
        operation.response(response.status()).map(ResponseSpec::headers).orElse(Map.of()).keySet();
    return response.headers().keySet().stream()
        .filter(name -> !OF_HTTP.contains(name) && !documented.contains(name))
        .map(name -> "the header " + name + " of " + response.status() + " is not documented")
        .toList();
  }

  private static boolean isJson(Response response) {
    try {
      JsonNode body = JSON.readTree(response.body());
      return body.isObject() || body.isArray();
    } catch (JsonProcessingException page) {
      return false;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
