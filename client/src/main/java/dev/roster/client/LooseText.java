package dev.roster.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Reads whatever stands where the Coolset document says string. The document says so of fields
 * whose true type its tool could not find out, and the published service may send an object there.
 */
final class LooseText extends StdScalarDeserializer<String> {
  private static final long serialVersionUID = 1L;

  LooseText() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonToken token = parser.currentToken();
    return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY
        ? context.readTree(parser).toString()
        : StringDeserializer.instance.deserialize(parser, context);
  }
}
