package dev.roster.server.coolset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.http.JsonBuffers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Free-form JSON objects that the directory keeps as text. */
final class JsonObject {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(JsonBuffers.factory())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private JsonObject() {}

  static @Nullable Map<String, Object> read(@Nullable String json) {
    try {
      return json == null ? null : MAPPER.readValue(json, OBJECT);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("the database holds what is no JSON object", impossible);
    }
  }
}
