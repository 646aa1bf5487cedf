package dev.roster.server.compleat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.roster.server.http.JsonBuffers;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** JSON as the Compleat samples show it: instants in UTC with seven digits after the second. */
final class CompleatJson {
  private CompleatJson() {}

  static ObjectMapper mapper() {
    return JsonMapper.builder(JsonBuffers.factory())
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .build()
        .registerModule(
            new SimpleModule()
                .addSerializer(new Ticks())
                .addSerializer(new UserSummaries.Serializer()));
  }

  private static final class Ticks extends StdSerializer<OffsetDateTime> {
    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT);

    Ticks() {
      super(OffsetDateTime.class);
    }

    @Override
    public void serialize(OffsetDateTime value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(FORMAT.format(value.withOffsetSameInstant(ZoneOffset.UTC)));
    }
  }
}
