package dev.roster.server.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.roster.server.http.JsonBuffers;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** JSON of the console contract: instants of RFC 3339 in UTC. */
final class ConsoleJson {
  private ConsoleJson() {}

  static ObjectMapper mapper() {
    return JsonMapper.builder(JsonBuffers.factory())
        .build()
        .registerModule(new SimpleModule().addSerializer(new Instants()));
  }

  private static final class Instants extends StdSerializer<OffsetDateTime> {
    private static final long serialVersionUID = 1L;

    Instants() {
      super(OffsetDateTime.class);
    }

    @Override
    public void serialize(OffsetDateTime value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(DateTimeFormatter.ISO_INSTANT.format(value));
    }
  }
}
