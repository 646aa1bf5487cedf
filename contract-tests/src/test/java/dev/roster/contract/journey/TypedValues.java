package dev.roster.contract.journey;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;

/** The values that a client makes of responses, held against what the server sent. */
final class TypedValues {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .addModule(new SimpleModule().addSerializer(new AsText()))
          .build();

  private TypedValues() {}

  /** Instants and dates as ISO 8601 has them. */
  private static final class AsText extends StdSerializer<Temporal> {
    private static final long serialVersionUID = 1L;

    AsText() {
      super(Temporal.class);
    }

    @Override
    public void serialize(Temporal value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  /**
   * Compares each member that the typed value has with the one of the body.
   *
   * @throws IOException if they differ, with the pointer of the first
   */
  static void requireSame(Object typed, byte[] body) throws IOException {
    require("", JSON.valueToTree(typed), JSON.readTree(body));
  }

  private static void require(String pointer, JsonNode typed, JsonNode sent) throws IOException {
    if (typed.isObject() && sent.isObject()) {
      for (var member : typed.properties()) {
        require(pointer + "/" + member.getKey(), member.getValue(), sent.path(member.getKey()));
      }
    } else if (typed.isArray() && sent.isArray() && typed.size() == sent.size()) {
      for (int i = 0; i < typed.size(); i++) {
        require(pointer + "/" + i, typed.get(i), sent.get(i));
      }
    } else if (!same(typed, sent)) {
      throw new IOException(
          "the client made "
              + typed
              + " of "
              + sent
              + " at "
              + (pointer.isEmpty() ? "/" : pointer));
    }
  }

  private static boolean same(JsonNode typed, JsonNode sent) {
    if (typed.isNumber() && sent.isNumber()) {
      return typed.decimalValue().compareTo(sent.decimalValue()) == 0;
    }
    return typed.equals(sent) || typed.isTextual() && sent.isTextual() && sameTime(typed, sent);
  }

  private static boolean sameTime(JsonNode typed, JsonNode sent) {
    try {
      return OffsetDateTime.parse(typed.textValue())
          .isEqual(OffsetDateTime.parse(sent.textValue()));
    } catch (DateTimeException noTime) {
      return false;
    }
  }
}
