package dev.roster.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The mappers of the two documents, which all clients share. */
final class Json {
  static final ObjectMapper COOLSET =
      strict()
          .registerModule(
              new SimpleModule("loose")
                  .addDeserializer(String.class, new LenientStringDeserializer()));
  static final ObjectMapper COMPLEAT = strict();

  private Json() {}

  private static ObjectMapper strict() {
    return RequiredMembers.requiredBy(
        new ObjectMapper()
            .setSerializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .registerModule(new JavaTimeModule())
            .registerModule(new Rfc3339Module()));
  }
}
