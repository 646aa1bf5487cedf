package dev.roster.server.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds every answer against its document: an operation must answer with a documented status, media
 * type, field and type, and with the headers that are required. Answers to what is no operation (an
 * unknown path, a wrong method, a redirect to the path with its slash) have no document to obey.
 */
public final class SpecGuard {
  private static final SpecGuard COOLSET = new SpecGuard("dev/roster/specs/coolset-accounts.yaml");
  private static final SpecGuard CONSOLE = new SpecGuard("dev/roster/specs/roster-console.yaml");
  private static final SpecGuard COMPLEAT = new SpecGuard("dev/roster/specs/compleat-users.yaml");

  private final OpenApiInteractionValidator validator;

  private SpecGuard(String document) {
    this.validator =
        OpenApiInteractionValidator.createFor(document)
            .withLevelResolver(
                LevelResolver.create()
                    // Django decides what an e-mail address is, and takes more than this validator
                    .withLevel("validation.response.body.schema.format.email", Level.IGNORE)
                    .build())
            .build();
  }

  /**
   * Checks one answer.
   *
   * @throws AssertionError with every violation
   */
  public static void check(String method, String target, RawResponse response) {
    List<String> violations = violations(method, target, response);
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "%s %s answered %d against its document:%n%s%n%s"
              .formatted(
                  method,
                  target,
                  response.status(),
                  String.join(System.lineSeparator(), violations),
                  response.text()));
    }
  }

  /** The violation of the document by the response, empty if there is none or no operation. */
  static List<String> violations(String method, String target, RawResponse response) {
    String path = target.split("\\?", 2)[0];
    Request.Method known = method(method);
    boolean compleat = path.toLowerCase(Locale.ROOT).startsWith("/api/user");
    boolean console = path.startsWith("/console/api/");
    if (known == null
        || response.status() == 301
        || !compleat && !console && !path.startsWith("/api/")) {
      return List.of();
    }
    SpecGuard guard = console ? CONSOLE : compleat ? COMPLEAT : COOLSET;
    SimpleResponse.Builder answer =
        new SimpleResponse.Builder(response.status())
            .withBody(response.text(), StandardCharsets.UTF_8);
    response.headers().forEach(answer::withHeader);
    ValidationReport report = guard.validator.validateResponse(path, known, answer.build());
    Map<Boolean, List<ValidationReport.Message>> byKind =
        report.getMessages().stream()
            .filter(message -> message.getLevel() != Level.IGNORE)
            .collect(
                Collectors.partitioningBy(message ->
                    message.getKey().equals("validation.request.path.missing")
                        || message.getKey().equals("validation.request.operation.notAllowed")));
    return byKind.get(true).isEmpty()
        ? byKind.get(false).stream()
            .map(message -> message.getKey() + ": " + message.getMessage())
            .toList()
        : List.of();
  }

  private static Request.Method method(String method) {
    return Stream.of(Request.Method.GET, Request.Method.POST)
        .filter(known -> known.name().equals(method))
        .findFirst()
        .orElse(null);
  }
}
