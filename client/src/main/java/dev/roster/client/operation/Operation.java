package dev.roster.client.operation;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of an operation of a document, without server and credential.
 *
 * @param id the {@code operationId} in the document
 * @param method the HTTP method
 * @param template the path as it stands in the document, with names in braces
 * @param target path and query, percent-encoded
 * @param headers the headers that the document describes
 * @param body the value of the JSON body, null for none
 * @param type the type of a success
 * @param <T> the type of a success
 */
public record Operation<T>(
    String id,
    String method,
    String template,
    String target,
    Map<String, String> headers,
    @Nullable Object body,
    TypeReference<T> type) {

  /** Starts a request of an operation. */
  public static <T> Builder<T> builder(
      String id, String method, String template, TypeReference<T> type) {
    return new Builder<>(id, method, template, type);
  }

  /** The values of one request. */
  public static final class Builder<T> {
    private final String id;
    private final String method;
    private final String template;
    private final TypeReference<T> type;
    private final StringBuilder query = new StringBuilder();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String path;
    private @Nullable Object body;

    private Builder(String id, String method, String template, TypeReference<T> type) {
      this.id = id;
      this.method = method;
      this.template = template;
      this.type = type;
      this.path = template;
    }

    /** Sets a parameter of the path. */
    public Builder<T> path(String name, Object value) {
      path = path.replace("{" + name + "}", encoded(value));
      return this;
    }

    /** Adds a parameter of the query; null adds none. */
    public Builder<T> query(String name, @Nullable Object value) {
      if (value != null) {
        query
            .append(query.length() == 0 ? '?' : '&')
            .append(encoded(name))
            .append('=')
            .append(encoded(value));
      }
      return this;
    }

    /** Sets a header; null sets none. */
    public Builder<T> header(String name, @Nullable Object value) {
      if (value != null) {
        headers.put(name, value.toString());
      }
      return this;
    }

    /** Sets the body and its media type. */
    public Builder<T> body(String mediaType, Object value) {
      headers.put("Content-Type", mediaType);
      body = value;
      return this;
    }

    /** Sets the media types of a success. */
    public Builder<T> accept(String mediaTypes) {
      headers.put("Accept", mediaTypes);
      return this;
    }

    public Operation<T> build() {
      return new Operation<>(id, method, template, path + query, Map.copyOf(headers), body, type);
    }

    /** The bytes in UTF-8, percent-encoded for a path or a query. */
    private static String encoded(Object value) {
      return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }
  }
}
