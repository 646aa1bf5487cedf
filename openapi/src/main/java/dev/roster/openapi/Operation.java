package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operation of a document. Immutable. */
public final class Operation {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final String JSON = "application/json";

  private final String path;
  private final String method;
  private final Place place;
  private final List<String> variables;
  private final Pattern pattern;
  private final List<Parameter> parameters;
  private final Map<Integer, ResponseSpec> responses = new LinkedHashMap<>();

  Operation(String path, String method, Place pathItem, Place place) {
    this.path = path;
    this.method = method;
    this.place = place;
    this.variables = VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
    this.pattern = pattern(path);
    this.parameters = parameters(pathItem, place);
    for (String status : place.child("responses").names()) {
      Place response = place.child("responses").child(status);
      responses.put(Integer.valueOf(status), new ResponseSpec(response));
    }
  }

  private static Pattern pattern(String path) {
    StringBuilder pattern = new StringBuilder();
    int done = 0;
    for (MatchResult variable : VARIABLE.matcher(path).results().toList()) {
      pattern.append(Pattern.quote(path.substring(done, variable.start()))).append("([^/]+)");
      done = variable.end();
    }
    return Pattern.compile(pattern + Pattern.quote(path.substring(done)));
  }

  /** A parameter of the operation takes the place of one of its path. */
  private static List<Parameter> parameters(Place pathItem, Place operation) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    for (Place owner : List.of(pathItem, operation)) {
      for (Place each : owner.child("parameters").children()) {
        Parameter parameter = new Parameter(each);
        byName.put(parameter.in() + " " + parameter.name(), parameter);
      }
    }
    return List.copyOf(byName.values());
  }

  public String path() {
    return path;
  }

  /** The method in upper case. */
  public String method() {
    return method;
  }

  public Place place() {
    return place;
  }

  public OpenApiDocument document() {
    return place.document();
  }

  /** The operationId, which is empty if there is none. */
  public String id() {
    return place.text("operationId");
  }

  /** The names of the variables in the path. */
  public List<String> variables() {
    return variables;
  }

  public boolean matches(String requested) {
    return pattern.matcher(requested).matches();
  }

  /** The values of the variables in a requested path; none if it does not match. */
  public Map<String, String> variablesOf(String requested) {
    Matcher matcher = pattern.matcher(requested);
    Map<String, String> values = new LinkedHashMap<>();
    if (matcher.matches()) {
      for (int i = 0; i < variables.size(); i++) {
        values.put(variables.get(i), matcher.group(i + 1));
      }
    }
    return values;
  }

  /** The parameters of the operation and of its path. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter of this name, which in a header is in any case. */
  public Optional<Parameter> parameter(String in, String name) {
    return parameters.stream()
        .filter(p -> p.in().equals(in))
        .filter(p -> in.equals("header") ? p.name().equalsIgnoreCase(name) : p.name().equals(name))
        .findFirst();
  }

  /** The schema of the JSON that is sent, if any is. */
  public Optional<Schema> requestBody() {
    Place schema = place.child("requestBody").child("content").child(JSON).child("schema");
    return schema.exists() ? Optional.of(Schema.at(schema)) : Optional.empty();
  }

  public boolean requestBodyRequired() {
    return place.child("requestBody").node().path("required").asBoolean();
  }

  /** The example of a request body; a missing node if there is none. */
  public JsonNode requestExample() {
    return place.child("requestBody").child("content").child(JSON).node().path("example");
  }

  /** The responses by status, in the order of the document. */
  public Map<Integer, ResponseSpec> responses() {
    return Collections.unmodifiableMap(responses);
  }

  /** The documented statuses, in the order of the document. */
  public Set<Integer> statuses() {
    return responses().keySet();
  }

  public Optional<ResponseSpec> response(int status) {
    return Optional.ofNullable(responses.get(status));
  }

  /** The response of success: that of the lowest 2xx status. */
  public Optional<ResponseSpec> success() {
    return statuses().stream()
        .filter(status -> status / 100 == 2)
        .min(Comparator.naturalOrder())
        .flatMap(this::response);
  }

  /** The place of a response, which does not exist if the status is not documented. */
  public Place responsePlace(int status) {
    return place.child("responses").child(Integer.toString(status));
  }

  /** The schema of the JSON of a response, if it has any. */
  public Optional<Schema> responseBody(int status) {
    return response(status).flatMap(ResponseSpec::json);
  }

  /** The credentials that a request must have. */
  public List<Credential> credentials() {
    Place own = place.child("security");
    Place security = own.exists() ? own : document().at("/security");
    List<Credential> credentials = new ArrayList<>();
    for (Place alternative : security.children()) {
      for (String scheme : alternative.names()) {
        Place schemes = document().at("/components/securitySchemes");
        credentials.add(Credential.of(schemes.child(scheme)));
      }
    }
    return credentials;
  }

  /** The operationId, so that tests that take an operation as parameter are named by it. */
  @Override
  public String toString() {
    return id();
  }

  /** A parameter in the path, the query or a header. */
  public record Parameter(Place place) {
    public String name() {
      return place.text("name");
    }

    /** One of {@code path}, {@code query}, {@code header}, {@code cookie}. */
    public String in() {
      return place.text("in");
    }

    public boolean required() {
      return place.node().path("required").asBoolean();
    }

    public Schema schema() {
      return Schema.at(place.child("schema"));
    }

    /** The example, or a missing node if there is none. */
    public JsonNode example() {
      return place.node().path("example");
    }
  }

  /**
   * A credential as the header that carries it.
   *
   * @param prefix begins the value, as {@code "Bearer "} does; may be empty
   * @param place the security scheme
   */
  public record Credential(String header, String prefix, Place place) {
    static Credential of(Place scheme) {
      if (!scheme.text("type").equals("http")) {
        return new Credential(scheme.text("name"), "", scheme);
      }
      String name = scheme.text("scheme").toLowerCase(Locale.ROOT);
      String prefix = name.equals("basic") ? "Basic " : "Bearer ";
      return new Credential("Authorization", prefix, scheme);
    }
  }
}
