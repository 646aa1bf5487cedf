package dev.roster.openapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The documented response of an operation with one status. Immutable. */
public final class ResponseSpec {
  private static final String JSON = "application/json";

  private final Place place;
  private final Map<String, Schema> content = new LinkedHashMap<>();
  private final Map<String, Place> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  ResponseSpec(Place place) {
    this.place = place;
    Place types = place.child("content");
    types.names().forEach(type -> content.put(type, Schema.at(types.child(type).child("schema"))));
    Place named = place.child("headers");
    named.names().forEach(name -> headers.put(name, named.child(name)));
  }

  public Place place() {
    return place;
  }

  /** The media types of the body; none if there is no body. */
  public Set<String> mediaTypes() {
    return Collections.unmodifiableSet(content.keySet());
  }

  /** The schema of a body with this Content-Type, whatever its parameters are. */
  public Optional<Schema> schema(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(content.get(type));
  }

  /** The schema of a body of JSON. */
  public Optional<Schema> json() {
    return schema(JSON);
  }

  /** The headers by name, which is looked up in any case. */
  public Map<String, Place> headers() {
    return Collections.unmodifiableMap(headers);
  }
}
