package dev.roster.alignment.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operation of a document. */
public record ApiOperation(String path, String method, Place place) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final String JSON = "application/json";

  /** A parameter, wherever it goes. */
  public record Parameter(Place place) {
    public String name() {
      return place.text("name");
    }

    /** One of {@code path}, {@code query}, {@code header}. */
    public String in() {
      return place.text("in");
    }

    public boolean required() {
      return place.node().path("required").asBoolean();
    }

    public Schema schema() {
      return new Schema(place.child("schema"));
    }
  }

  /** A credential that an operation asks for, as the header that carries it. */
  public record Credential(String header, String prefix, Place place) {}

  public String document() {
    return place.document().name();
  }

  public String id() {
    return place.text("operationId");
  }

  public int line() {
    return place.line();
  }

  public boolean matches(String requested) {
    return pattern().matcher(requested).matches();
  }

  public List<String> variables() {
    return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
  }

  /** The values of the variables in a path that matches. */
  public Map<String, String> variablesOf(String requested) {
    Matcher matcher = pattern().matcher(requested);
    Map<String, String> values = new LinkedHashMap<>();
    if (matcher.matches()) {
      MatchResult found = matcher.toMatchResult();
      for (int i = 0; i < variables().size(); i++) {
        values.put(variables().get(i), found.group(i + 1));
      }
    }
    return values;
  }

  /** The parameters of the operation and of its path. */
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    ApiDocument document = place.document();
    String pathItem = place.pointer().substring(0, place.pointer().lastIndexOf('/'));
    document.at(pathItem + "/parameters").children().forEach(p -> parameters.add(new Parameter(p)));
    place.child("parameters").children().forEach(p -> parameters.add(new Parameter(p)));
    return parameters;
  }

  public Optional<Parameter> parameter(String in, String name) {
    return parameters().stream()
        .filter(p -> p.in().equals(in))
        .filter(p -> in.equals("header") ? p.name().equalsIgnoreCase(name) : p.name().equals(name))
        .findFirst();
  }

  /** The schema of the JSON that is sent, if anything is. */
  public Optional<Schema> requestBody() {
    return schemaOf(place.child("requestBody"));
  }

  public boolean requestBodyRequired() {
    return place.child("requestBody").node().path("required").asBoolean();
  }

  /** The documented statuses. */
  public List<String> statuses() {
    return place.child("responses").names();
  }

  /** The place that documents a status; does not exist if none does. */
  public Place response(int status) {
    return place.child("responses").child("" + status);
  }

  /** The schema of the JSON body of a response with this status, if it has one. */
  public Optional<Schema> responseBody(int status) {
    return schemaOf(response(status));
  }

  /** The credentials; each must be there. */
  public List<Credential> credentials() {
    Place own = place.child("security");
    Place asked = own.exists() ? own : place.document().at("/security");
    List<Credential> credentials = new ArrayList<>();
    for (JsonNode alternative : asked.node()) {
      alternative.fieldNames().forEachRemaining(scheme -> credentials.add(credential(scheme)));
    }
    return credentials;
  }

  private Credential credential(String name) {
    Place scheme = place.document().at("/components/securitySchemes/" + name);
    return scheme.text("type").equals("http")
        ? new Credential("Authorization", "Bearer ", scheme)
        : new Credential(scheme.text("name"), "", scheme);
  }

  private static Optional<Schema> schemaOf(Place body) {
    Place schema = body.child("content").child(JSON).child("schema");
    return Optional.of(schema).filter(Place::exists).map(Schema::new);
  }

  private Pattern pattern() {
    StringBuilder pattern = new StringBuilder();
    int done = 0;
    for (MatchResult variable : VARIABLE.matcher(path).results().toList()) {
      pattern.append(Pattern.quote(path.substring(done, variable.start()))).append("([^/]+)");
      done = variable.end();
    }
    return Pattern.compile(pattern + Pattern.quote(path.substring(done)));
  }
}
