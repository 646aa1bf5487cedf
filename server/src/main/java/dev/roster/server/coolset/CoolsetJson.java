package dev.roster.server.coolset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.roster.coolset.model.AuthGroup;
import dev.roster.coolset.model.Company;
import dev.roster.server.http.JsonBuffers;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** JSON as Django REST Framework writes it. */
final class CoolsetJson {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);
  private static final int NANOS_PER_MICRO = 1000;

  private CoolsetJson() {}

  static ObjectMapper mapper() {
    return JsonMapper.builder(JsonBuffers.factory())
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .build()
        .registerModule(
            new SimpleModule()
                .addSerializer(new Timestamp())
                .addSerializer(LocalDate.class, ToStringSerializer.instance)
                .setSerializerModifier(new OfRepeated()));
  }

  /** Users of one company share it and their few auth groups. */
  private static final class OfRepeated extends BeanSerializerModifier {
    private static final long serialVersionUID = 1L;
    private static final Set<Class<?>> REPEATED = Set.of(Company.class, AuthGroup.class);

    @Override
    @SuppressWarnings("unchecked") // a serializer of beans takes any object
    public JsonSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription bean, JsonSerializer<?> serializer) {
      return REPEATED.contains(bean.getBeanClass())
          ? new RepeatedSerializer(bean.getBeanClass(), (JsonSerializer<Object>) serializer)
          : serializer;
    }
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
      boolean whole = utc.getNano() < NANOS_PER_MICRO;
      out.writeString((whole ? SECONDS : MICROS).format(utc));
    }
  }
}
