package dev.roster.server.coolset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** JSON as Django REST Framework writes it. */
final class CoolsetJson {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final int NANOS_PER_MICRO = 1000;

  private CoolsetJson() {}

  static ObjectMapper mapper() {
    return JsonMapper.builder()
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .build()
        .registerModule(
            new SimpleModule()
                .addSerializer(new Timestamp())
                .addSerializer(LocalDate.class, ToStringSerializer.instance));
  }

  /** In UTC with a {@code Z}: six digits of microseconds when there are any, none otherwise. */
  private static final class Timestamp extends StdSerializer<OffsetDateTime> {
    private static final long serialVersionUID = 1L;

    Timestamp() {
      super(OffsetDateTime.class);
    }

    @Override
    public void serialize(OffsetDateTime value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      OffsetDateTime utc = value.withOffsetSameInstant(ZoneOffset.UTC);
      int micros = utc.getNano() / NANOS_PER_MICRO;
      String fraction = micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
      out.writeString(SECONDS.format(utc) + fraction + "Z");
    }
  }
}
