package dev.roster.client;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The request is not valid (400 and 422 alike): what is wrong with it and with which fields.
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="validation"}
 */
public final class ValidationException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  private final Map<String, List<String>> fieldErrors;
  private final List<String> messages;

  /** As a client throws it for this status and body, for doubles of it in tests. */
  public ValidationException(int status, String body) {
    this(ErrorResponse.of(status, body));
  }

  ValidationException(ErrorResponse response) {
    this(response, FieldErrors.of(response.json()));
  }

  private ValidationException(ErrorResponse response, FieldErrors errors) {
    super(response, summary(errors), null);
    this.fieldErrors = errors.fields();
    this.messages = errors.messages();
  }

  /**
   * The messages of each field that is not valid, in the server's order; a nested field has a
   * dotted name.
   */
  public Map<String, List<String>> fieldErrors() {
    return fieldErrors;
  }

  /** The messages about this field; empty if it is valid. */
  public List<String> messagesFor(String field) {
    return fieldErrors.getOrDefault(field, List.of());
  }

  /** The messages about the request as a whole, such as a body that is not JSON. */
  public List<String> messages() {
    return messages;
  }

  private static String summary(FieldErrors errors) {
    String all =
        Stream.concat(
                errors.messages().stream(),
                errors.fields().entrySet().stream()
                    .map(field -> field.getKey() + ": " + String.join(" ", field.getValue())))
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? "the response gives no reason" : all;
  }
}
