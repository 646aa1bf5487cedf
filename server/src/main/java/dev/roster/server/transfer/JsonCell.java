package dev.roster.server.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roster.server.transfer.CellType.BadCell;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object, and refuses what PostgreSQL cannot store though it is JSON. */
final class JsonCell {
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              // of two members of one name PostgreSQL keeps the last
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Limits of PostgreSQL's numeric. */
  private static final int MAX_INTEGER_DIGITS = 131_072;

  private static final int MAX_FRACTION_DIGITS = 16_383;

  private JsonCell() {}

  /** The cell itself, null for the JSON null. */
  static @Nullable String read(String cell) {
    JsonNode json = parse(cell);
    if (json.isNull()) {
      return null;
    }
    if (!json.isObject()) {
      throw new BadCell("is not a JSON object");
    }
    check(json);
    return cell;
  }

  private static JsonNode parse(String cell) {
    try {
      return JSON.readTree(cell);
    } catch (JsonProcessingException | ArithmeticException malformed) {
      throw new BadCell("is not JSON, or has a member twice");
    }
  }

  private static void check(JsonNode json) {
    json.fieldNames().forEachRemaining(JsonCell::checkText);
    if (json.isTextual()) {
      checkText(json.textValue());
    } else if (json.isNumber()) {
      checkNumber(json.decimalValue());
    }
    json.forEach(JsonCell::check);
  }

  private static void checkText(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new BadCell("holds a NUL, which PostgreSQL cannot store");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new BadCell("holds half a character, which PostgreSQL cannot store");
    }
  }

  private static void checkNumber(BigDecimal number) {
    long integerDigits = (long) number.precision() - number.scale();
    if (integerDigits > MAX_INTEGER_DIGITS || number.scale() > MAX_FRACTION_DIGITS) {
      throw new BadCell("holds a number that is too large or too small for PostgreSQL");
    }
  }
}
