package dev.roster.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * Reads moments and dates from texts only: a number or a list is another thing than the document
 * says. A moment may have a blank before its time, which RFC 3339 allows and ISO 8601 does not, an
 * offset without a colon, which is the other way round, and any number of digits after the second.
 */
final class Rfc3339Module extends SimpleModule {
  private static final long serialVersionUID = 1L;

  /** The digits that Java has no room for. */
  private static final Pattern BELOW_NANOSECONDS = Pattern.compile("(?<=\\.\\d{9})\\d+");

  private static final Pattern MINUTES_OF_OFFSET = Pattern.compile("(?<=[+-]\\d{2})(?=\\d{2}$)");

  Rfc3339Module() {
    super("rfc3339");
    addDeserializer(OffsetDateTime.class, new Moment());
    addDeserializer(LocalDate.class, new Day());
  }

  private abstract static class FromText<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    FromText(Class<T> type) {
      super(type);
    }

    abstract T read(String text);

    @Override
    @SuppressWarnings("unchecked")
    public final T deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        return (T) context.handleUnexpectedToken(handledType(), parser);
      }
      String text = parser.getText().strip();
      try {
        return read(text);
      } catch (DateTimeException e) {
        return (T) context.handleWeirdStringValue(handledType(), text, "%s", e.getMessage());
      }
    }
  }

  private static final class Moment extends FromText<OffsetDateTime> {
    private static final long serialVersionUID = 1L;

    Moment() {
      super(OffsetDateTime.class);
    }

    @Override
    OffsetDateTime read(String text) {
      String iso = text.indexOf(' ') == 10 ? text.replace(' ', 'T') : text;
      String shortened = BELOW_NANOSECONDS.matcher(iso).replaceFirst("");
      return OffsetDateTime.parse(MINUTES_OF_OFFSET.matcher(shortened).replaceFirst(":"));
    }
  }

  private static final class Day extends FromText<LocalDate> {
    private static final long serialVersionUID = 1L;

    Day() {
      super(LocalDate.class);
    }

    @Override
    LocalDate read(String text) {
      return LocalDate.parse(text);
    }
  }
}
