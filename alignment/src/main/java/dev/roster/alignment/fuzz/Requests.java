package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Credential;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes requests for one operation from its document and the values of a state. */
final class Requests {
  private static final String JSON = "application/json";

  private final Operation operation;
  private final Map<String, Object> state;

  Requests(Operation operation, Map<String, Object> state) {
    this.operation = operation;
    this.state = state;
  }

  /** A value of the state; a text that is none if the state has no such value. */
  String state(String name) {
    return String.valueOf(state.get(name));
  }

  Operation operation() {
    return operation;
  }

  /** The schema of the JSON that the operation takes. */
  Optional<Schema> body() {
    return operation.requestBody();
  }

  FuzzCase plain(String about) {
    return fuzzCase(about, Map.of(), members());
  }

  /** The parts of a request, with other values for some of its parameters. */
  FuzzCase fuzzCase(
      String about, Map<String, ? extends @Nullable String> changed, Map<String, String> body) {
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    List<String> headers = new ArrayList<>(credentials());
    for (Parameter each : operation.parameters()) {
      String value = changed.containsKey(each.name()) ? changed.get(each.name()) : required(each);
      if (value != null) {
        switch (each.in()) {
          case "path" -> path = path.replace("{" + each.name() + "}", encoded(value));
          case "query" ->
              query
                  .append(query.isEmpty() ? '?' : '&')
                  .append(each.name())
                  .append('=')
                  .append(encoded(value));
          case "header" -> headers.add(each.name() + ": " + header(value));
          default -> throw new IllegalStateException("parameters in " + each.in() + " are new");
        }
      }
    }
    byte[] bytes = null;
    if (body().isPresent()) {
      headers.add("Content-Type: " + JSON);
      bytes = object(body).getBytes(StandardCharsets.UTF_8);
    }
    headers.add("Accept: " + JSON);
    return new FuzzCase(about, operation.method(), path + query, List.copyOf(headers), bytes);
  }

  private @Nullable String required(Parameter parameter) {
    return parameter.required() ? usual(parameter) : null;
  }

  /** The value of this name in the state, or else the example of the document. */
  String usual(Parameter parameter) {
    Object known = state.get(stateName(parameter.name()));
    if (known != null && parameter.in().equals("path")) {
      return known.toString();
    }
    if (!parameter.example().isMissingNode()) {
      return parameter.example().asText();
    }
    Schema schema = parameter.schema();
    if (!schema.values().isEmpty()) {
      return schema.values().get(0);
    }
    return schema.type().equals("integer")
        ? schema.keyword("default").map(JsonNode::asText).orElse("1")
        : "a";
  }

  /**
   * {@code tenantId} is the state's tenant_id; the {@code id} below invitations is invitation_id.
   */
  private String stateName(String name) {
    if (name.equals("id")) {
      String before = operation.path().replaceAll("/\\{id}.*", "").replaceAll(".*/", "");
      return before.replaceAll("s$", "") + "_id";
    }
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    for (String name : body().map(Schema::properties).orElse(Map.of()).keySet()) {
      Object known = state.get(name);
      JsonNode shown = operation.requestExample().path(name);
      String usual = shown.isMissingNode() ? "\"a\"" : shown.toString();
      members.put(name, known instanceof Number ? known.toString() : usual);
    }
    return members;
  }

  static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> FuzzValues.quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  static Map<String, @Nullable String> nothing(String header) {
    Map<String, @Nullable String> none = new LinkedHashMap<>();
    none.put(header, null);
    return none;
  }

  /** The line of the first credential that the operation asks for; none if it asks for none. */
  List<String> credentials() {
    return operation.credentials().stream().limit(1).map(this::line).toList();
  }

  private String line(Credential credential) {
    String scheme = credential.place().key();
    String usual = credential.prefix().isEmpty() ? "key" : "token";
    return credential.header()
        + ": "
        + credential.prefix()
        + state(state.containsKey(scheme) ? scheme : usual);
  }

  private static String header(String value) {
    return value.replaceAll("[\\x00\\r\\n]", "?");
  }

  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted(b & 0xff));
    }
    return encoded.toString();
  }

  static String shown(String value) {
    String line = FuzzValues.quoted(value);
    return line.length() <= 60 ? line : line.substring(0, 60) + "... (" + value.length() + ")";
  }
}
